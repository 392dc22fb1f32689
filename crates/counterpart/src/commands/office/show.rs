//! `counterpart show`: one entry as it stands, or all its versions.

use std::fmt::Write as _;

use jiff::tz::TimeZone;
use register::address::Address;
use register::entry::Entry;
use register::permission;
use register::signal::{self, Signal};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;
use words::Language;

/// Arguments of `counterpart show`.
#[derive(clap::Args)]
pub struct Args {
    /// The entry, such as project/P-12
    entry: String,
    /// Every version, with what changed
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints an entry.
pub fn run(args: &Args) -> Result<(), Failure> {
    let address = Address::parse(&args.entry)?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let entry = desk::must_see(&mut transaction, reader, &address).await?;
        if args.history {
            let versions = transaction.history(reader, &address).await?;
            let text = if desk.json { json(&bodies(&versions)) } else { history(desk.lang, &versions) };
            return Ok(output::print(&text)?);
        }
        if desk.json {
            return Ok(output::print(&json(&entry))?);
        }
        let today = transaction.today(&entry, desk.now).await?;
        let mut text = page(desk.lang, &entry, &signal::signals(&entry, today));
        if let Ok(actor) = desk.actor(&mut transaction).await {
            let acts: Vec<String> = permission::acts(&actor, &entry)
                .iter()
                .map(|row| words::act(desk.lang, entry.kind(), row.act))
                .collect();
            if !acts.is_empty() {
                let _ = writeln!(
                    text,
                    "{}",
                    desk.lang.tell("office-you-may", &[("acts", acts.join(", ").into())])
                );
            }
        }
        Ok(output::print(&text)?)
    })
}

fn bodies(versions: &[store::Version]) -> Vec<serde_json::Value> {
    versions
        .iter()
        .map(
            |version| serde_json::json!({ "number": version.number, "at": version.at, "body": version.body }),
        )
        .collect()
}

/// The fields of an entry, what it waits for, and its signals.
fn page(lang: Language, entry: &Entry, signals: &[Signal]) -> String {
    let brief = store::views::Brief::of(entry, lang.code());
    let mut text = format!("{} {}\n", words::kind(lang, entry.kind()), print::brief(lang, &brief));
    for field in entry.kind().fields {
        if let Some(value) = entry.fields.get(field.name) {
            let value = print::value(lang, field, value).replace('\n', "\n    ");
            let _ = writeln!(text, "  {}: {value}", words::field(lang, entry.kind(), field));
        }
    }
    let seen = words::audience(lang, register::actor::audience(entry), ["A", "B"]);
    let _ = writeln!(text, "  {seen}");
    for signal in signals {
        let _ = writeln!(text, "! {}", words::signal(lang, entry.kind(), signal, ["A", "B"], &TimeZone::UTC));
    }
    for (act, pending) in &entry.pending {
        for (side, half) in &pending.halves {
            let arguments = half_arguments(lang, entry, act, *side, half);
            let _ = writeln!(text, "  {}", lang.tell("office-half", &arguments));
        }
    }
    if let Some(bound) = &entry.bound {
        for (side, half) in &bound.halves {
            let arguments = half_arguments(lang, entry, &bound.act, *side, half);
            let _ = writeln!(text, "  {}", lang.tell("office-half", &arguments));
        }
    }
    text
}

fn half_arguments(
    lang: Language,
    entry: &Entry,
    act: &str,
    side: register::Side,
    half: &register::confirmation::Half,
) -> Vec<(&'static str, words::FluentValue<'static>)> {
    let signed = if half.signed.is_some() { "office-signed" } else { "office-unsigned" };
    vec![
        ("side", side.to_string().into()),
        ("act", words::act(lang, entry.kind(), act).into()),
        ("by", half.by.key().to_owned().into()),
        ("at", half.at.to_string().into()),
        ("signed", lang.say(signed).into()),
    ]
}

/// All versions, each with what changed since the one before.
fn history(lang: Language, versions: &[store::Version]) -> String {
    let mut text = String::new();
    let mut before: Option<&Entry> = None;
    for version in versions {
        let Some(body) = &version.body else {
            let _ = writeln!(text, "{}  {}  {}", version.number, version.at, lang.say("office-erased"));
            continue;
        };
        let entry = &body.entry;
        let _ = writeln!(
            text,
            "{}  {}  {}  {}  [{}]",
            version.number,
            version.at,
            body.by.key(),
            body.deed,
            words::state(lang, entry.kind(), entry.state)
        );
        for line in before.map(|old| store::differences(old, entry)).unwrap_or_default() {
            let _ = writeln!(text, "    {line}");
        }
        before = Some(entry);
    }
    text
}
