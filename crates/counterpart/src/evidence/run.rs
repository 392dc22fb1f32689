//! A run of an analysis: asked of a frozen dataset, kept with its results in one transaction, or not at all.

use std::collections::BTreeMap;

use diagnostic::{Explain, Kind as ReportKind};
use gravity::FlowPanel;
use jiff::Timestamp;
use register::Side;
use register::act::{Request, Wish};
use register::actor::{Actor, Reader, audience};
use register::address::Address;
use register::entry::Entry;
use register::kind::{Visibility, kind};
use register::text::TextState;
use register::value::{Input, Inputs};
use store::{Documents, Done, Filter, Transaction};
use weaklinks::Stage;
use words::Language;

use super::{Specification, dataset, results};
use crate::error::Failure;

/// What a run is asked of.
pub struct Asked {
    /// The dataset.
    pub dataset: Entry,
    /// The regions of the register.
    pub regions: Vec<Entry>,
    /// The question.
    pub specification: Specification,
    /// Who may see the run; as the dataset when not given.
    pub visibility: Option<Visibility>,
    /// When.
    pub at: Timestamp,
}

/// A run that is done and not yet kept.
pub struct Finished {
    asked: Asked,
    file: Vec<u8>,
    covariates: Vec<String>,
}

/// What can be wrong with what is asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No region of a side is in the table.
    #[error("no region of side {side} is in the data")]
    NoRegions {
        /// The side.
        side: Side,
        /// Some codes of the table.
        codes: Vec<String>,
    },
}

impl Explain for Error {
    fn kind(&self) -> ReportKind {
        ReportKind::Data
    }

    fn code(&self) -> &'static str {
        "no-regions"
    }

    fn causes(&self) -> Vec<String> {
        let Error::NoRegions { codes, .. } = self;
        vec![format!("the data have regions such as {}", codes.join(", "))]
    }

    fn remedy(&self) -> Vec<String> {
        vec!["give the regions of the register the codes that the data use, such as codes=iso:RU-SAR".into()]
    }
}

/// Looks up what a run needs.
pub async fn ask(
    transaction: &mut Transaction,
    actor: &Actor,
    address: &Address,
    specification: Specification,
    visibility: Option<Visibility>,
    at: Timestamp,
) -> Result<Asked, Failure> {
    let reader = Reader::Member(actor.side);
    let dataset = crate::desk::must_see(transaction, reader, address).await?;
    let filter = Filter { kind: kind("region"), ..Filter::default() };
    let regions = transaction.list(reader, &filter).await?;
    Ok(Asked { dataset, regions, specification, visibility, at })
}

impl Asked {
    /// Makes the run without results, in a transaction that is then let go: nobody waits for a run that is refused.
    pub async fn rehearse(
        &self,
        transaction: &mut Transaction,
        actor: &Actor,
        address: Option<Address>,
    ) -> Result<(), Failure> {
        let address = match address {
            Some(address) => address,
            None => transaction.next_key(kind("analysis_run").expect("runs exist")).await?,
        };
        transaction.act(actor, &self.request(address, &[], &"0".repeat(64))).await?;
        Ok(())
    }

    /// Runs the analysis; nothing of it is kept yet.
    pub fn run(
        self,
        documents: &Documents,
        threads: usize,
        progress: &(dyn Fn(Stage) + Sync),
    ) -> Result<Finished, Failure> {
        let found = dataset::evidence(&self.dataset, documents, &self.regions, &self.specification)?;
        let sides = self.sides(&found.panel)?;
        let amounts = matches!(self.dataset.plain("channel"), Some("trade" | "investment"));
        let plan = self.specification.plan(&found.panel, sides, amounts, threads);
        let analysis = weaklinks::run(&found.panel, &plan, progress)?;
        let sha256 = self.dataset.plain("sha256").unwrap_or_default();
        let file = results::file(&analysis, self.dataset.address.key(), sha256, found.n_rows, &found.dropped);
        Ok(Finished { asked: self, file, covariates: analysis.question.covariates })
    }

    /// The regions of both sides that are in the panel.
    fn sides(&self, panel: &FlowPanel) -> Result<[Vec<u32>; 2], Failure> {
        let mut sides = [Vec::new(), Vec::new()];
        let mut faults = Vec::new();
        for (side, codes) in Side::BOTH.into_iter().zip(&mut sides) {
            let of_side = |name: &String| {
                self.regions.iter().any(|region| region.side == Some(side) && region.address.key() == name)
            };
            let found = panel.regions.iter().enumerate().filter(|(_, name)| of_side(name));
            codes.extend(found.filter_map(|(k, _)| u32::try_from(k).ok()));
            if codes.is_empty() {
                let codes = panel.regions.iter().take(5).cloned().collect();
                faults.push(Error::NoRegions { side, codes });
            }
        }
        if faults.is_empty() { Ok(sides) } else { Err(Failure::of_all(faults)) }
    }

    /// The act that makes the entry of the run.
    fn request(&self, address: Address, covariates: &[String], sha256: &str) -> Request {
        let mut request = Request::new(address, Wish::Create, self.at);
        let plain = |text: &str| Input::Plain(text.to_owned());
        let specification = self.specification.options(covariates);
        request.inputs = Inputs::from([
            ("title", self.title()),
            ("dataset", plain(&self.dataset.address.to_string())),
            ("specification", plain(&specification)),
            ("seed", plain(&self.specification.seed.to_string())),
            ("program", plain(concat!("counterpart ", env!("CARGO_PKG_VERSION")))),
            ("data_sha256", plain(self.dataset.plain("sha256").unwrap_or_default())),
            ("sha256", plain(sha256)),
        ]);
        request.visibility = Some(self.visibility.unwrap_or_else(|| audience(&self.dataset).visibility()));
        request
    }

    /// The title of the dataset, and that these are its weak links, in each language that the interface speaks.
    fn title(&self) -> Input {
        let titles = Language::ALL.into_iter().filter_map(|lang| {
            let dataset = self.dataset.text("title", lang.code()).filter(|text| text.lang == lang.code())?;
            let mut arguments = vec![("dataset", dataset.text.to_owned().into())];
            let key = match (&self.specification.since, &self.specification.until) {
                (None, None) => "evidence-run-title",
                (since, until) => {
                    arguments.push(("since", since.clone().unwrap_or_default().into()));
                    arguments.push(("until", until.clone().unwrap_or_default().into()));
                    "evidence-run-title-periods"
                }
            };
            Some((lang.code().to_owned(), (lang.tell(key, &arguments), TextState::Draft)))
        });
        let mut titles: BTreeMap<_, _> = titles.collect();
        if titles.is_empty() {
            let key = self.dataset.address.key().to_owned();
            let title = Language::En.tell("evidence-run-title", &[("dataset", key.into())]);
            titles.insert("en".to_owned(), (title, TextState::Draft));
        }
        Input::Texts(titles)
    }
}

impl Finished {
    /// Keeps the run: its file beside the database, its rows and its entry in one transaction. Without a key it gets the
    /// next free one.
    pub async fn keep(
        self,
        transaction: &mut Transaction,
        actor: &Actor,
        documents: &Documents,
        address: Option<Address>,
    ) -> Result<Done, Failure> {
        let address = match address {
            Some(address) => address,
            None => transaction.next_key(kind("analysis_run").expect("runs exist")).await?,
        };
        documents.keep(&self.file)?;
        let sha256 = transaction.keep_result(&self.file).await?;
        let request = self.asked.request(address, &self.covariates, &sha256);
        Ok(transaction.act(actor, &request).await?)
    }
}
