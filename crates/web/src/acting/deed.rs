//! One act on one entry: what it means, what it asks for, and doing it.

use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use register::act::{Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::entry::Entry;
use register::kind::{Field, Halves, Kind, Row, Visibility};
use register::permission::{Deed, acts, permit};

use super::form::{FieldBox, Values, boxes, inputs, place, upon, values, values_of};
use super::{Sent, login, must_be_logged_in, sent};
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::shown::{Item, place_of, title};
use crate::visit::{Caller, Visit};

/// Words of addresses for what is no row of a table.
const AMEND: &str = "amend";
const TAKE_BACK: &str = "take-back-";

/// Something that can be done with an entry.
#[derive(Debug)]
pub(crate) struct OfferedAct {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// What whoever is logged in may do with an entry as it stands.
pub(crate) fn offers(visit: &Visit, entry: &Entry) -> Vec<OfferedAct> {
    let Some(actor) = &visit.actor else { return Vec::new() };
    let lang = visit.lang;
    let base = visit.path(&place_of(&entry.address));
    let offer = |word: &str, label: String| OfferedAct { href: format!("{base}/act/{word}"), label };
    let own_half = |row: &&'static Row| {
        entry.pending.get(row.act).is_some_and(|pending| pending.halves.contains_key(&actor.side))
    };
    let open = acts(actor, entry);
    let mut offered: Vec<OfferedAct> = open
        .iter()
        .filter(|row| !own_half(row))
        .map(|row| offer(&row.act.replace('_', "-"), words::act(lang, entry.kind(), row.act)))
        .collect();
    for row in open.into_iter().filter(own_half) {
        let act = words::act(lang, entry.kind(), row.act);
        let label = lang.tell("web-take-back", &[("act", act.into())]);
        offered.push(offer(&format!("{TAKE_BACK}{}", row.act.replace('_', "-")), label));
    }
    if permit(actor, Deed::Amend, entry).is_ok() {
        offered.push(offer(AMEND, words::act(lang, entry.kind(), "amend")));
    }
    if permit(actor, Deed::Translate, entry).is_ok() || !actor.reviews.is_empty() {
        offered.push(OfferedAct { href: format!("{base}/texts"), label: lang.say("web-languages-of-texts") });
    }
    offered
}

#[derive(Template)]
#[template(path = "deed.html")]
struct DeedPage {
    frame: Frame,
    heading: String,
    entry: Item,
    state: Item,
    /// What happens when it is done.
    means: Vec<String>,
    boxes: Vec<FieldBox>,
    /// Whether a reason must be given, or may be.
    reason: Option<bool>,
    reason_typed: String,
    /// Who may see it, as a choice; when fields are changed.
    visibility: Option<Vec<(String, String, bool)>>,
    on_version: u32,
    /// What is wrong.
    faults: Vec<String>,
    /// What somebody else changed since the form was made.
    changed: Vec<String>,
}

/// The act that an address names.
enum Named {
    Row(&'static Row),
    Amend,
    TakeBack(&'static Row),
}

fn named(kind: &'static Kind, entry: &Entry, word: &str) -> Option<Named> {
    if word == AMEND {
        return Some(Named::Amend);
    }
    let row = |word: &str| kind.row(&word.replace('-', "_"), entry.state);
    match word.strip_prefix(TAKE_BACK) {
        Some(act) => row(act).map(Named::TakeBack),
        None => row(word).map(Named::Row),
    }
}

impl Named {
    fn wish(&self) -> Wish {
        match self {
            Named::Row(row) => Wish::Take(row.act.to_owned()),
            Named::Amend => Wish::Amend,
            Named::TakeBack(row) => Wish::TakeBack(row.act.to_owned()),
        }
    }

    /// The fields that it writes; what the other side has proposed is confirmed as it is.
    fn fields(&self, entry: &Entry) -> Vec<&'static Field> {
        let fields = entry.kind().fields.iter();
        match self {
            Named::Row(row) if entry.pending.contains_key(row.act) => Vec::new(),
            Named::Row(row) => fields.filter(|field| row.writes.contains(&field.name)).collect(),
            Named::Amend => fields.filter(|field| !field.kept).collect(),
            Named::TakeBack(_) => Vec::new(),
        }
    }

    fn label(&self, visit: &Visit, kind: &Kind) -> String {
        match self {
            Named::Row(row) => words::act(visit.lang, kind, row.act),
            Named::Amend => words::act(visit.lang, kind, AMEND),
            Named::TakeBack(row) => {
                visit.lang.tell("web-take-back", &[("act", words::act(visit.lang, kind, row.act).into())])
            }
        }
    }

    /// What happens, in sentences.
    fn means(&self, visit: &Visit, entry: &Entry) -> Vec<String> {
        let lang = visit.lang;
        let row = match self {
            Named::Row(row) => row,
            Named::Amend => return lapses(visit, entry),
            Named::TakeBack(_) => return Vec::new(),
        };
        let state = words::state(lang, entry.kind(), row.to);
        let mut means = vec![lang.tell("web-act-leads", &[("state", state.into())])];
        match (row.halves, entry.pending.get(row.act)) {
            (Halves::One, _) => {}
            (_, Some(_)) => means.push(lang.say("web-act-second-half")),
            (Halves::Both, None) => means.push(lang.say("web-act-first-half")),
            (Halves::BothIfJoint | Halves::BothIfAcross, None) => means.push(lang.say("web-act-maybe-half")),
        }
        means.extend(proposal(visit, entry, row));
        means
    }
}

/// Which halves do not survive a change of the wording.
fn lapses(visit: &Visit, entry: &Entry) -> Vec<String> {
    let halves =
        entry.pending.iter().flat_map(|(act, pending)| pending.halves.keys().map(move |side| (act, *side)));
    let told = |(act, side): (&&str, register::Side)| {
        let side = visit.mechanism.side(side).text.clone().into();
        let act = words::act(visit.lang, entry.kind(), act).into();
        visit.lang.tell("web-act-lapses", &[("side", side), ("act", act)])
    };
    halves.map(told).collect()
}

/// What the other side has proposed to write.
fn proposal(visit: &Visit, entry: &Entry, row: &Row) -> Vec<String> {
    let Some(pending) = entry.pending.get(row.act) else { return Vec::new() };
    let lang = visit.lang;
    let line = |(name, value): (&String, &Option<register::value::Value>)| {
        let field = entry.kind().field(name)?;
        let text = value.as_ref().map(|value| match value.texts() {
            Some(texts) => {
                register::text::show(texts, lang.code()).map_or_else(String::new, |text| text.text.to_owned())
            }
            None => value.items().join("; "),
        });
        Some(format!("{}: {}", words::field(lang, entry.kind(), field), text.unwrap_or_else(|| "–".into())))
    };
    pending.writes.iter().filter_map(line).chain(pending.reason.clone()).collect()
}

type EntryAct = Path<(String, String, String, String)>;

pub(crate) async fn ask(mut visit: Visit, Path((_, kind, key, act)): EntryAct) -> Answer {
    if visit.actor.is_none() {
        return login::first(visit.leave()).await;
    }
    let address = crate::entry::address(&kind, &key)?;
    let entry = visit.must_see(&address).await?;
    let langs = visit.mechanism.entry.items("languages").to_vec();
    let values = values_of(&entry, &langs);
    draw(visit, &entry, &act, Draft { values, ..Draft::default() }).await
}

/// What is already in the form, and what is wrong with it.
#[derive(Default)]
struct Draft {
    values: Values,
    faults: Vec<register::Error>,
    changed: Vec<String>,
}

async fn draw(mut visit: Visit, entry: &Entry, act: &str, draft: Draft) -> Answer {
    let actor = must_be_logged_in(&visit)?;
    let lang = visit.lang;
    let kind = entry.kind();
    let named = named(kind, entry, act).ok_or_else(Failure::not_found)?;
    allowed(&actor, &named, entry)?;
    let fields = named.fields(entry);
    let mut boxes = boxes(&mut visit, kind, &fields, &draft.values).await?;
    let faults = place(&mut boxes, &draft.faults, lang);
    let heading = named.label(&visit, kind);
    let frame = visit.frame(heading.clone()).await?;
    let frame = frame.under(&place_of(&entry.address), title(entry, lang).text);
    let status = if draft.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let status = if draft.changed.is_empty() { status } else { StatusCode::CONFLICT };
    let answer = page(&DeedPage {
        means: named.means(&visit, entry),
        entry: Item::entry(entry, lang),
        state: Item::state(entry, lang),
        reason: match &named {
            Named::Row(row) => Some(row.reason && !entry.pending.contains_key(row.act)),
            Named::Amend | Named::TakeBack(_) => None,
        },
        reason_typed: draft.values.get("reason").cloned().unwrap_or_default(),
        visibility: matches!(named, Named::Amend).then(|| visibilities(&visit, entry.visibility)),
        on_version: entry.version,
        changed: draft.changed,
        frame,
        heading,
        boxes,
        faults,
    })?;
    Ok((status, answer).into_response())
}

/// Who may see an entry at most, as a choice.
pub(crate) fn visibilities(visit: &Visit, chosen: Visibility) -> Vec<(String, String, bool)> {
    let choice = |visibility: Visibility| {
        (visibility.code().to_owned(), words::visibility(visit.lang, visibility), visibility == chosen)
    };
    Visibility::ALL.into_iter().rev().map(choice).collect()
}

fn allowed(actor: &Actor, named: &Named, entry: &Entry) -> Result<(), register::Error> {
    let deed = match named {
        Named::Row(row) => Deed::Take(row),
        Named::Amend => Deed::Amend,
        Named::TakeBack(row) => Deed::TakeBack(row),
    };
    permit(actor, deed, entry).map(drop)
}

pub(crate) async fn act(
    caller: Caller,
    Path((_, kind, key, act)): EntryAct,
    Form(form): Form<Sent>,
) -> Answer {
    let Some(actor) = caller.actor().cloned() else { return login::again(caller, form).await };
    let address = crate::entry::address(&kind, &key)?;
    let mut visit = caller.clone().visit().await?;
    let entry = visit.must_see(&address).await?;
    let named = named(address.kind(), &entry, &act);
    // What the act was may have been done in the meantime by somebody else: the state says so.
    let named = named.ok_or_else(|| Failure::of_status(StatusCode::CONFLICT))?;
    let typed = values(&form);
    let mut request = Request::new(address.clone(), named.wish(), visit.now);
    request.inputs = inputs(&named.fields(&entry), &typed, Some(&entry));
    request.reason = Some(sent(&form, "reason").trim().to_owned()).filter(|reason| !reason.is_empty());
    request.on_version = sent(&form, "on_version").parse().ok();
    request.visibility =
        Visibility::parse(sent(&form, "visibility")).filter(|_| matches!(named, Named::Amend));
    drop(visit);
    match perform(&caller, &actor, &request).await {
        Ok(()) => Ok(to_entry(&caller, &address, &act)),
        Err(store::Error::Refused(faults)) => {
            let visit = caller.visit().await?;
            draw(visit, &entry, &act, Draft { values: typed, faults, changed: Vec::new() }).await
        }
        Err(store::Error::Outdated { yours, current, .. }) => {
            let visit = caller.visit().await?;
            let values = upon(typed, &yours, &current, visit.mechanism.entry.items("languages"));
            let changed = store::differences(&yours, &current);
            draw(visit, &current, &act, Draft { values, faults: Vec::new(), changed }).await
        }
        Err(error) => Err(Failure::from(error)),
    }
}

/// Does an act: the entry, what follows and the links of the chain, or nothing.
pub(crate) async fn perform(caller: &Caller, actor: &Actor, request: &Request) -> store::Result<()> {
    let mut transaction = caller.site.store.write().await?;
    transaction.act(actor, request).await?;
    transaction.commit().await
}

/// Back to the entry, which says what was done; a page that is asked for again does nothing twice.
pub(crate) fn to_entry(caller: &Caller, address: &Address, act: &str) -> Response {
    let place = crate::visit::path(caller.lang, &place_of(address));
    Redirect::to(&format!("{place}?done={}", crate::frame::encoded(act))).into_response()
}
