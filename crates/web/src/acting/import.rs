//! A file into the register: tried first, with everything that is wrong at once; then, when asked, in one transaction.

use axum::Form;
use axum::extract::{Multipart, Query};
use axum::http::StatusCode;
use diagnostic::{Kind as ReportKind, Problem, Report};
use register::actor::Actor;
use register::kind::{Kind, kind_or_plural};
use register::kinds;
use serde::Deserialize;

use askama::Template;
use words::Language;

use super::tried::{self, Tried, Upload};
use crate::block::Table;
use crate::error::{Answer, Failure, page};
use crate::frame::Frame;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "import.html")]
struct FormPage {
    frame: Frame,
    /// Names of kinds for the form, and what they are called.
    kinds: Vec<KindOfRows>,
}

struct KindOfRows {
    plural: &'static str,
    label: String,
    template: String,
    chosen: bool,
}

/// What was found in a file, or what was done with it.
#[derive(Template)]
#[template(path = "imported.html")]
struct TriedPage {
    frame: Frame,
    heading: String,
    sentences: Vec<String>,
    table: Table,
    /// What is sent to do it, when nothing is wrong and it is not yet done.
    confirm: Option<Confirmation>,
}

/// The file that is to be imported, as the page of the preview names it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Confirmation {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) hash: String,
}

/// What the address of the form may say already.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Chosen {
    kind: Option<String>,
}

pub(crate) async fn form(mut visit: Visit, Query(chosen): Query<Chosen>) -> Answer {
    draw_form(&mut visit, &chosen).await
}

pub(crate) async fn check(mut visit: Visit, multipart: Multipart) -> Answer {
    let lang = visit.lang;
    let checked = async {
        actor(&visit)?;
        let upload = upload(lang, multipart).await?;
        preview(&mut visit, upload).await
    };
    checked.await
}

pub(crate) async fn confirm(mut visit: Visit, Form(confirmation): Form<Confirmation>) -> Answer {
    write(&mut visit, confirmation).await
}

/// Only who is logged in imports.
fn actor(visit: &Visit) -> Result<Actor, Failure> {
    visit.actor.clone().ok_or_else(|| Failure::of_status(StatusCode::FORBIDDEN))
}

async fn draw_form(visit: &mut Visit, chosen: &Chosen) -> Answer {
    actor(visit)?;
    let lang = visit.lang;
    visit.site.documents.sweep_aside(visit.now)?;
    let chosen = chosen.kind.as_deref().and_then(kind_or_plural);
    let of = |kind: &&'static Kind| KindOfRows {
        plural: kind.plural,
        label: words::kinds(lang, kind),
        template: visit.path(&format!("/{}/template.xlsx", kind.plural.replace('_', "-"))),
        chosen: chosen.is_some_and(|chosen| chosen.name == kind.name),
    };
    let mut kinds: Vec<KindOfRows> = kinds::ALL.iter().map(of).collect();
    kinds.sort_by(|a, b| a.label.cmp(&b.label));
    page(&FormPage { frame: visit.frame(lang.say("web-import")).await?, kinds })
}

/// What a form with a file says.
async fn upload(lang: Language, mut multipart: Multipart) -> Result<Upload, Failure> {
    let (mut kind, mut file) = (None, None);
    let unreadable = |_| refusal(lang, "web-import-not-read");
    while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("kind") => kind = kind_or_plural(&field.text().await.map_err(unreadable)?),
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                file = Some((name, field.bytes().await.map_err(unreadable)?));
            }
            _ => {}
        }
    }
    match (kind, file) {
        (Some(kind), Some((name, bytes))) if !bytes.is_empty() => {
            Ok(Upload { kind, name, bytes: bytes.to_vec() })
        }
        _ => Err(refusal(lang, "web-import-no-file")),
    }
}

/// Why a file is not looked at, in the language of the page.
fn refusal(lang: Language, key: &str) -> Failure {
    let what = lang.say(key);
    let problem = Problem { code: "no-file", what, place: None, causes: Vec::new(), remedy: Vec::new() };
    Failure::of_report(Report { kind: ReportKind::Data, problems: vec![problem] })
}

/// Tries a file; when nothing is wrong, keeps it for an hour and shows what would be done.
async fn preview(visit: &mut Visit, upload: Upload) -> Answer {
    let actor = actor(visit)?;
    let (kind, name) = (upload.kind, upload.name.clone());
    let bytes = upload.bytes.clone();
    let tried = tried::all(visit, &actor, upload, false).await?;
    let sound = matches!(tried, Tried::Sound { .. });
    let confirm = if sound {
        let hash = visit.site.documents.set_aside(&actor.user, &bytes, visit.now)?;
        Some(Confirmation { kind: kind.plural.to_owned(), name, hash })
    } else {
        None
    };
    draw(visit, kind, tried, confirm).await
}

/// Imports the file that was tried before, all of it or nothing: the register may have changed since.
async fn write(visit: &mut Visit, confirmation: Confirmation) -> Answer {
    let actor = actor(visit)?;
    let Confirmation { kind, name, hash } = confirmation;
    let kind = kind_or_plural(&kind).ok_or_else(Failure::not_found)?;
    let found = visit.site.documents.find_aside(&actor.user, &hash, visit.now)?;
    let bytes = found.ok_or_else(|| refusal(visit.lang, "web-import-gone"))?;
    let tried = tried::all(visit, &actor, Upload { kind, name, bytes }, true).await?;
    visit.site.documents.drop_aside(&actor.user)?;
    draw(visit, kind, tried, None).await
}

async fn draw(visit: &mut Visit, kind: &'static Kind, tried: Tried, confirm: Option<Confirmation>) -> Answer {
    let lang = visit.lang;
    let heading = match (&tried, &confirm) {
        (Tried::Faulty(_), _) => lang.say("web-import-faulty"),
        (Tried::Sound { .. }, Some(_)) => lang.say("web-import-preview"),
        (Tried::Sound { .. }, None) => lang.say("web-import-done"),
    };
    let frame = visit.frame(heading.clone()).await?.under("/import", lang.say("web-import"));
    page(&TriedPage {
        frame,
        heading,
        sentences: tried.sentences(lang, kind),
        table: tried.table(lang),
        confirm,
    })
}

#[cfg(test)]
mod tests;
