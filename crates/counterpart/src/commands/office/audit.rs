//! `counterpart audit`: the chain of who did what, its signed head, and its replay.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use register::audit::{Body, Head};
use serde::Serialize;

use crate::commands::json;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart audit`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Print entries of the chain; what the reader may not see is withheld, and its hash stands
    Show {
        /// From this number on
        #[arg(long, value_name = "N", default_value_t = 1)]
        from: u64,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Print the signed end of the chain, for the other side to keep
    Head {
        #[command(flatten)]
        desk: DeskArgs,
    },
    /// Replay the chain and compare every table with it, and the chain with heads that somebody kept
    Verify {
        /// File with heads, one JSON object a line
        #[arg(long, value_name = "HEADS")]
        against: Option<PathBuf>,
        #[command(flatten)]
        desk: DeskArgs,
    },
}

/// Shows, signs or verifies the chain.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Show { from, limit, desk } => desk::run(show(*from, *limit, desk)),
        What::Head { desk } => desk::run(head(desk)),
        What::Verify { against, desk } => desk::run(verify(against.as_deref(), desk)),
    }
}

#[derive(Serialize)]
struct Shown {
    number: u64,
    at: String,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body>,
}

async fn show(from: u64, limit: usize, args: &DeskArgs) -> Result<(), Failure> {
    let desk = Desk::open(args).await?;
    let mut transaction = desk.store.read().await?;
    let reader = desk.reader(&mut transaction).await?;
    let mut shown = Vec::new();
    let mut next = from.max(1);
    while shown.len() < limit {
        let links = transaction.links_for(reader, next).await?;
        let Some(last) = links.last() else { break };
        next = last.link.number + 1;
        shown.extend(links.into_iter().map(|recorded| Shown {
            number: recorded.link.number,
            at: recorded.link.at.to_string(),
            hash: recorded.link.hash,
            body: recorded.content.and_then(|content| serde_json::from_str(&content.body).ok()),
        }));
    }
    shown.truncate(limit);
    if desk.json {
        return Ok(output::print(&json(&shown))?);
    }
    let mut text = String::new();
    for line in &shown {
        let what = match &line.body {
            Some(body) => {
                format!("{}  {}  {}  [{}]", body.by, body.deed, body.entry.address, body.entry.state)
            }
            None => desk.lang.say("office-withheld"),
        };
        let _ = writeln!(text, "{}  {}  {}  {what}", line.number, line.at, &line.hash[..12]);
    }
    Ok(output::print(&text)?)
}

async fn head(args: &DeskArgs) -> Result<(), Failure> {
    let desk = Desk::open(args).await?;
    let head = desk.head(&mut desk.store.read().await?).await?;
    // One line: heads are collected in a file, one below the other.
    let line = serde_json::to_string(&head).expect("a head has a JSON form");
    Ok(output::print(&format!("{line}\n"))?)
}

async fn verify(against: Option<&Path>, args: &DeskArgs) -> Result<(), Failure> {
    let heads = against.map(heads).transpose()?.unwrap_or_default();
    let n_heads = heads.len();
    let desk = Desk::open(args).await?;
    let mut transaction = desk.store.read().await?;
    let bar = ProgressBar::new_spinner();
    let mut verified = transaction.verify(heads, |n| bar.set_position(n)).await?;
    verified.faults.extend(transaction.compare_results(&desk.documents()).await?);
    bar.finish_and_clear();
    if desk.json {
        let faults: Vec<_> = verified
            .faults
            .iter()
            .map(|fault| serde_json::json!({ "entry": fault.number, "what": fault.to_string() }))
            .collect();
        let found = serde_json::json!({ "n_links": verified.n_links, "n_entries": verified.n_entries, "n_heads": n_heads, "faults": faults });
        output::print(&json(&found))?;
    }
    if let Some(first) = verified.faults.first() {
        let lines: Vec<String> = verified.faults.iter().take(20).map(ToString::to_string).collect();
        return Err(Tampered { first: first.to_string(), n: verified.faults.len(), lines }.into());
    }
    if !desk.json {
        let arguments = [
            ("n", (verified.n_links as i64).into()),
            ("entries", verified.n_entries.into()),
            ("heads", n_heads.into()),
        ];
        output::print(&format!("{}\n", desk.lang.tell("office-verified", &arguments)))?;
    }
    Ok(())
}

/// Heads from a file, one JSON object a line; all that cannot be read at once.
fn heads(path: &Path) -> Result<Vec<Head>, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| store::Error::File { path: path.to_owned(), source })?;
    let mut heads = Vec::new();
    let mut faults = Vec::new();
    for (k, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(head) => heads.push(head),
            Err(_) => faults.push(NoHead { path: path.to_owned(), row: k + 1 }),
        }
    }
    if faults.is_empty() { Ok(heads) } else { Err(Failure::of_all(faults)) }
}

/// A line of a file of heads that is none.
#[derive(Debug, thiserror::Error)]
#[error("this is no signed head")]
struct NoHead {
    path: PathBuf,
    row: usize,
}

impl diagnostic::Explain for NoHead {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "no-head"
    }

    fn place(&self) -> Option<diagnostic::Place> {
        Some(diagnostic::Place::File { path: self.path.clone(), row: Some(self.row), column: None })
    }

    fn remedy(&self) -> Vec<String> {
        vec!["put what counterpart audit head prints into the file, one head a line".into()]
    }
}

/// The chain or a table is not as it should be.
#[derive(Debug, thiserror::Error)]
#[error("the register was changed: {first}")]
struct Tampered {
    first: String,
    n: usize,
    lines: Vec<String>,
}

impl diagnostic::Explain for Tampered {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "tampered"
    }

    fn causes(&self) -> Vec<String> {
        let mut causes = vec![format!("{} faults in all", self.n)];
        causes.extend(self.lines.iter().cloned());
        causes
    }

    fn remedy(&self) -> Vec<String> {
        vec![
            "keep this database as evidence, and compare with a backup and with the heads of the other side"
                .into(),
        ]
    }
}
