//! `counterpart roadmap`: the projects, and what is new, moved, finished or dropped since a session.

use std::fmt::Write as _;

use store::views::{Move, RoadmapFilter, RoadmapItem};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;
use words::Language;

/// Arguments of `counterpart roadmap`.
#[derive(clap::Args)]
pub struct Args {
    /// What happened since the end of this session
    #[arg(long, value_name = "SESSION")]
    since: Option<String>,
    /// Projects in which both regions take part
    #[arg(long, value_name = "REGION,REGION", value_delimiter = ',')]
    pair: Vec<String>,
    /// Projects of a field of cooperation
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints the road map.
pub fn run(args: &Args) -> Result<(), Failure> {
    let filter = RoadmapFilter {
        since: args.since.as_deref().map(|key| super::address_of("session", key)).transpose()?,
        parties: args.pair.iter().map(|key| super::address_of("region", key)).collect::<Result<_, _>>()?,
        field: args.field.as_deref().map(|key| super::address_of("field", key)).transpose()?,
        ..RoadmapFilter::default()
    };
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        for named in filter.since.iter().chain(&filter.parties).chain(&filter.field) {
            desk::must_see(&mut transaction, reader, named).await?;
        }
        let items = transaction.roadmap(reader, &filter, desk.lang.code()).await?;
        let text = if desk.json { json(&items) } else { page(desk.lang, &items, filter.since.is_some()) };
        Ok(output::print(&text)?)
    })
}

fn page(lang: Language, items: &[RoadmapItem], compared: bool) -> String {
    let mut text = format!("{}\n", lang.tell("office-roadmap", &[("n", items.len().into())]));
    if !compared {
        for item in items {
            line(lang, item, &mut text);
        }
        return text;
    }
    for (wanted, key) in [
        (Move::New, "office-move-new"),
        (Move::Moved, "office-move-moved"),
        (Move::Finished, "office-move-finished"),
        (Move::Dropped, "office-move-dropped"),
        (Move::Unchanged, "office-move-unchanged"),
    ] {
        let found: Vec<&RoadmapItem> = items.iter().filter(|item| item.moved == Some(wanted)).collect();
        let _ = writeln!(text, "\n{}", lang.tell(key, &[("n", found.len().into())]));
        for item in found {
            line(lang, item, &mut text);
        }
    }
    text
}

fn line(lang: Language, item: &RoadmapItem, text: &mut String) {
    let _ = write!(text, "  {}  ({})", print::brief(lang, &item.project), print::keys(&item.parties));
    if let Some(was) = item.was.filter(|was| *was != item.project.state) {
        let was = words::state(lang, item.project.address.kind(), was);
        let _ = write!(text, "  {}", lang.tell("office-was", &[("state", was.into())]));
    }
    text.push('\n');
}
