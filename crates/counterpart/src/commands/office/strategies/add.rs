//! `counterpart strategies add`: the text of a strategy, whole or not at all.

use std::path::PathBuf;

use register::act::{Request, Wish};
use register::address::Address;
use register::kind::{Visibility, kind};
use register::table;
use register::value::{Input, Inputs};
use store::Transaction;

use crate::commands::json;
use crate::commands::office::{acts, address_of};
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart strategies add`.
#[derive(clap::Args)]
pub struct Args {
    /// The text
    file: PathBuf,
    /// The strategy it is the text of; without it a new one is made
    #[arg(long, value_name = "KEY")]
    to: Option<String>,
    /// Field of the new strategy: title.zh=..., type=plan, level=region, side=a, region=REG-1; may be repeated
    #[arg(long = "set", value_name = "FIELD=VALUE", conflicts_with = "to")]
    set: Vec<String>,
    /// Who may see the file: public, members or side [default: members]
    #[arg(long, value_parser = ["public", "members", "side"])]
    visibility: Option<String>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Reads the file first: what cannot be read changes nothing.
pub fn run(args: &Args) -> Result<(), Failure> {
    let passages = matching::of_file(&args.file)?;
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let mut transaction = desk.store.write().await?;
        let actor = desk.actor(&mut transaction).await?;
        let strategy = if let Some(key) = &args.to {
            address_of("strategy", key)?
        } else {
            let kind = kind("strategy").expect("a kind of the register");
            let address = transaction.next_key(kind).await?;
            let mut request = Request::new(address.clone(), Wish::Create, desk.now);
            request.inputs = table::inputs(&acts::cells(kind, &args.set)?);
            transaction.act(&actor, &request).await?;
            address
        };
        let mut request = file(&desk, &mut transaction, args, &strategy).await?;
        request.visibility = args.visibility.as_deref().and_then(Visibility::parse);
        transaction.act(&actor, &request).await?;
        let document = request.address;
        transaction.commit().await?;
        if desk.json {
            let told = serde_json::json!({
                "strategy": strategy, "document": document, "n_passages": passages.texts.len(),
            });
            return Ok(output::print(&json(&told))?);
        }
        let arguments = [
            ("strategy", strategy.key().to_owned().into()),
            ("document", document.key().to_owned().into()),
            ("n", passages.texts.len().into()),
        ];
        Ok(output::print(&format!("{}\n", desk.lang.tell("strategies-added", &arguments)))?)
    })
}

/// The wish to file the text about its strategy, under its title.
async fn file(
    desk: &Desk,
    transaction: &mut Transaction,
    args: &Args,
    strategy: &Address,
) -> Result<Request, Failure> {
    let reader = desk.reader(transaction).await?;
    let entry = desk::must_see(transaction, reader, strategy).await?;
    let kind = kind("document").expect("a kind of the register");
    let mut request = Request::new(transaction.next_key(kind).await?, Wish::Create, desk.now);
    let mut inputs: Inputs = table::inputs(&acts::kept(desk, &args.file, kind)?);
    let titles = entry.texts("title").into_iter().flatten();
    let titles = titles.map(|(lang, title)| (lang.clone(), (title.text.clone(), title.state))).collect();
    inputs.insert("title", Input::Texts(titles));
    inputs.insert("about", Input::Plain(strategy.to_string()));
    request.inputs = inputs;
    Ok(request)
}
