//! `counterpart data`: tables of flows as datasets of the register.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use register::act::{Request, Wish};
use register::kind::{Form, Visibility, kind};
use register::table;

use super::acts;
use crate::commands::roles::{RoleArgs, say_guessed};
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::evidence::dataset::{self, Error};
use crate::evidence::register::{self as made, Made};
use crate::output::{self, Output};

/// Arguments of `counterpart data`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    deed: Deed,
}

/// What to do.
#[derive(clap::Subcommand)]
enum Deed {
    /// Add a table of flows as a dataset: checked, converted to Parquet, kept beside the database under its checksum
    Add(Box<AddArgs>),
    /// Make a dataset from the register itself
    Make(MakeArgs),
    /// Write the table of a dataset to a file: Parquet, or CSV by its ending
    Get(GetArgs),
}

/// What every new dataset says of itself.
#[derive(clap::Args)]
struct About {
    /// Key of the dataset [default: the next free one]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Other field to write: title.zh=..., fields=F-1; may be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Who may see it: public, members or side
    #[arg(long, value_parser = ["public", "members", "side"], default_value = "public")]
    visibility: String,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(clap::Args)]
struct AddArgs {
    /// The table: CSV (also .gz, .zst), Parquet or Arrow
    file: PathBuf,
    /// What flows
    #[arg(long, value_parser = channels())]
    channel: String,
    /// Unit of the flows, such as 'million USD'
    #[arg(long)]
    unit: String,
    /// Where the table comes from
    #[arg(long)]
    source: String,
    /// Licence of the data
    #[arg(long)]
    licence: String,
    /// Title, in the language of --lang
    #[arg(long)]
    title: String,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    roles: RoleArgs,
}

#[derive(clap::Args)]
struct MakeArgs {
    /// What of
    #[arg(value_enum)]
    what: Made,
    #[command(flatten)]
    about: About,
}

#[derive(clap::Args)]
struct GetArgs {
    /// The dataset, such as D-1
    dataset: String,
    /// File to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    desk: DeskArgs,
}

/// The words of the field `channel`.
fn channels() -> PossibleValuesParser {
    let form = kind("dataset").and_then(|kind| kind.field("channel")).map(|field| field.form);
    match form {
        Some(Form::Choice(words)) => PossibleValuesParser::new(words),
        _ => PossibleValuesParser::new([""; 0]),
    }
}

/// Adds, makes or gets.
pub fn run(args: &Args) -> Result<(), Failure> {
    match &args.deed {
        Deed::Add(args) => add(args),
        Deed::Make(args) => make(args),
        Deed::Get(args) => get(args),
    }
}

fn add(args: &AddArgs) -> Result<(), Failure> {
    let bytes = dataset::parquet(&args.file, |file| {
        let roles = args.roles.find(file)?;
        say_guessed(&roles);
        Ok(roles)
    })?;
    let title = format!("title.{}={}", args.about.desk.lang.code(), args.title);
    let set = [
        title,
        format!("channel={}", args.channel),
        format!("unit={}", args.unit),
        format!("source={}", args.source),
        format!("licence={}", args.licence),
    ];
    desk::run(async {
        let desk = Desk::open(&args.about.desk).await?;
        keep(&desk, &args.about, &bytes, &set).await
    })
}

fn make(args: &MakeArgs) -> Result<(), Failure> {
    desk::run(async {
        let desk = Desk::open(&args.about.desk).await?;
        let mut transaction = desk.store.read().await?;
        let actor = desk.actor(&mut transaction).await?;
        let visibility = Visibility::parse(&args.about.visibility).unwrap_or(Visibility::Public);
        let table = made::table(&mut transaction, args.what, actor.side, visibility).await?;
        drop(transaction);
        let what = args.what.channel();
        let mut set: Vec<String> = words::Language::ALL
            .into_iter()
            .map(|lang| format!("title.{}={}", lang.code(), lang.say(args.what.title())))
            .collect();
        set.extend([
            format!("channel={what}"),
            format!("unit={what}"),
            format!("source=This register, {}", desk.now.strftime("%Y-%m-%d")),
            "licence=As this register".to_owned(),
        ]);
        keep(&desk, &args.about, &flows::parquet(&table), &set).await
    })
}

/// Keeps the file and makes the dataset.
async fn keep(desk: &Desk, about: &About, bytes: &[u8], set: &[String]) -> Result<(), Failure> {
    let kind = kind("dataset").expect("datasets exist");
    // What was said by itself stands before what was said of another.
    let named = |line: &&String| {
        let name = line.split('=').next().unwrap_or_default();
        !about.set.iter().any(|given| given.split('=').next() == Some(name))
    };
    let all: Vec<String> = set.iter().filter(named).chain(&about.set).cloned().collect();
    let mut cells = acts::cells(kind, &all)?;
    let sha256 = desk.documents().keep(bytes)?;
    cells.extend(table::column(kind, "sha256").map(|column| (column, sha256)));
    let mut transaction = desk.store.write().await?;
    let actor = desk.actor(&mut transaction).await?;
    let address = match &about.key {
        Some(key) => super::address_of("dataset", key)?,
        None => transaction.next_key(kind).await?,
    };
    let mut request = Request::new(address, Wish::Create, desk.now);
    request.inputs = table::inputs(&cells);
    request.visibility = Visibility::parse(&about.visibility);
    let done = transaction.act(&actor, &request).await?;
    transaction.commit().await?;
    acts::tell(desk, &done)
}

fn get(args: &GetArgs) -> Result<(), Failure> {
    let address = super::address_of("dataset", &args.dataset)?;
    let mut folder = Output::prepare_for_file(&args.out)?;
    let bytes = desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.read().await?;
        let reader = desk.reader(&mut transaction).await?;
        let entry = desk::must_see(&mut transaction, reader, &address).await?;
        let changed = || Error::Changed { dataset: address.key().to_owned() };
        let path = entry.plain("sha256").and_then(|hash| desk.documents().sound(hash)).ok_or_else(changed)?;
        if args.out.extension().is_some_and(|ending| ending == "csv") {
            return Ok(flows::csv(&flows::read(&path, &flows::Reading::default())?.table));
        }
        let hash = entry.plain("sha256").unwrap_or_default();
        Ok::<Vec<u8>, Failure>(desk.documents().read(hash).ok_or_else(changed)?)
    })?;
    folder.add(args.out.file_name().unwrap_or_default(), bytes);
    folder.commit()?;
    output::say(&args.out.display().to_string());
    Ok(())
}
