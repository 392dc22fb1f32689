//! `story.csv`: who did what on which day.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use register::act::{Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::kind::kind_or_plural;
use register::table;
use register::text::TextState;
use register::value::Input;
use sheets::{Reading, import};
use store::{Documents, Transaction};

use super::{Files, Token, actor, complete_users};
use crate::commands::{all, failed};
use crate::error::Failure;
use crate::evidence::{Specification, run};

/// Links that get a sensitivity in the runs of an example.
const SHOWN: usize = 6;

/// One line.
pub struct Step {
    /// Row of the file, for messages.
    row: usize,
    /// When.
    pub at: Timestamp,
    user: String,
    act: String,
    what: String,
    reason: Option<String>,
    set: String,
}

/// The steps, in order.
pub fn read(files: &Files) -> Result<Vec<Step>, Failure> {
    let rows = files.rows("story.csv")?;
    let mut steps = Vec::new();
    for (k, record) in rows.iter().enumerate().skip(1) {
        let cell = |column: usize| record.get(column).unwrap_or_default().trim().to_owned();
        let day = match cell(0).parse::<i32>() {
            Ok(days) => files.day(days).to_string(),
            Err(_) => cell(0),
        };
        let broken = |_| store::Error::Archive {
            path: "story.csv".into(),
            why: format!("row {}: {day} is no day", k + 1),
        };
        // Nine in the morning, and the order of the file within a day.
        let at: Timestamp = format!("{day}T09:00:00Z").parse().map_err(broken)?;
        let reason = Some(cell(4)).filter(|reason| !reason.is_empty());
        steps.push(Step { row: k + 1, at, user: cell(1), act: cell(2), what: cell(3), reason, set: cell(5) });
    }
    Ok(steps)
}

impl Step {
    /// Does it.
    pub async fn run(
        &self,
        transaction: &mut Transaction,
        documents: &Documents,
        files: &Files,
        tokens: &[Token],
    ) -> Result<(), Failure> {
        let who = actor(transaction, tokens, &self.user).await.map_err(|failure| self.named(failure))?;
        if self.act == "import" {
            self.import(transaction, &who, files).await?;
            return complete_users(transaction, files, tokens, self.at).await;
        }
        if self.act == "simulate" {
            return self.simulate(transaction, &who, documents, files).await;
        }
        if self.act == "analyse" {
            let done = self.analyse(transaction, &who, documents, files).await;
            return done.map_err(|failure| self.named(failure));
        }
        for address in self.what.split(';').map(str::trim) {
            let request = self.request(address).map_err(|failure| self.named(failure))?;
            for request in request {
                transaction.act(&who, &request).await.map_err(|error| self.named(error.into()))?;
            }
        }
        Ok(())
    }

    /// Makes the dataset that the line describes, of flows that are simulated.
    async fn simulate(
        &self,
        transaction: &mut Transaction,
        who: &Actor,
        documents: &Documents,
        files: &Files,
    ) -> Result<(), Failure> {
        let channel = self.setting("channel").unwrap_or_default();
        let table = super::trade::table(files, channel, self.day())?;
        let sha256 = documents.keep(&flows::parquet(&table))?;
        let mut requests = self.request(&self.what)?;
        for request in &mut requests {
            request.wish = Wish::Create;
            request.inputs.insert("sha256", Input::Plain(sha256.clone()));
            transaction.act(who, request).await.map_err(|error| self.named(error.into()))?;
        }
        Ok(())
    }

    /// Runs the analysis that the line asks for, as the command does: `dataset=D-1`, and `since_day=-303` for the quarters
    /// from that of this day on.
    async fn analyse(
        &self,
        transaction: &mut Transaction,
        who: &Actor,
        documents: &Documents,
        files: &Files,
    ) -> Result<(), Failure> {
        let address = Address::parse(&self.what)?;
        let dataset = Address::parse(&format!("dataset/{}", self.setting("dataset").unwrap_or_default()))?;
        let since = self.setting("since_day").and_then(|days| days.parse().ok());
        let specification = Specification {
            since: since.map(|days| super::trade::quarter(files.day(days))),
            shown: SHOWN,
            ..Specification::default()
        };
        let asked = run::ask(transaction, who, &dataset, specification, None, self.at).await?;
        let finished = asked.run(documents, 0, &|_| ())?;
        finished.keep(transaction, who, documents, Some(address)).await?;
        Ok(())
    }

    /// The day of the line.
    fn day(&self) -> jiff::civil::Date {
        self.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
    }

    /// What the line sets.
    fn setting(&self, name: &str) -> Option<&str> {
        self.set.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix('='))
    }

    /// Says which row of the story it was.
    fn named(&self, mut failure: Failure) -> Failure {
        for problem in &mut failure.report.problems {
            problem
                .causes
                .push(format!("story.csv, row {}: {} {} {}", self.row, self.user, self.act, self.what));
        }
        failure
    }

    async fn import(&self, transaction: &mut Transaction, who: &Actor, files: &Files) -> Result<(), Failure> {
        let plural = self.what.trim_end_matches(".csv");
        let plural = plural.split_once('-').map_or(plural, |(plural, _)| plural);
        let kind =
            kind_or_plural(plural).ok_or_else(|| register::Error::UnknownKind { name: self.what.clone() })?;
        let langs = sheets::languages(transaction).await?;
        let text = files.text(&self.what)?;
        let reading = Reading { kind, map: &BTreeMap::new(), path: Path::new(&self.what), langs: &langs };
        let sheet = reading.sheet(text.as_bytes()).map_err(failed)?;
        let rows = reading.rows(&sheet).map_err(failed)?;
        import::rows(transaction, who, kind, &rows, self.at, |_| ()).await?.map_err(all)?;
        Ok(())
    }

    /// The requests of a line: `review_text` and its like may name several languages.
    fn request(&self, address: &str) -> Result<Vec<Request>, Failure> {
        let address = Address::parse(address)?;
        let mut requests = Vec::new();
        let lines = self.set.lines().map(str::trim).filter(|line| !line.is_empty());
        match self.act.as_str() {
            "review_text" | "authenticate_text" => {
                for line in lines {
                    let (field, lang) = line.split_once('.').unwrap_or((line, ""));
                    let (field, lang) = (field.to_owned(), lang.to_owned());
                    let review = self.act == "review_text";
                    let wish = if review {
                        Wish::Review { field, lang }
                    } else {
                        Wish::Authenticate { field, lang }
                    };
                    requests.push(Request::new(address.clone(), wish, self.at));
                }
            }
            act => {
                let wish = match act.split_once(':') {
                    Some(("take_back", act)) => Wish::TakeBack(act.to_owned()),
                    _ if act == "amend" => Wish::Amend,
                    _ if act == "translate" || act == "machine_text" => Wish::Translate,
                    _ => Wish::Take(act.to_owned()),
                };
                let mut request = Request::new(address.clone(), wish, self.at);
                request.reason.clone_from(&self.reason);
                let mut cells = Vec::new();
                for line in lines {
                    let (name, value) = line.split_once('=').unwrap_or((line, ""));
                    let unknown = || register::Error::UnknownField {
                        kind: address.kind().name,
                        field: name.to_owned(),
                    };
                    cells.push((table::column(address.kind(), name).ok_or_else(unknown)?, value.to_owned()));
                }
                request.inputs = table::inputs(&cells);
                if act == "machine_text" {
                    for input in request.inputs.values_mut() {
                        if let Input::Texts(texts) = input {
                            for (_, state) in texts.values_mut() {
                                *state = TextState::Machine;
                            }
                        }
                    }
                }
                requests.push(request);
            }
        }
        Ok(requests)
    }
}
