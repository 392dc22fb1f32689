//! `counterpart trace`: the thread of an entry, forward to what came of it and back to where it came from.

use std::fmt::Write as _;

use register::address::Address;
use store::views::{Direction, Node};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;
use words::Language;

/// Arguments of `counterpart trace`.
#[derive(clap::Args)]
pub struct Args {
    /// The entry, such as recommendation/R-7
    entry: String,
    /// Only what came of it
    #[arg(long, conflicts_with = "back")]
    forward: bool,
    /// Only where it came from
    #[arg(long)]
    back: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints the thread, both ways unless one is asked for.
pub fn run(args: &Args) -> Result<(), Failure> {
    let address = Address::parse(&args.entry)?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let lang = desk.lang;
        let mut found = serde_json::Map::new();
        let mut text = String::new();
        for (direction, wanted, key) in
            [(Direction::Back, !args.forward, "back"), (Direction::Forward, !args.back, "forward")]
        {
            if !wanted {
                continue;
            }
            let node = transaction.trace(reader, &address, direction, lang.code()).await?;
            let node = node.ok_or_else(|| desk::not_found(&address))?;
            let heading =
                if direction == Direction::Back { "office-trace-back" } else { "office-trace-forward" };
            let _ = writeln!(text, "{}", lang.say(heading));
            draw(lang, &node, 1, &mut text);
            found.insert(key.to_owned(), serde_json::to_value(&node).expect("a thread has a JSON form"));
        }
        Ok(output::print(&if desk.json { json(&found) } else { text })?)
    })
}

fn draw(lang: Language, node: &Node, depth: usize, text: &mut String) {
    let kind = words::kind(lang, node.entry.address.kind());
    let _ = writeln!(text, "{}{kind} {}", "  ".repeat(depth), print::brief(lang, &node.entry));
    for next in &node.next {
        draw(lang, next, depth + 1, text);
    }
}
