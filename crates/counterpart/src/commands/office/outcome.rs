//! `counterpart outcome`: what became of each recommendation of a session.

use std::fmt::Write as _;

use store::views::{Became, Outcome};

use super::print;
use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;
use words::Language;

/// Arguments of `counterpart outcome`.
#[derive(clap::Args)]
pub struct Args {
    /// The session, such as SES-2
    session: String,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Prints the recommendations of the session, each with what came of it.
pub fn run(args: &Args) -> Result<(), Failure> {
    let address = super::address_of("session", &args.session)?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let outcome = transaction.outcome(reader, &address, desk.lang.code()).await?;
        let outcome = outcome.ok_or_else(|| desk::not_found(&address))?;
        Ok(output::print(&if desk.json { json(&outcome) } else { page(desk.lang, &outcome) })?)
    })
}

fn page(lang: Language, outcome: &Outcome) -> String {
    let mut text = format!("{}\n", print::brief(lang, &outcome.session));
    let arguments = [
        ("n", outcome.recommendations.len().into()),
        ("without", outcome.n_agreed_without_trace.into()),
        ("unanswered", outcome.n_unanswered.into()),
    ];
    let _ = writeln!(text, "{}\n", lang.tell("office-outcome", &arguments));
    for became in &outcome.recommendations {
        one(lang, became, &mut text);
    }
    text
}

fn one(lang: Language, became: &Became, text: &mut String) {
    let _ = writeln!(text, "{}", print::brief(lang, &became.recommendation));
    let _ = writeln!(text, "    {}", lang.tell("office-by", &[("who", print::keys(&became.authors).into())]));
    for opinion in &became.opinions {
        let reason = opinion.reason.as_ref().map(|reason| format!(": {}", print::shown(lang, reason)));
        let answer = words::word(lang, &opinion.answer);
        let arguments = [("side", opinion.side.to_string().into()), ("answer", answer.into())];
        let _ =
            writeln!(text, "    {}{}", lang.tell("office-opinion", &arguments), reason.unwrap_or_default());
    }
    if let Some(into) = &became.merged_into {
        let _ = writeln!(
            text,
            "    {}",
            lang.tell("office-merged-into", &[("into", into.key().to_owned().into())])
        );
    }
    for next in &became.followed_by {
        let _ =
            writeln!(text, "    -> {} {}", words::kind(lang, next.address.kind()), print::brief(lang, next));
    }
    if became.without_trace {
        let _ = writeln!(text, "    {}", lang.say("office-without-trace"));
    }
    text.push('\n');
}
