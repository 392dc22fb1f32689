//! The two examples that come with the program: loaded as their users would have typed them, act by act.
//!
//! A folder of an example holds tables that `import` reads and `story.csv`, which says who did what on which day.
//! Days are days before today, or dates; `{-40}` in a table is the date so many days from today. So a rehearsal looks
//! the same whenever it is loaded, and every rule of the register holds on the way.

mod story;
mod trade;

use std::path::Path;

use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use register::Side;
use register::act::{Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::entry::sha256;
use register::foundation::{Administrator, Foundation};
use register::kind::kind;
use register::table;
use register::value::{Input, Inputs};
use store::{Documents, Transaction};

use crate::error::Failure;
use crate::server_key;

static VOLGA_YANGTZE: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../examples/volga-yangtze/register");
static EXERCISE: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../examples/exercise/register");

/// An example that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Example {
    /// Two invented groups of regions, three sessions, everything in every state
    Exercise,
    /// The public facts of the Volga-Yangtze mechanism, with their sources
    VolgaYangtze,
}

/// A user of an example and his token.
pub struct Token {
    /// Key of the user.
    pub user: String,
    /// The token.
    pub token: String,
}

impl Example {
    fn folder(self) -> &'static Dir<'static> {
        match self {
            Example::Exercise => &EXERCISE,
            Example::VolgaYangtze => &VOLGA_YANGTZE,
        }
    }

    /// Loads the example into a register that has just been made, and returns the tokens of its users.
    pub async fn load(
        self,
        transaction: &mut Transaction,
        documents: &Documents,
        server_key: &str,
        now: Timestamp,
    ) -> Result<Vec<Token>, Failure> {
        let files = Files { folder: self.folder(), now };
        let story = story::read(&files)?;
        let begin = story.first().map_or(now, |step| step.at).min(now);
        let mut tokens = found(transaction, &files, server_key, begin).await?;
        users(transaction, &files, begin, &mut tokens).await?;
        for step in &story {
            step.run(transaction, documents, &files, &tokens).await?;
        }
        Ok(tokens)
    }
}

/// The files of an example, with their days filled in.
pub struct Files {
    folder: &'static Dir<'static>,
    now: Timestamp,
}

impl Files {
    /// The text of a file.
    pub fn text(&self, name: &str) -> Result<String, Failure> {
        let file = self.folder.get_file(name).and_then(|file| file.contents_utf8());
        let missing =
            || store::Error::File { path: name.into(), source: std::io::ErrorKind::NotFound.into() };
        Ok(self.dated(file.ok_or_else(missing)?))
    }

    /// The rows of a CSV file: by heading.
    pub fn rows(&self, name: &str) -> Result<Vec<csv::StringRecord>, Failure> {
        let text = self.text(name)?;
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let broken = |error: csv::Error| store::Error::Archive { path: name.into(), why: error.to_string() };
        reader.records().map(|record| Ok(record.map_err(broken)?)).collect()
    }

    /// `{-40}` and `{+30}` as dates.
    fn dated(&self, text: &str) -> String {
        let mut dated = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            dated.push_str(before);
            let offset = from.find('}').and_then(|close| Some((close, from[1..close].parse::<i32>().ok()?)));
            if let Some((close, days)) = offset {
                dated.push_str(&self.day(days).to_string());
                rest = &from[close + 1..];
            } else {
                dated.push('{');
                rest = &from[1..];
            }
        }
        dated + rest
    }

    /// The date so many days from today.
    pub fn day(&self, days: i32) -> jiff::civil::Date {
        let today = self.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        today.checked_add(jiff::Span::new().days(days)).unwrap_or(today)
    }
}

/// The fields of a row, by the headings of its table.
fn inputs(kind_name: &str, headings: &csv::StringRecord, row: &csv::StringRecord) -> Inputs {
    let kind = kind(kind_name).expect("the kind exists");
    let cells = headings.iter().zip(row.iter()).filter(|(_, text)| !text.is_empty());
    let cells: Vec<_> =
        cells.filter_map(|(name, text)| Some((table::column(kind, name)?, text.to_owned()))).collect();
    table::inputs(&cells)
}

async fn found(
    transaction: &mut Transaction,
    files: &Files,
    server_key: &str,
    at: Timestamp,
) -> Result<Vec<Token>, Failure> {
    let rows = files.rows("mechanism.csv")?;
    let [headings, row, ..] = rows.as_slice() else { return Err(store::Error::Empty.into()) };
    let mut mechanism = inputs("mechanism", headings, row);
    mechanism.insert("server_key", Input::Plain(server_key.to_owned()));
    let mut tokens = Vec::new();
    let administrators = Side::BOTH.map(|side| {
        let token = server_key::token();
        let sha256 = sha256(token.as_bytes());
        tokens.push(Token { user: format!("admin-{}", side.code()), token });
        let name = Input::Plain(format!("Administrator, side {side}"));
        Administrator { side, fields: Inputs::from([("name", name)]), token: sha256, present: true }
    });
    transaction.found(&Foundation { mechanism, administrators, members: Vec::new(), at }).await?;
    Ok(tokens)
}

/// Makes the users of the example, as its administrators.
async fn users(
    transaction: &mut Transaction,
    files: &Files,
    at: Timestamp,
    tokens: &mut Vec<Token>,
) -> Result<(), Failure> {
    let rows = files.rows("users.csv")?;
    let Some((headings, rows)) = rows.split_first() else { return Ok(()) };
    let administrators =
        [actor(transaction, tokens, "admin-a").await?, actor(transaction, tokens, "admin-b").await?];
    let user = kind("user").expect("users exist");
    for row in rows {
        let key = row.get(0).unwrap_or_default();
        if tokens.iter().any(|token| token.user == key) {
            continue;
        }
        let (one_time, token) = (server_key::token(), server_key::token());
        let mut request = Request::new(Address::new(user, key)?, Wish::Create, at);
        request.inputs = inputs("user", headings, row);
        // Regions and organisations are imported by these very users, so they are named afterwards.
        for later in ["regions", "organisation", "office"] {
            request.inputs.remove(later);
        }
        request.inputs.insert("token", Input::Plain(sha256(one_time.as_bytes())));
        let side = request.inputs.get("side").cloned();
        let administrator =
            administrators.iter().find(|actor| side == Some(Input::Plain(actor.side.code().to_owned())));
        transaction.act(administrator.unwrap_or(&administrators[0]), &request).await?;
        transaction.enrol(&sha256(one_time.as_bytes()), &sha256(token.as_bytes()), at).await?;
        tokens.push(Token { user: key.to_owned(), token });
    }
    Ok(())
}

/// Gives users their regions, organisations and offices, as soon as these exist.
async fn complete_users(
    transaction: &mut Transaction,
    files: &Files,
    tokens: &[Token],
    at: Timestamp,
) -> Result<(), Failure> {
    let rows = files.rows("users.csv")?;
    let Some((headings, rows)) = rows.split_first() else { return Ok(()) };
    let user = kind("user").expect("users exist");
    for row in rows {
        let all = inputs("user", headings, row);
        for field in ["regions", "organisation", "office"] {
            let Some(input) = all.get(field) else { continue };
            let mut request =
                Request::new(Address::new(user, row.get(0).unwrap_or_default())?, Wish::Amend, at);
            request.inputs.insert(user.field(field).expect("a field of users").name, input.clone());
            let key = if all.get("side") == Some(&Input::Plain("b".into())) { "admin-b" } else { "admin-a" };
            let administrator = actor(transaction, tokens, key).await?;
            match transaction.act(&administrator, &request).await {
                // What is not there yet comes with a later table.
                Ok(_) | Err(store::Error::Refused(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
    }
    Ok(())
}

/// The actor of a user of the example.
async fn actor(transaction: &mut Transaction, tokens: &[Token], user: &str) -> Result<Actor, Failure> {
    let token = tokens.iter().find(|token| token.user == user).ok_or(store::Error::Token)?;
    Ok(transaction.actor(&sha256(token.token.as_bytes())).await?)
}

/// Writes the tokens of an example's users, one file each.
pub fn write_tokens(folder: &Path, tokens: &[Token]) -> Result<(), Failure> {
    let folder = folder.join("tokens");
    std::fs::create_dir_all(&folder).map_err(|source| store::Error::File { path: folder.clone(), source })?;
    tokens.iter().try_for_each(|token| {
        server_key::write_secret(&folder.join(format!("{}.token", token.user)), &token.token)
    })
}

/// The tokens of the users of an example, in the order of their names; `None` for a folder that holds none.
pub fn tokens(folder: &Path) -> Option<Vec<String>> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("tokens")).ok()?.flatten().map(|file| file.path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).map(|text| text.trim().to_owned());
    files.iter().map(read).collect::<Result<_, _>>().ok()
}
