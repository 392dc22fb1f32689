//! `counterpart analyse weaklinks`: the ranking of a frozen dataset, kept as a run of the register.

use gravity::Effects;
use register::actor::Reader;
use register::kind::Visibility;
use serde::Deserialize;
use store::Transaction;
use weaklinks::Order;

use crate::commands::office::{acts, address_of};
use crate::commands::weaklinks::progress::Progress;
use crate::commands::weaklinks::question::QuestionArgs;
use crate::desk::{self, Desk, DeskArgs};
use crate::error::Failure;
use crate::evidence::specification::{effects_word, order_word};
use crate::evidence::{Specification, run};

/// Options that an earlier run has answered.
const ANSWERED: [&str; 7] = ["covariates", "effects", "undirected", "weak_below", "order", "folds", "seed"];

/// Arguments of `counterpart analyse weaklinks`.
#[derive(clap::Args)]
pub struct Args {
    /// The dataset, such as D-1; it must be frozen
    #[arg(long, value_name = "KEY")]
    dataset: String,
    /// Ask what an earlier run asked, such as AR-1, of other data or periods
    #[arg(long, value_name = "KEY", conflicts_with_all = ANSWERED)]
    like: Option<String>,
    /// Key of the run [default: the next free one]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Who may see it: public, members or side [default: whoever sees the dataset]
    #[arg(long, value_parser = ["public", "members", "side"])]
    visibility: Option<String>,
    #[command(flatten)]
    question: QuestionArgs,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Runs an analysis and keeps it, whole or not at all.
pub fn run(args: &Args) -> Result<(), Failure> {
    args.question.threads.apply();
    desk::run(async {
        let desk = Desk::open(&args.desk).await?;
        let dataset = address_of("dataset", &args.dataset)?;
        let visibility = args.visibility.as_deref().and_then(Visibility::parse);
        let mut transaction = desk.store.write().await?;
        let actor = desk.actor(&mut transaction).await?;
        let specification = match &args.like {
            Some(key) => like(&mut transaction, Reader::Member(actor.side), key, args).await?,
            None => args.question.specification(),
        };
        let asked = run::ask(&mut transaction, &actor, &dataset, specification, visibility, desk.now).await?;
        let address = args.key.as_deref().map(|key| address_of("analysis_run", key)).transpose()?;
        asked.rehearse(&mut transaction, &actor, address.clone()).await?;
        // Others need not wait for the analysis: what was looked up is let go, and what is written comes at the end.
        drop(transaction);
        let progress = Progress::new(desk.lang);
        let documents = desk.documents();
        let threads = args.question.threads.count();
        let finished = asked.run(&documents, threads, &|stage| progress.show(stage))?;
        progress.end();
        let mut transaction = desk.store.write().await?;
        let done = finished.keep(&mut transaction, &actor, &documents, address).await?;
        transaction.commit().await?;
        acts::tell(&desk, &done)
    })
}

/// The question of an earlier run, as its results have it.
#[derive(Deserialize)]
struct Head {
    question: Question,
}

#[derive(Deserialize)]
struct Question {
    effects: String,
    covariates: Vec<String>,
    undirected: bool,
    weak_below: f64,
    order: String,
    folds: usize,
    seed: u64,
}

async fn like(
    transaction: &mut Transaction,
    reader: Reader,
    key: &str,
    args: &Args,
) -> Result<Specification, Failure> {
    let address = address_of("analysis_run", key)?;
    let head = transaction.result_head(reader, &address).await?;
    let head = head.and_then(|json| serde_json::from_str::<Head>(&json).ok());
    let Head { question } = head.ok_or_else(|| desk::not_found(&address))?;
    let typed = args.question.specification();
    let effects = [Effects::OriginPeriodDestinationPeriod, Effects::None];
    let orders = [Order::HowMuch, Order::HowSure];
    Ok(Specification {
        covariates: Some(question.covariates.join(" + ")),
        effects: effects
            .into_iter()
            .find(|it| effects_word(*it) == question.effects)
            .unwrap_or(typed.effects),
        undirected: question.undirected,
        weak_below: question.weak_below,
        order: orders.into_iter().find(|it| order_word(*it) == question.order).unwrap_or(typed.order),
        folds: question.folds,
        seed: question.seed,
        ..typed
    })
}
