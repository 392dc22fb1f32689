//! A new entry of a kind.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use register::act::{Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::entry::{Entry, sha256};
use register::kind::{Field, Form as FieldForm, Kind, Visibility, kind_or_plural};
use register::value::Input;
use store::Documents;

use super::deed::{OfferedAct, to_entry, visibilities};
use super::form::{FieldBox, Values, boxes, inputs, place, values};
use super::posted::{File, Posted};
use super::{Sent, login, sent};
use crate::error::{Answer, Failure, page};
use crate::evidence::citing;
use crate::frame::{Frame, encoded};
use crate::visit::{Caller, Visit};

#[derive(Template)]
#[template(path = "create.html")]
struct CreatePage {
    frame: Frame,
    heading: String,
    about: String,
    key: String,
    /// Whether what is typed can only be read on the server by whoever runs it.
    inside: bool,
    /// Whether it is made of a file.
    of_file: bool,
    /// What is wrong with the file.
    file_faults: Vec<String>,
    boxes: Vec<FieldBox>,
    /// The row of a run that it points to, when it comes from there.
    cite: String,
    visibility: Option<Vec<(String, String, bool)>>,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "one-time.html")]
struct OneTimePage {
    frame: Frame,
    user: String,
    token: String,
    address: String,
}

/// Evidence is made of files and of runs.
const EVIDENCE: [&str; 3] = ["dataset", "analysis_run", "weak_link"];

/// Kinds that somebody may make, by role; whether this very entry, is asked when it is sent.
pub(crate) fn kinds(actor: &Actor) -> impl Iterator<Item = &'static Kind> {
    let may = |kind: &&&'static Kind| {
        !EVIDENCE.contains(&kind.name) && kind.creates.iter().any(|who| actor.roles.contains(&who.role))
    };
    register::kinds::ALL.iter().filter(may).copied()
}

/// A kind that somebody may make, by its name in an address.
fn makeable(actor: &Actor, name: &str) -> Result<&'static Kind, Failure> {
    let kind = kind_or_plural(name).ok_or_else(Failure::not_found)?;
    let may = kinds(actor).any(|may| may.name == kind.name);
    may.then_some(kind).ok_or_else(|| Failure::of_status(StatusCode::FORBIDDEN))
}

/// What can be made that names this entry.
pub(crate) fn beside(visit: &Visit, entry: &Entry) -> Vec<OfferedAct> {
    let Some(actor) = &visit.actor else { return Vec::new() };
    let names = |field: &&'static Field| match field.form {
        FieldForm::Ref(kinds) | FieldForm::Refs(kinds) => field.thread && kinds.contains(&entry.kind().name),
        _ => false,
    };
    let offer = |kind: &'static Kind| {
        let field = kind.fields.iter().find(names)?;
        let question = format!("?{}={}", field.name, encoded(&entry.address.to_string()));
        let href = visit.path(&format!("/new/{}{question}", kind.name.replace('_', "-")));
        Some(OfferedAct { href, label: words::kind(visit.lang, kind) })
    };
    kinds(actor).filter_map(offer).collect()
}

fn fields(kind: &'static Kind) -> Vec<&'static Field> {
    let own = |field: &&'static Field| {
        let token = kind.name == "user" && field.name == "token";
        !(field.kept || token || is_of_file(kind, field.name))
    };
    kind.fields.iter().filter(own).collect()
}

/// What a document's file says, and nobody else.
fn is_of_file(kind: &Kind, field: &str) -> bool {
    kind.name == "document" && ["file_name", "media_type", "size", "sha256"].contains(&field)
}

pub(crate) async fn ask(
    visit: Visit,
    Path((_, kind)): Path<(String, String)>,
    Query(values): Query<BTreeMap<String, String>>,
) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    draw(visit, &kind, values, &[]).await
}

async fn draw(mut visit: Visit, kind: &str, mut values: Values, faults: &[register::Error]) -> Answer {
    let lang = visit.lang;
    let kind = makeable(&super::must_be_logged_in(&visit)?, kind)?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    if kind.field("side").is_some() {
        let own = super::must_be_logged_in(&visit)?.side;
        values.entry("side".to_owned()).or_insert_with(|| own.code().to_owned());
    }
    citing::fill(&mut visit, &mut values).await?;
    let mut boxes = boxes(&mut visit, kind, &fields(kind), &values).await?;
    let no_file = |fault: &register::Error| fault.field().is_some_and(|field| is_of_file(kind, field));
    let (no_file, faults): (Vec<_>, Vec<_>) = faults.iter().cloned().partition(no_file);
    let rest = place(&mut boxes, &faults, lang);
    let heading = lang.tell("web-new", &[("kind", words::kind(lang, kind).into())]);
    let frame = visit.frame(heading.clone()).await?;
    let plural = format!("/{}", kind.plural.replace('_', "-"));
    let inside = kind.visibility == Visibility::Side;
    let chosen = values.get("visibility").and_then(|word| Visibility::parse(word)).unwrap_or(kind.visibility);
    let answer = page(&CreatePage {
        frame: frame.under(&plural, words::kinds(lang, kind)),
        about: words::kind_about(lang, kind),
        key: values.get("key").cloned().unwrap_or_default(),
        cite: values.get("cite").cloned().unwrap_or_default(),
        visibility: (!inside).then(|| visibilities(&visit, chosen)),
        faults: rest,
        heading,
        inside,
        of_file: kind.name == "document",
        file_faults: no_file.first().map(|_| lang.say("web-file-missing")).into_iter().collect(),
        boxes,
    })?;
    Ok((status, answer).into_response())
}

pub(crate) async fn make(
    caller: Caller,
    Path((_, name)): Path<(String, String)>,
    Posted { form, file }: Posted,
) -> Answer {
    let Some(actor) = caller.actor().cloned() else { return login::again(caller, form).await };
    let kind = makeable(&actor, &name)?;
    let typed = values(&form);
    let faults = match create(&caller, &actor, kind, &typed, &form, file).await {
        Ok(answer) => return Ok(answer),
        Err(store::Error::Refused(faults)) => faults,
        Err(error) => return Err(Failure::from(error)),
    };
    draw(caller.visit().await?, &name, typed, &faults).await
}

async fn create(
    caller: &Caller,
    actor: &Actor,
    kind: &'static Kind,
    typed: &Values,
    form: &Sent,
    file: Option<File>,
) -> store::Result<axum::response::Response> {
    let mut transaction = caller.site.store.write().await?;
    let address = match sent(form, "key").trim() {
        // An entry that is refused uses up no number.
        "" => transaction.next_key(kind).await?,
        key => Address::new(kind, key)?,
    };
    let mut request = Request::new(address.clone(), Wish::Create, caller.now);
    let mut typed = typed.clone();
    if let Some(link) = citing::cite(&mut transaction, actor, sent(form, "cite"), caller.now).await? {
        let links = typed.entry("weak_links".to_owned()).or_default();
        format!("{links}\n{link}").trim().clone_into(links);
    }
    request.inputs = inputs(&fields(kind), &typed, None);
    request.visibility = Visibility::parse(sent(form, "visibility"));
    let file = file.filter(|_| kind.name == "document");
    for (field, value) in file.iter().flat_map(|file| Documents::noted(&file.name, &file.bytes)) {
        request.inputs.insert(field, Input::Plain(value));
    }
    let token = (kind.name == "user").then(super::account::one_time_token);
    if let Some(token) = &token {
        request.inputs.insert("token", Input::Plain(sha256(token.as_bytes())));
    }
    transaction.act(actor, &request).await?;
    if let Some(file) = file {
        caller.site.documents.keep(&file.bytes)?;
    }
    transaction.commit().await?;
    Ok(match token {
        Some(token) => one_time(caller, &address, token).await.into_response(),
        None => to_entry(caller, &address, "create"),
    })
}

/// The token of a new user is shown once, to whoever made him.
async fn one_time(caller: &Caller, user: &Address, token: String) -> Answer {
    let mut visit = caller.clone().visit().await?;
    let frame = visit.frame(visit.lang.say("web-one-time")).await?;
    let address = format!("{}{}", caller.site.public_url, visit.path("/enrol"));
    page(&OneTimePage { frame, user: user.key().to_owned(), token, address })
}
