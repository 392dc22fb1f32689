//! `counterpart demo`: the mechanism on one page, and three reports.

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use weaklinks::Stage;

use crate::commands::Threads;
use crate::demo::{self, Step};
use crate::error::Failure;
use crate::output::{self, Output};
use words::Language;

/// Arguments of `counterpart demo`.
#[derive(clap::Args)]
pub struct Args {
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "demo")]
    out: PathBuf,
    #[command(flatten)]
    threads: Threads,
}

/// Writes the pages and says where to look.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut output = Output::prepare(&args.out)?;
    let bar = bar();
    let files =
        demo::files(args.threads.count(), |step| announce(&bar, step), &|stage| advance(&bar, stage))?;
    bar.finish_and_clear();
    for (name, content) in files {
        output.add(name, content);
    }
    output.commit()?;
    output::say(&Language::En.say("demo-open"));
    for language in Language::ALL {
        let page = args.out.join(format!("index.{}.html", language.code()));
        output::print(&format!("{}\n", page.display()))?;
    }
    Ok(())
}

/// Drawn only for a person at a terminal.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(1).with_style(style)
}

fn announce(bar: &ProgressBar, step: Step) {
    bar.set_message(Language::En.say(match step {
        Step::Trade => "index-trade-title",
        Step::Ties => "index-ties-title",
        Step::Countries => "index-countries-title",
    }));
}

fn advance(bar: &ProgressBar, stage: Stage) {
    if let Stage::CrossFit { done, total } | Stage::Sensitivity { done, total } = stage {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    }
}
