//! `counterpart remind`: mails 30 days before, on the day, 14 days after, and then to the superior; each once.

mod faults;
mod letters;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lettre::message::Mailbox;
use lettre::{SmtpTransport, Transport as _};
use register::reminder::Step;
use serde::Serialize;
use store::views::Brief;
use store::{Reminder, Transaction};

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs, Mail};
use crate::error::Failure;
use crate::mail::{BadMail, transport};
use crate::output;
use words::Language;

use faults::{NoMail, NotSent};
use letters::{Letter, letters};

/// Arguments of `counterpart remind`.
#[derive(clap::Args)]
pub struct Args {
    /// Say what would be sent
    #[arg(long, required_unless_present = "send", conflicts_with = "send")]
    dry_run: bool,
    /// Send it
    #[arg(long)]
    send: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// What happened to a letter.
#[derive(Debug, Serialize)]
struct Sent {
    entry: String,
    due: String,
    step: Step,
    to: String,
    result: Outcome,
}

impl Sent {
    fn of(letter: &Letter, result: Outcome) -> Self {
        let (entry, due) = (letter.entry.address.to_string(), letter.due.clone());
        Sent { entry, due, step: letter.step, to: letter.to.email.clone(), result }
    }
}

/// How the sending of a letter went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// It is due, and this is a rehearsal.
    ToBeSent,
    /// The mail server has taken it.
    Sent,
    /// Another run has sent it meanwhile.
    SentBefore,
    /// The mail server has not taken it; it is tried again.
    Failed,
    /// A run was ended while it was sent: it may have arrived, and is not sent again.
    Uncertain,
}

impl Outcome {
    fn say(self, lang: Language) -> String {
        lang.say(match self {
            Outcome::ToBeSent => "office-letter-to-be-sent",
            Outcome::Sent => "office-letter-sent",
            Outcome::SentBefore => "office-letter-sent-before",
            Outcome::Failed => "office-letter-failed",
            Outcome::Uncertain => "office-letter-uncertain",
        })
    }
}

/// Sends, or says what would be sent. Whoever runs the server may; no act of the mechanism is taken.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut read = desk.store.read().await?;
        let (letters, nobody) = letters(&mut read, &desk).await?;
        let head = desk.head(&mut read).await?;
        let (open, mut sent) = noted(&mut read, letters).await?;
        drop(read);
        if args.dry_run {
            sent.extend(open.iter().map(|letter| Sent::of(letter, Outcome::ToBeSent)));
        } else {
            let mail = desk.config.mail.clone().ok_or(NoMail)?;
            let transport = transport(&mail)?;
            let head = serde_json::to_string(&head).expect("a head has a JSON form");
            for letter in &open {
                sent.push(send(&desk, &mail, &transport, letter, &head).await?);
            }
        }
        tell(&desk, &sent, &nobody)
    })
}

/// The letters that nobody has begun to send, and those of which nobody knows whether they went out.
async fn noted(
    transaction: &mut Transaction,
    letters: Vec<Letter>,
) -> Result<(Vec<Letter>, Vec<Sent>), Failure> {
    let mut states = BTreeMap::new();
    for [address, step, due, recipient, state, _] in transaction.reminders().await? {
        states.insert([address, step, due, recipient], state);
    }
    let mut open = Vec::new();
    let mut uncertain = Vec::new();
    for letter in letters {
        let Reminder { address, step, due, recipient } = letter.reminder();
        match states.get(&[address, step.to_owned(), due, recipient]).map(String::as_str) {
            None | Some("failed") => open.push(letter),
            Some("sending") => uncertain.push(Sent::of(&letter, Outcome::Uncertain)),
            Some(_) => {}
        }
    }
    Ok((open, uncertain))
}

/// Notes the letter, sends it, notes how that ended. A crash in between leaves it noted, and it is not sent again.
async fn send(
    desk: &Desk,
    mail: &Mail,
    transport: &SmtpTransport,
    letter: &Letter,
    head: &str,
) -> Result<Sent, Failure> {
    let from: Mailbox = mail.from.parse().map_err(|_| BadMail { what: mail.from.clone() })?;
    let message = letter.message(&from, head)?;
    let mut note = desk.store.write().await?;
    let fresh = note.begin_reminder(&letter.reminder(), desk.now).await?;
    note.commit().await?;
    if !fresh {
        return Ok(Sent::of(letter, Outcome::SentBefore));
    }
    let outcome = transport.send(&message);
    let mut note = desk.store.write().await?;
    note.end_reminder(&letter.reminder(), outcome.is_ok(), desk.now).await?;
    note.commit().await?;
    match outcome {
        Ok(_) => Ok(Sent::of(letter, Outcome::Sent)),
        Err(error) => {
            output::say(&format!("{}: {error}", letter.to.email));
            Ok(Sent::of(letter, Outcome::Failed))
        }
    }
}

fn tell(desk: &Desk, sent: &[Sent], nobody: &[Brief]) -> Result<(), Failure> {
    if desk.json {
        output::print(&json(&serde_json::json!({ "letters": sent, "nobody_to_remind": nobody })))?;
    } else {
        let mut text = format!("{}\n", desk.lang.tell("office-reminders", &[("n", sent.len().into())]));
        for sent in sent {
            let step = words::step(desk.lang, sent.step);
            let _ = writeln!(
                text,
                "  {}  {}  {step}  {}  {}",
                sent.entry,
                sent.due,
                sent.to,
                sent.result.say(desk.lang)
            );
        }
        for brief in nobody {
            let line = super::print::brief(desk.lang, brief);
            let _ = writeln!(text, "{}", desk.lang.tell("office-nobody", &[("entry", line.into())]));
        }
        output::print(&text)?;
    }
    match sent.iter().filter(|sent| sent.result == Outcome::Failed).count() {
        0 => Ok(()),
        n => Err(NotSent { n }.into()),
    }
}
