//! Every version of an entry, with what changed.

use askama::Template;
use axum::extract::Path;
use register::entry::Entry;
use similar::{ChangeTag, TextDiff};
use store::Version;

use crate::error::{Answer, page};
use crate::frame::Frame;
use crate::shown::{Item, Titles, Words, items_of, moment, place_of, title};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    title: Words,
    entry: String,
    versions: Vec<VersionShown>,
}

struct VersionShown {
    number: String,
    when: String,
    machine: String,
    /// What was done; `None` when the content was erased on request.
    deed: Option<String>,
    by: String,
    state: Option<Item>,
    changes: Vec<Change>,
}

/// What happened to one field.
struct Change {
    field: String,
    parts: Vec<Part>,
}

/// Some words that stayed, went or came.
struct Part {
    tag: &'static str,
    text: String,
}

pub(crate) async fn history(
    mut visit: Visit,
    Path((_, kind, key)): Path<(String, String, String)>,
) -> Answer {
    let lang = visit.lang;
    let address = super::address(&kind, &key)?;
    let entry = visit.must_see(&address).await?;
    let versions = visit.register.history(visit.reader, &address).await?;
    let mut titles = Titles::new();
    for body in versions.iter().filter_map(|version| version.body.as_ref()) {
        titles.extend(super::facts::named(&mut visit, &body.entry).await?);
    }
    let title = title(&entry, lang);
    let mut before = None;
    let mut shown = Vec::new();
    for version in &versions {
        shown.push(one(&visit, version, before, &titles));
        before = version.body.as_ref().map(|body| &body.entry);
    }
    shown.reverse();
    let frame = visit.frame(title.text.clone()).await?;
    let plural = words::kinds(lang, entry.kind());
    let frame = frame
        .under(&format!("/{}", entry.kind().plural.replace('_', "-")), plural)
        .under(&place_of(&address), title.text.clone());
    page(&HistoryPage { entry: visit.path(&place_of(&address)), frame, title, versions: shown })
}

fn one(visit: &Visit, version: &Version, before: Option<&Entry>, titles: &Titles) -> VersionShown {
    let lang = visit.lang;
    let body = version.body.as_ref();
    VersionShown {
        number: lang.count(version.number as usize),
        when: version.at.parse().map_or_else(|_| version.at.clone(), |at| moment(lang, at)),
        machine: version.at.clone(),
        deed: body.map(|body| words::act(lang, body.entry.kind(), &body.deed)),
        // Whose users are named to the public? Nobody's: the side is enough.
        by: body.map(|body| by(visit, &body.entry, &body.by)).unwrap_or_default(),
        state: body.map(|body| Item::state(&body.entry, lang)),
        changes: body.map(|body| changes(visit, before, &body.entry, titles)).unwrap_or_default(),
    }
}

/// Members see who it was; the public sees the entry's side.
fn by(visit: &Visit, entry: &Entry, user: &register::address::Address) -> String {
    if visit.actor.is_some() {
        return user.key().to_owned();
    }
    entry.side.map_or_else(String::new, |side| visit.mechanism.side(side).text.clone())
}

fn changes(visit: &Visit, before: Option<&Entry>, after: &Entry, titles: &Titles) -> Vec<Change> {
    let Some(before) = before else { return Vec::new() };
    let lang = visit.lang;
    let mut changes = Vec::new();
    for field in after.kind().fields {
        let (old, new) = (before.fields.get(field.name), after.fields.get(field.name));
        if old == new {
            continue;
        }
        let label = words::field(lang, after.kind(), field);
        let langs: std::collections::BTreeSet<&String> = [before, after]
            .into_iter()
            .filter_map(|entry| entry.texts(field.name))
            .flat_map(|texts| texts.keys())
            .collect();
        for code in langs {
            let text = |entry: &Entry| {
                entry
                    .texts(field.name)
                    .and_then(|texts| texts.get(code))
                    .map_or_else(String::new, |text| text.text.clone())
            };
            changes.extend(change(
                format!("{label} ({})", words::language(lang, code)),
                &text(before),
                &text(after),
            ));
        }
        let plain = |entry: &Entry| {
            let items = items_of(entry, field, titles, lang, &visit.mechanism);
            items.iter().map(Item::plain).collect::<Vec<_>>().join("; ")
        };
        changes.extend(change(label, &plain(before), &plain(after)));
    }
    changes
}

fn change(field: String, old: &str, new: &str) -> Option<Change> {
    if old == new {
        return None;
    }
    let diff = TextDiff::from_unicode_words(old, new);
    let part = |change: similar::Change<&str>| Part {
        tag: match change.tag() {
            ChangeTag::Delete => "del",
            ChangeTag::Insert => "ins",
            ChangeTag::Equal => "span",
        },
        text: change.value().to_owned(),
    };
    Some(Change { field, parts: diff.iter_all_changes().map(part).collect() })
}
