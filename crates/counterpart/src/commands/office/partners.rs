//! `counterpart match`: who fits a profile, with the reasons; which organisations are entered twice, perhaps.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use matching::{Partner, Profiles, Twice, WeakLinks};
use register::address::Address;
use register::date::Date;
use words::Language;

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart match`.
#[derive(clap::Args)]
pub struct Args {
    /// The profile, such as PP-1
    #[arg(required_unless_present = "twice")]
    profile: Option<String>,
    /// Say why each fits
    #[arg(long)]
    why: bool,
    /// Weak links, as links.csv of counterpart weaklinks has them: a match on one counts more
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// List organisations that are entered twice, perhaps: by identifier, then by name in any script
    #[arg(long, conflicts_with_all = ["profile", "why", "links"])]
    twice: bool,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints the matches.
pub fn run(args: &Args) -> Result<(), Failure> {
    let links = args.links.as_deref().map(links).transpose()?.unwrap_or_default();
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let lang = desk.lang;
        let Some(profile) = &args.profile else {
            let twice = matching::twice(&mut transaction, reader, lang.code()).await?;
            return Ok(output::print(&if desk.json { json(&twice) } else { list(lang, &twice) })?);
        };
        let profile = super::address_of("partner_profile", profile)?;
        desk::must_see(&mut transaction, reader, &profile).await?;
        let profiles = Profiles::load(&mut transaction, reader, today(&desk)).await?;
        let language = alignment::Language::parse(lang.code()).expect("both have the same languages");
        let partners = profiles.partners(&profile, args.limit, &links, language);
        let partners = partners.ok_or(Expired { profile })?;
        if desk.json {
            return Ok(output::print(&json(&partners))?);
        }
        let mut text = format!("{}\n", print::brief(lang, &partners.profile));
        let n = partners.matches.len();
        let _ = writeln!(text, "{}", lang.tell("match-found", &[("n", n.into())]));
        for (k, partner) in partners.matches.iter().enumerate() {
            one(lang, k + 1, partner, args.why, &mut text);
        }
        Ok(output::print(&text)?)
    })
}

/// A profile whose time is over.
#[derive(Debug, thiserror::Error)]
#[error("{profile} has expired")]
struct Expired {
    profile: Address,
}

impl diagnostic::Explain for Expired {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "expired-profile"
    }

    fn remedy(&self) -> Vec<String> {
        vec!["renew it first".to_owned()]
    }
}

fn today(desk: &Desk) -> Date {
    let day = desk.now.to_zoned_datetime(TimeZone::UTC).date();
    Date::parse(&day.to_string()).expect("a day of the calendar")
}

/// How weak each link is: its probability of being weak.
fn links(path: &Path) -> Result<WeakLinks, Failure> {
    let headings = ["origin", "destination", "p_weak"];
    let sheet = spreadsheets::read_with_headings(path, &headings).map_err(Failure::of_all)?;
    let column = |name: &str| sheet.headings.iter().position(|heading| heading == name);
    let [Some(origin), Some(destination), Some(p_weak)] = headings.map(column) else {
        return Err(NoLinks { path: path.to_owned() }.into());
    };
    let rows = sheet.rows.iter().filter_map(|row| {
        let text = |column: usize| row.cells[column].text().into_owned();
        Some(((text(origin), text(destination)), text(p_weak).parse().ok()?))
    });
    Ok(rows.collect())
}

/// A table that holds no weak links.
#[derive(Debug, thiserror::Error)]
#[error("the table has no columns origin, destination and p_weak")]
struct NoLinks {
    path: PathBuf,
}

impl diagnostic::Explain for NoLinks {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "no-links"
    }

    fn place(&self) -> Option<diagnostic::Place> {
        Some(diagnostic::Place::File { path: self.path.clone(), row: None, column: None })
    }

    fn remedy(&self) -> Vec<String> {
        vec!["take links.csv of counterpart weaklinks --out".to_owned()]
    }
}

fn one(lang: Language, number: usize, partner: &Partner, why: bool, text: &mut String) {
    let organisation = partner.organisation.as_ref().map(|of| print::title(lang, of)).unwrap_or_default();
    let profile = print::brief(lang, &partner.profile);
    let _ = writeln!(text, "\n{number:>3}  {:.2}  {profile}\n           {organisation}", partner.score);
    if !why {
        return;
    }
    let mut say = |key: &str, arguments: &[(&'static str, words::FluentValue<'static>)]| {
        let _ = writeln!(text, "           {}", lang.tell(key, arguments));
    };
    say("match-fit", &[("fit", format!("{:.2}", partner.fit).into())]);
    for reason in &partner.reasons {
        let arguments = [
            ("concept", reason.label.clone().into()),
            ("share", format!("{:.0}", 100.0 * reason.share).into()),
            ("a", reason.words_a.join(", ").into()),
            ("b", reason.words_b.join(", ").into()),
        ];
        say("strategies-why", &arguments);
    }
    if let Some(back) = &partner.back {
        say("match-back", &[("profile", print::brief(lang, back).into())]);
    }
    if !partner.fields.is_empty() {
        say("match-fields", &[("fields", print::keys(&partner.fields).into())]);
    }
    if partner.weak_link > 0.0 {
        say("match-weak-link", &[("p", format!("{:.0}", 100.0 * partner.weak_link).into())]);
    }
    if partner.n_projects > 0 {
        say("match-projects", &[("n", partner.n_projects.into())]);
    }
    if !partner.languages.is_empty() {
        say("match-languages", &[("languages", partner.languages.join(", ").into())]);
    }
}

fn list(lang: Language, twice: &[Twice]) -> String {
    let mut text = format!("{}\n", lang.tell("match-twice", &[("n", twice.len().into())]));
    for found in twice {
        let (first, second) = (print::brief(lang, &found.first), print::brief(lang, &found.second));
        let key = match found.by {
            alignment::organisations::By::Identifier => "match-by-identifier",
            alignment::organisations::By::Name => "match-by-name",
        };
        let by = lang.tell(key, &[("likeness", format!("{:.2}", found.likeness).into())]);
        let _ = writeln!(text, "  {first}\n  {second}\n    {by}");
    }
    text
}
