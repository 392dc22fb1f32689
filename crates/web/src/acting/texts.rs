//! The languages of an entry's texts: add one, say that one has been read, or that it is what was signed.

use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use register::act::{Request, Wish};
use register::entry::Entry;
use register::kind::{Field, Form as FieldForm};
use register::permission::{Deed, permit};

use super::deed::{perform, to_entry};
use super::form::{FieldBox, Values, boxes, inputs, place, upon, values, values_of};
use super::{Sent, login, must_be_logged_in, sent};
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::{Item, place_of, title};
use crate::visit::{Caller, Visit};

#[derive(Template)]
#[template(path = "texts.html")]
struct TextsPage {
    frame: Frame,
    entry: Item,
    on_version: u32,
    boxes: Vec<FieldBox>,
    /// Languages that whoever is logged in may mark.
    marks: Vec<Mark>,
    faults: Vec<String>,
    /// What somebody else changed since the form was made.
    changed: Vec<String>,
}

/// A button that marks one language of a text.
struct Mark {
    field: &'static str,
    lang: String,
    tag: String,
    label: String,
    text: String,
    state: String,
    review: bool,
    authenticate: bool,
}

type OfEntry = Path<(String, String, String)>;

pub(crate) async fn ask(mut visit: Visit, Path((_, kind, key)): OfEntry) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    let address = crate::entry::address(&kind, &key)?;
    let entry = visit.must_see(&address).await?;
    let langs = visit.mechanism.entry.items("languages").to_vec();
    let values = values_of(&entry, &langs);
    draw(visit, &entry, &values, &[], Vec::new()).await
}

fn fields(entry: &Entry) -> Vec<&'static Field> {
    entry.kind().fields.iter().filter(|field| field.form == FieldForm::Texts && !field.kept).collect()
}

async fn draw(
    mut visit: Visit,
    entry: &Entry,
    values: &Values,
    faults: &[register::Error],
    changed: Vec<String>,
) -> Answer {
    let lang = visit.lang;
    let actor = must_be_logged_in(&visit)?;
    let may = permit(&actor, Deed::Translate, entry).is_ok();
    let shown = if may { fields(entry) } else { Vec::new() };
    let mut boxes = boxes(&mut visit, entry.kind(), &shown, values).await?;
    let rest = place(&mut boxes, faults, lang);
    let frame = visit.frame(lang.say("web-languages-of-texts")).await?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let status = if changed.is_empty() { status } else { StatusCode::CONFLICT };
    let answer = page(&TextsPage {
        frame: frame.under(&place_of(&entry.address), title(entry, lang).text),
        entry: Item::entry(entry, lang),
        on_version: entry.version,
        marks: marks(&visit, entry),
        faults: rest,
        changed,
        boxes,
    })?;
    Ok((status, answer).into_response())
}

fn marks(visit: &Visit, entry: &Entry) -> Vec<Mark> {
    let Some(actor) = &visit.actor else { return Vec::new() };
    let mut marks = Vec::new();
    for field in fields(entry) {
        for (code, version) in entry.texts(field.name).into_iter().flatten() {
            let review = permit(actor, Deed::Review { field: field.name, lang: code }, entry).is_ok();
            let authenticate =
                permit(actor, Deed::Authenticate { field: field.name, lang: code }, entry).is_ok();
            if review || authenticate {
                marks.push(Mark {
                    field: field.name,
                    lang: code.clone(),
                    tag: if code == "zh" { "zh-Hans".to_owned() } else { code.clone() },
                    label: format!(
                        "{} ({})",
                        words::field(visit.lang, entry.kind(), field),
                        words::language(visit.lang, code)
                    ),
                    text: version.text.clone(),
                    state: words::text_state(visit.lang, version.state),
                    review,
                    authenticate,
                });
            }
        }
    }
    marks
}

pub(crate) async fn act(caller: Caller, Path((_, kind, key)): OfEntry, Form(form): Form<Sent>) -> Answer {
    let Some(actor) = caller.actor().cloned() else { return login::again(caller, form).await };
    let address = crate::entry::address(&kind, &key)?;
    let mut visit = caller.clone().visit().await?;
    let entry = visit.must_see(&address).await?;
    drop(visit);
    let typed = values(&form);
    let (field, code) = (sent(&form, "field").to_owned(), sent(&form, "text_lang").to_owned());
    let (deed, wish) = match sent(&form, "mark") {
        "review" => (
            Deed::Review { field: &field, lang: &code },
            Wish::Review { field: field.clone(), lang: code.clone() },
        ),
        "authenticate" => (
            Deed::Authenticate { field: &field, lang: &code },
            Wish::Authenticate { field: field.clone(), lang: code.clone() },
        ),
        _ => (Deed::Translate, Wish::Translate),
    };
    // Who may not is told so before anything else that may be wrong.
    permit(&actor, deed, &entry)?;
    let mut request = Request::new(address.clone(), wish, caller.now);
    if request.wish == Wish::Translate {
        request.inputs = inputs(&fields(&entry), &typed, Some(&entry));
    }
    request.on_version = sent(&form, "on_version").parse().ok();
    match perform(&caller, &actor, &request).await {
        Ok(()) => Ok(to_entry(&caller, &address, "translate")),
        Err(store::Error::Refused(faults)) => {
            draw(caller.visit().await?, &entry, &typed, &faults, Vec::new()).await
        }
        Err(store::Error::Outdated { yours, current, .. }) => {
            let visit = caller.visit().await?;
            let values = upon(typed, &yours, &current, visit.mechanism.entry.items("languages"));
            draw(visit, &current, &values, &[], store::differences(&yours, &current)).await
        }
        Err(error) => Err(Failure::from(error)),
    }
}
