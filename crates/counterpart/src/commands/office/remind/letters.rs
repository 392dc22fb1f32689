//! Whom a reminder goes to, and what it says.

use std::collections::BTreeMap;

use lettre::Message;
use lettre::message::Mailbox;
use register::Side;
use register::actor::{Audience, Reader, audience};
use register::entry::Entry;
use register::kind::kind;
use register::reminder::{Step, reached};
use register::signal;
use store::views::Brief;
use store::{Filter, Reminder, Transaction};

use crate::commands::office::print;
use crate::desk::Desk;
use crate::error::Failure;
use crate::mail::BadMail;
use words::Language;

/// A mail to be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it is about.
    pub entry: Brief,
    /// The date, as precise as it is known.
    pub due: String,
    /// Which reminder it is.
    pub step: Step,
    /// To whom it goes.
    pub to: Recipient,
}

/// Somebody with a mail address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// The address.
    pub email: String,
    /// The language he reads.
    pub lang: Language,
}

/// The letters of today, and the entries that nobody can be reminded of.
pub async fn letters(
    transaction: &mut Transaction,
    desk: &Desk,
) -> Result<(Vec<Letter>, Vec<Brief>), Failure> {
    let until =
        desk.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().saturating_add(jiff::Span::new().days(32));
    let filter = Filter { due_until: Some(until.to_string()), ..Filter::default() };
    let users = users(transaction).await?;
    let mut letters = Vec::new();
    let mut nobody = Vec::new();
    // What one side keeps for itself is mailed to that side alone: each side's entries are read as that side.
    for entry in both_sides(transaction, &filter).await? {
        let today = transaction.today(&entry, desk.now).await?;
        let (Some(step), Some(due)) = (reached(&entry, today), signal::due(&entry)) else { continue };
        let recipients = recipients(transaction, &users, &entry, step).await?;
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
    let mut all = BTreeMap::new();
    for side in Side::BOTH {
        let entries = transaction.list(Reader::Member(side), filter).await?;
        all.extend(entries.into_iter().map(|entry| (entry.address.clone(), entry)));
    }
    Ok(all.into_values().collect())
}

/// The users of both sides; each side sees only its own.
async fn users(transaction: &mut Transaction) -> Result<Vec<Entry>, Failure> {
    let filter = Filter { kind: kind("user"), states: vec!["active".into()], ..Filter::default() };
    both_sides(transaction, &filter).await
}

/// The responsible office, or the officers of the responsible regions; then the superior office, or the secretariat.
async fn recipients(
    transaction: &mut Transaction,
    users: &[Entry],
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
    // An office of the other side may be named, but what a side keeps for itself is not mailed to it.
    if let Audience::Side(side) = audience(entry) {
        office = office.filter(|office| office.side == Some(side));
    }
    let mut found: Vec<Recipient> = office.iter().filter_map(recipient).collect();
    if found.is_empty() {
        let of_sides = users.iter().filter(|user| user.side.is_some_and(|side| sides.contains(&side)));
        found.extend(of_sides.filter(|user| responsible(user, entry, step)).filter_map(recipient));
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
    /// What the register notes of it.
    pub fn reminder(&self) -> Reminder {
        Reminder {
            address: self.entry.address.to_string(),
            step: self.step.code(),
            due: self.due.clone(),
            recipient: self.to.email.clone(),
        }
    }

    /// Subject and body in the recipient's language, with the signed head for the other side to keep.
    pub fn message(&self, from: &Mailbox, head: &str) -> Result<Message, Failure> {
        let lang = self.to.lang;
        let kind = words::kind(lang, self.entry.address.kind());
        let title = print::title(lang, &self.entry);
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
