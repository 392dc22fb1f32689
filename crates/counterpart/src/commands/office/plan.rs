//! `counterpart plan`: each point of a plan or consensus, what carries it at central and local level, what has nothing.

use std::fmt::Write as _;

use store::views::{Brief, PlanView};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;
use words::Language;

/// Arguments of `counterpart plan`.
#[derive(clap::Args)]
pub struct Args {
    /// The plan, a strategy such as S-1
    plan: String,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints the points of the plan.
pub fn run(args: &Args) -> Result<(), Failure> {
    let address = super::address_of("strategy", &args.plan)?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let plan = transaction.plan(reader, &address, desk.lang.code()).await?;
        let plan = plan.ok_or_else(|| desk::not_found(&address))?;
        Ok(output::print(&if desk.json { json(&plan) } else { page(desk.lang, &plan) })?)
    })
}

fn page(lang: Language, plan: &PlanView) -> String {
    let mut text = format!("{}\n", print::brief(lang, &plan.plan));
    let arguments = [("n", plan.points.len().into()), ("nothing", plan.n_with_nothing.into())];
    let _ = writeln!(text, "{}\n", lang.tell("office-plan", &arguments));
    for point in &plan.points {
        let number = point.number.as_deref().unwrap_or("-");
        let _ =
            writeln!(text, "{number}  {}  {}", point.point.address.key(), print::title(lang, &point.point));
        level(lang, "office-central", &point.central, &mut text);
        level(lang, "office-local", &point.local, &mut text);
        if point.central.is_empty() && point.local.is_empty() {
            let _ = writeln!(text, "    {}", lang.say("office-nothing-behind"));
        }
    }
    text
}

fn level(lang: Language, key: &str, carriers: &[Brief], text: &mut String) {
    for carrier in carriers {
        let kind = words::kind(lang, carrier.address.kind());
        let _ = writeln!(text, "    {}: {kind} {}", lang.say(key), print::brief(lang, carrier));
    }
}
