//! `counterpart due`: what is due, overdue, or waits for a side's half.

use std::fmt::Write as _;

use register::Side;
use store::views::{Due, DueFilter};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;
use words::Language;

/// Arguments of `counterpart due`.
#[derive(clap::Args)]
pub struct Args {
    /// What this side owes, or must confirm
    #[arg(long, value_parser = side)]
    side: Option<Side>,
    /// Days ahead, such as 30d
    #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = days)]
    within: i32,
    #[command(flatten)]
    desk: DeskArgs,
}

fn side(text: &str) -> Result<Side, String> {
    Side::parse(text).ok_or_else(|| "the sides are A and B".to_owned())
}

fn days(text: &str) -> Result<i32, String> {
    let days: Option<u16> = text.strip_suffix('d').unwrap_or(text).parse().ok();
    days.map(i32::from).ok_or_else(|| "write a number of days, such as 30d".to_owned())
}

/// Prints what is due.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let filter = DueFilter { side: args.side, within_days: args.within };
        let due = transaction.due(reader, filter, desk.now, desk.lang.code()).await?;
        Ok(output::print(&if desk.json { json(&due) } else { page(desk.lang, &due) })?)
    })
}

fn page(lang: Language, due: &[Due]) -> String {
    let mut text = String::new();
    let overdue = due.iter().filter(|due| due.days.is_some_and(|days| days < 0)).count();
    let waiting = due.iter().filter(|due| due.waiting.is_some()).count();
    let arguments = [
        ("overdue", overdue.into()),
        ("soon", (due.len() - overdue - waiting).into()),
        ("waiting", waiting.into()),
    ];
    let _ = writeln!(text, "{}", lang.tell("office-due", &arguments));
    for due in due {
        let kind = words::kind(lang, due.entry.address.kind());
        let _ = write!(text, "  {}  {kind} {}", when(lang, due), print::brief(lang, &due.entry));
        if !due.owed_by.is_empty() {
            let _ = write!(text, "  ({})", print::keys(&due.owed_by));
        }
        text.push('\n');
    }
    text
}

fn when(lang: Language, due: &Due) -> String {
    if let Some((act, side, days)) = &due.waiting {
        let act = words::act(lang, due.entry.address.kind(), act);
        let arguments = [("act", act.into()), ("side", side.to_string().into()), ("days", (*days).into())];
        return lang.tell("office-half-missing", &arguments);
    }
    let date = due.due.clone().unwrap_or_default();
    match due.days {
        Some(days) if days < 0 => {
            lang.tell("office-overdue", &[("date", date.into()), ("days", (-days).into())])
        }
        days => lang.tell("office-due-on", &[("date", date.into()), ("days", days.unwrap_or(0).into())]),
    }
}
