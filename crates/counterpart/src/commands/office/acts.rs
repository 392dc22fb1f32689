//! `counterpart session|rec|project|...`: one command per kind of entry, one verb per row of its table.
//!
//! The commands are made from the register's tables, so that every transition can be reached and none that is not there.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Args as _, Command, FromArgMatches as _};
use ed25519_dalek::Signer as _;
use register::act::{Lapsed, Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::confirmation::{Signed, message};
use register::entry::hex;
use register::hash_to_sign;
use register::kind::{Kind, Visibility};
use register::kinds;
use register::table;
use serde::Serialize;
use store::{Documents, Done, Transaction};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::{output, server_key};

/// What every act takes.
#[derive(Debug, clap::Args)]
struct ActArgs {
    /// Field to write: due=2026-05-31, title.zh=...; may be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    /// Who may see it: public, members or side
    #[arg(long, value_parser = ["public", "members", "side"])]
    visibility: Option<String>,
    /// The version the act was decided on; it is refused when the entry has changed since
    #[arg(long, value_name = "N")]
    on_version: Option<u32>,
    /// Key of the side, with which its half is signed
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Verbs that every kind has.
const NEW: &str = "new";
const AMEND: &str = "amend";
const TRANSLATE: &str = "translate";
const TAKE_BACK: &str = "take_back_half";

/// Kinds that `--help` lists; the others work alike.
const LISTED: &[(&str, &str)] = &[
    ("session", "session"),
    ("statement", "statement"),
    ("rec", "recommendation"),
    ("decision", "decision"),
    ("commitment", "commitment"),
    ("project", "project"),
    ("result", "result"),
    ("minutes", "minutes"),
    ("tie", "tie"),
    ("exchange", "exchange"),
    ("document", "document"),
    ("claim", "claim"),
    ("bulletin", "bulletin"),
];

/// Kinds that have a command of their own.
const ELSEWHERE: &[&str] = &["user", "key"];

/// The commands, one per kind.
pub fn commands() -> Vec<Command> {
    kinds::ALL.iter().filter(|kind| !ELSEWHERE.contains(&kind.name)).map(|kind| command(kind)).collect()
}

/// The kind that a command is about.
pub fn kind_of(command: &str) -> Option<&'static Kind> {
    let listed = LISTED.iter().find(|(name, _)| *name == command).map(|(_, kind)| *kind);
    let name = listed.unwrap_or(command).replace('-', "_");
    register::kind::kind(&name).filter(|kind| !ELSEWHERE.contains(&kind.name))
}

fn command(kind: &'static Kind) -> Command {
    let listed = LISTED.iter().find(|(_, name)| *name == kind.name).map(|(name, _)| *name);
    let name = listed.map_or_else(|| kind.name.replace('_', "-"), str::to_owned);
    let mut verbs: Vec<&str> = vec![NEW, AMEND, TRANSLATE, TAKE_BACK];
    for row in kind.rows.iter().filter(|row| !row.who.is_empty()) {
        if !verbs.contains(&row.act) {
            verbs.push(row.act);
        }
    }
    let verbs: Vec<String> = verbs.into_iter().map(|verb| verb.replace('_', "-")).collect();
    let mut command = Command::new(name)
        .about(format!("Act on {}", kind.plural.replace('_', " ")))
        .hide(listed.is_none())
        .arg(Arg::new("act").required(true).help("What to do").value_parser(PossibleValuesParser::new(verbs)))
        .arg(Arg::new("keys").num_args(0..).value_name("KEY").help(
            "Keys of the entries; for `new` one key, or none to have it numbered; for `take-back-half` the act, then the keys",
        ));
    if kind.name == "document" {
        command = command.arg(
            Arg::new("file")
                .long("file")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("The file to keep, for `new`"),
        );
    }
    ActArgs::augment_args(command)
}

/// What was done, for programs.
#[derive(Serialize)]
struct Report<'a> {
    entries: Vec<&'a register::entry::Entry>,
    waiting_for: Option<register::Side>,
    lapsed: &'a [Lapsed],
}

/// Does an act on each of the entries named; all of them or none.
pub fn run(kind: &'static Kind, matches: &ArgMatches) -> Result<(), Failure> {
    let args = ActArgs::from_arg_matches(matches).expect("the command was built from these arguments");
    let verb = matches.get_one::<String>("act").expect("clap demands it").replace('-', "_");
    let keys: Vec<String> = matches.get_many::<String>("keys").into_iter().flatten().cloned().collect();
    let file = if kind.name == "document" { matches.get_one::<PathBuf>("file").cloned() } else { None };
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.write().await?;
        let actor = desk.actor(&mut transaction).await?;
        let mut all = Vec::new();
        for wish in wishes(&mut transaction, kind, &verb, &keys).await? {
            all.push(one(&desk, &mut transaction, &actor, &args, wish, file.as_deref()).await?);
        }
        transaction.commit().await?;
        for done in &all {
            tell(&desk, done)?;
        }
        Ok(())
    })
}

/// One entry and what to do with it, for each key.
async fn wishes(
    transaction: &mut Transaction,
    kind: &'static Kind,
    verb: &str,
    keys: &[String],
) -> Result<Vec<(Address, Wish)>, Failure> {
    let (wish, keys) = match (verb, keys) {
        (NEW, []) => return Ok(vec![(transaction.next_key(kind).await?, Wish::Create)]),
        (NEW, keys) => (Wish::Create, keys),
        (AMEND, keys) => (Wish::Amend, keys),
        (TRANSLATE, keys) => (Wish::Translate, keys),
        (TAKE_BACK, [act, keys @ ..]) => (Wish::TakeBack(act.replace('-', "_")), keys),
        (act, keys) => (Wish::Take(act.to_owned()), keys),
    };
    if keys.is_empty() {
        return Err(register::Error::Key { key: String::new() }.into());
    }
    keys.iter().map(|key| Ok((super::address_of(kind.name, key)?, wish.clone()))).collect()
}

async fn one(
    desk: &Desk,
    transaction: &mut Transaction,
    actor: &Actor,
    args: &ActArgs,
    (address, wish): (Address, Wish),
    file: Option<&std::path::Path>,
) -> Result<Done, Failure> {
    let mut cells = cells(address.kind(), &args.set)?;
    if let Some(file) = file {
        cells.extend(kept(desk, file, address.kind())?);
    }
    let mut request = Request::new(address, wish, desk.now);
    request.inputs = table::inputs(&cells);
    request.visibility = args.visibility.as_deref().and_then(Visibility::parse);
    request.reason.clone_from(&args.reason);
    request.on_version = args.on_version;
    if let Some(path) = &args.key_file {
        request.signed = signed(transaction, actor, &request, path).await?;
    }
    Ok(transaction.act(actor, &request).await?)
}

/// `FIELD=VALUE` as cells; all that cannot be read at once.
pub(super) fn cells(kind: &'static Kind, set: &[String]) -> Result<Vec<(table::Column, String)>, Failure> {
    let mut faults = register::Errors::new();
    let mut cells = Vec::new();
    for text in set {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        match table::column(kind, name) {
            Some(column) => cells.push((column, value.to_owned())),
            None => faults.push(register::Error::UnknownField { kind: kind.name, field: name.to_owned() }),
        }
    }
    if faults.is_empty() { Ok(cells) } else { Err(Failure::of_all(faults)) }
}

/// Keeps a file and says what the register notes of it.
pub(super) fn kept(
    desk: &Desk,
    path: &std::path::Path,
    kind: &'static Kind,
) -> Result<Vec<(table::Column, String)>, Failure> {
    let bytes = std::fs::read(path).map_err(|source| store::Error::File { path: path.to_owned(), source })?;
    desk.documents().keep(&bytes)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Documents::noted(&name, &bytes)
        .into_iter()
        .filter_map(|(field, value)| Some((table::column(kind, field)?, value)))
        .collect())
}

/// Signs the half that an act gives, with the key of the side.
async fn signed(
    transaction: &mut Transaction,
    actor: &Actor,
    request: &Request,
    path: &std::path::Path,
) -> Result<Option<Signed>, Failure> {
    let reader = register::actor::Reader::Member(actor.side);
    let entry = desk::must_see(transaction, reader, &request.address).await?;
    let Wish::Take(act) = &request.wish else { return Ok(None) };
    let Some(row) = entry.kind().row(act, entry.state) else { return Ok(None) };
    let mut fields = entry.fields.clone();
    register::value::write(entry.kind(), &mut fields, &request.inputs).map_err(Failure::of_all)?;
    let hash = hash_to_sign(&entry, row, &fields);
    let key = server_key::read_key(path)?;
    let public = server_key::public(&key);
    let keys = store::Filter { kind: register::kind::kind("key"), ..store::Filter::default() };
    let keys = transaction.list(reader, &keys).await?;
    let known = keys.into_iter().find(|known| {
        known.plain("public") == Some(public.as_str())
            && known.side == Some(actor.side)
            && known.state == "active"
    });
    let known = known.ok_or_else(|| StrangeKey { path: path.to_owned(), side: actor.side })?;
    let signature = key.sign(&message(&entry.address, row.act, &hash));
    Ok(Some(Signed { key: known.address, signature: hex(&signature.to_bytes()) }))
}

/// A key that the register does not know.
#[derive(Debug, thiserror::Error)]
#[error("{path} is no active key of side {side}", path = .path.display())]
struct StrangeKey {
    path: PathBuf,
    side: register::Side,
}

impl diagnostic::Explain for StrangeKey {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "strange-key"
    }

    fn remedy(&self) -> Vec<String> {
        vec!["the administrator of the side makes one with counterpart key new".into()]
    }
}

/// Takes one act on one entry, and says what was done.
pub(super) async fn take(
    address: Address,
    act: &str,
    reason: Option<&str>,
    args: &DeskArgs,
) -> Result<(), Failure> {
    let desk = Desk::open(args).await?;
    let mut transaction = desk.store.write().await?;
    let actor = desk.actor(&mut transaction).await?;
    let mut request = Request::new(address, Wish::Take(act.to_owned()), desk.now);
    request.reason = reason.map(str::to_owned);
    let done = transaction.act(&actor, &request).await?;
    transaction.commit().await?;
    tell(&desk, &done)
}

/// Says what was done.
pub fn tell(desk: &Desk, done: &Done) -> Result<(), Failure> {
    if desk.json {
        let entries = done.entries.iter().collect();
        let report = Report { entries, waiting_for: done.waiting_for, lapsed: &done.lapsed };
        return Ok(output::print(&json(&report))?);
    }
    let lang = desk.lang;
    let mut text = String::new();
    for entry in &done.entries {
        let brief = store::views::Brief::of(entry, lang.code());
        let kind = words::kind(lang, entry.kind());
        let _ = writeln!(text, "{kind} {}", print::brief(lang, &brief));
    }
    if done.entries.is_empty() {
        let _ = writeln!(text, "{}", lang.say("office-nothing-changed"));
    }
    if let Some(side) = done.waiting_for {
        let _ = writeln!(text, "{}", lang.tell("office-waiting-for", &[("side", side.to_string().into())]));
    }
    for Lapsed { side, act, entry } in &done.lapsed {
        let is_other = done.entries.first().is_some_and(|first| first.address != *entry);
        let mut act = words::act(lang, entry.kind(), act);
        if is_other {
            act = format!("{act} ({})", entry.key());
        }
        let arguments = [("side", side.to_string().into()), ("act", act.into())];
        let _ = writeln!(text, "{}", lang.tell("office-half-lapsed", &arguments));
    }
    Ok(output::print(&text)?)
}
