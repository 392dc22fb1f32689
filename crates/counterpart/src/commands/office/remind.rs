//! `counterpart remind`: mails 30 days before, on the day, 14 days after, and then to the superior; each once.

use std::fmt::Write as _;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SmtpTransport, Transport as _};
use register::Side;
use register::actor::Reader;
use register::entry::Entry;
use register::kind::kind;
use register::reminder::{Step, reached};
use register::signal;
use serde::Serialize;
use store::views::Brief;
use store::{Filter, Reminder, Transaction};

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs, Mail};
use crate::error::Failure;
use crate::language::Language;
use crate::{output, words};

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

/// A mail to be sent.
#[derive(Debug, Clone)]
struct Letter {
    entry: Brief,
    due: String,
    step: Step,
    to: Recipient,
}

/// Somebody with a mail address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Recipient {
    email: String,
    lang: Language,
}

/// What happened to a letter.
#[derive(Debug, Serialize)]
struct Sent {
    entry: String,
    due: String,
    step: Step,
    to: String,
    result: &'static str,
}

/// Sends, or says what would be sent. Whoever runs the server may; no act of the mechanism is taken.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut read = desk.store.read().await?;
        let (letters, nobody) = letters(&mut read, &desk).await?;
        let head = desk.head(&mut read).await?;
        let mut open = Vec::new();
        for letter in letters {
            if !read.reminder_noted(&letter.reminder()).await? {
                open.push(letter);
            }
        }
        drop(read);
        let mut sent = Vec::new();
        if args.dry_run {
            sent.extend(open.iter().map(|letter| letter.sent("to be sent")));
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

/// The letters of today, and the entries that nobody can be reminded of.
async fn letters(transaction: &mut Transaction, desk: &Desk) -> Result<(Vec<Letter>, Vec<Brief>), Failure> {
    let until =
        desk.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(32));
    let filter = Filter { due_until: Some(until.to_string()), ..Filter::default() };
    let mut letters = Vec::new();
    let mut nobody = Vec::new();
    // What one side keeps for itself is mailed to that side alone: each side's entries are read as that side.
    for entry in both_sides(transaction, &filter).await? {
        let today = transaction.today(&entry, desk.now).await?;
        let (Some(step), Some(due)) = (reached(&entry, today), signal::due(&entry)) else { continue };
        let recipients = recipients(transaction, &entry, step).await?;
        if recipients.is_empty() {
            nobody.push(Brief::of(&entry, desk.lang.code()));
        }
        for to in recipients {
            letters.push(Letter { entry: Brief::of(&entry, to.lang.code()), due: due.to_string(), step, to });
        }
    }
    Ok((letters, nobody))
}

async fn both_sides(transaction: &mut Transaction, filter: &Filter) -> Result<Vec<Entry>, Failure> {
    let mut all = transaction.list(Reader::Member(Side::A), filter).await?;
    for entry in transaction.list(Reader::Member(Side::B), filter).await? {
        if !all.iter().any(|seen| seen.address == entry.address) {
            all.push(entry);
        }
    }
    Ok(all)
}

/// The responsible office, or the officers of the responsible regions; then the superior office, or the secretariat.
async fn recipients(
    transaction: &mut Transaction,
    entry: &Entry,
    step: Step,
) -> Result<Vec<Recipient>, Failure> {
    let sides: Vec<Side> = entry.side.map_or(Side::BOTH.to_vec(), |side| vec![side]);
    let reader = Reader::Member(sides[0]);
    let field = entry.kind().field("office").and_then(|_| entry.reference("office"));
    let mut office = match field {
        Some(address) => transaction.look(reader, &address).await?,
        None => None,
    };
    if step == Step::Superior {
        let superior = office.as_ref().and_then(|office| office.reference("superior"));
        office = match superior {
            Some(address) => transaction.look(reader, &address).await?,
            None => None,
        };
    }
    let mut found: Vec<Recipient> = office.iter().filter_map(recipient).collect();
    if found.is_empty() {
        for side in sides {
            let users = Filter { kind: kind("user"), states: vec!["active".into()], ..Filter::default() };
            for user in transaction.list(Reader::Member(side), &users).await? {
                if responsible(&user, entry, step) {
                    found.extend(recipient(&user));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn responsible(user: &Entry, entry: &Entry, step: Step) -> bool {
    let is = |role: &str| user.items("roles").iter().any(|word| word == role);
    if step == Step::Superior {
        return is("secretariat");
    }
    let regions = user.references("regions");
    let owns = entry.owners().iter().any(|owner| regions.contains(owner));
    (is("region_officer") && owns) || (is("secretariat") && entry.owners().is_empty())
}

fn recipient(of: &Entry) -> Option<Recipient> {
    let email = of.plain("email")?.to_owned();
    let known = |code: &str| Language::ALL.into_iter().find(|language| language.code() == code);
    Some(Recipient { email, lang: of.plain("language").and_then(known).unwrap_or_default() })
}

impl Letter {
    fn reminder(&self) -> Reminder {
        Reminder {
            address: self.entry.address.to_string(),
            step: self.step.code(),
            due: self.due.clone(),
            recipient: self.to.email.clone(),
        }
    }

    fn sent(&self, result: &'static str) -> Sent {
        let entry = self.entry.address.to_string();
        Sent { entry, due: self.due.clone(), step: self.step, to: self.to.email.clone(), result }
    }

    /// Subject and body in the recipient's language, with the signed head for the other side to keep.
    fn message(&self, from: &Mailbox, head: &str) -> Result<Message, Failure> {
        let lang = self.to.lang;
        let kind = words::kind(lang, self.entry.address.kind());
        let title = super::print::title(lang, &self.entry);
        let arguments = [
            ("kind", kind.into()),
            ("key", self.entry.address.key().to_owned().into()),
            ("title", title.into()),
            ("due", self.due.clone().into()),
            ("head", head.to_owned().into()),
        ];
        let key = format!("mail-{}", self.step.code().replace('_', "-"));
        let to: Mailbox = self.to.email.parse().map_err(|_| BadMail { what: self.to.email.clone() })?;
        Message::builder()
            .from(from.clone())
            .to(to)
            .subject(lang.tell(&format!("{key}-subject"), &arguments))
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(format!("{}\n\n{}\n", lang.tell(&key, &arguments), lang.tell("mail-foot", &arguments)))
            .map_err(|error| BadMail { what: error.to_string() }.into())
    }
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
        return Ok(letter.sent("sent before"));
    }
    let outcome = transport.send(&message);
    let mut note = desk.store.write().await?;
    note.end_reminder(&letter.reminder(), outcome.is_ok(), desk.now).await?;
    note.commit().await?;
    match outcome {
        Ok(_) => Ok(letter.sent("sent")),
        Err(error) => {
            output::say(&format!("{}: {error}", letter.to.email));
            Ok(letter.sent("failed"))
        }
    }
}

fn transport(mail: &Mail) -> Result<SmtpTransport, Failure> {
    let local = ["localhost", "127.0.0.1", "::1"].contains(&mail.host.as_str());
    let mut builder = if mail.tls {
        SmtpTransport::starttls_relay(&mail.host).map_err(|error| BadMail { what: error.to_string() })?
    } else if local {
        SmtpTransport::builder_dangerous(&mail.host)
    } else {
        return Err(BadMail { what: "only a mail server on this machine may do without tls".into() }.into());
    };
    builder = builder.port(mail.port);
    if let (Some(user), Some(path)) = (&mail.user, &mail.password_file) {
        let password = super::backup::passphrase(path)?;
        builder = builder.credentials(Credentials::new(user.clone(), password));
    }
    Ok(builder.build())
}

fn tell(desk: &Desk, sent: &[Sent], nobody: &[Brief]) -> Result<(), Failure> {
    if desk.json {
        output::print(&json(&serde_json::json!({ "letters": sent, "nobody_to_remind": nobody })))?;
    } else {
        let mut text = format!("{}\n", desk.lang.tell("office-reminders", &[("n", sent.len().into())]));
        for sent in sent {
            let step = words::step(desk.lang, sent.step);
            let _ = writeln!(text, "  {}  {}  {step}  {}  {}", sent.entry, sent.due, sent.to, sent.result);
        }
        for brief in nobody {
            let line = super::print::brief(desk.lang, brief);
            let _ = writeln!(text, "{}", desk.lang.tell("office-nobody", &[("entry", line.into())]));
        }
        output::print(&text)?;
    }
    match sent.iter().filter(|sent| sent.result == "failed").count() {
        0 => Ok(()),
        n => Err(NotSent { n }.into()),
    }
}

/// The configuration has no mail server.
#[derive(Debug, thiserror::Error)]
#[error("no mail server is configured")]
struct NoMail;

/// Something about mail that cannot work.
#[derive(Debug, thiserror::Error)]
#[error("the mail cannot be made: {what}")]
struct BadMail {
    what: String,
}

/// Some mails were not taken by the server.
#[derive(Debug, thiserror::Error)]
#[error("{n} mails could not be sent")]
struct NotSent {
    n: usize,
}

impl diagnostic::Explain for NoMail {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Command
    }

    fn code(&self) -> &'static str {
        "no-mail"
    }

    fn remedy(&self) -> Vec<String> {
        vec!["write [mail] with host, port and from into counterpart.toml in the register's folder".into()]
    }
}

impl diagnostic::Explain for BadMail {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "mail"
    }
}

impl diagnostic::Explain for NotSent {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::System
    }

    fn code(&self) -> &'static str {
        "not-sent"
    }

    fn remedy(&self) -> Vec<String> {
        vec![
            "look whether the mail server answers, and run remind again: those sent are not sent twice"
                .into(),
        ]
    }
}
