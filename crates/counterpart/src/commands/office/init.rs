//! `counterpart init`: a new register, empty or with an example.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use register::Side;
use register::entry::sha256;
use register::foundation::{Administrator, Foundation, Member};
use register::value::{Input, Inputs};
use store::{Documents, Store};

use crate::commands::json;
use crate::demo::Facts;
use crate::desk;
use crate::error::{Error, Failure};
use crate::example::{Example, write_tokens};
use crate::{output, server_key};
use words::Language;

/// Arguments of `counterpart init`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder for the register; made when it does not exist
    folder: PathBuf,
    /// Fill it with an example
    #[arg(long, value_enum)]
    example: Option<Example>,
    /// Keep it elsewhere than in an SQLite file in the folder: postgres://USER@HOST/DATABASE
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Name of the mechanism
    #[arg(long)]
    name: Option<String>,
    /// Name of side A
    #[arg(long, value_name = "NAME")]
    side_a: Option<String>,
    /// Name of side B
    #[arg(long, value_name = "NAME")]
    side_b: Option<String>,
    /// Members of side A by their ISO 3166-2 codes: CN-HB,CN-AH
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    members_a: Vec<String>,
    /// Members of side B by their ISO 3166-2 codes: RU-SAR,RU-TA
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    members_b: Vec<String>,
    /// Languages of its texts
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',', default_value = "en,zh,ru")]
    languages: Vec<String>,
    /// Name of the administrator of side A, who sits at this desk
    #[arg(long, value_name = "NAME")]
    administrator_a: Option<String>,
    /// Name of the administrator of side B, who enrols at his own
    #[arg(long, value_name = "NAME")]
    administrator_b: Option<String>,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Language of texts, and of the names given above
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
}

/// Makes the register: all of it or nothing.
pub fn run(args: &Args) -> Result<(), Failure> {
    if args.folder.join("counterpart.toml").exists() {
        return Err(store::Error::Occupied.into());
    }
    let foundation = if args.example.is_none() { Some(asked(args)?) } else { None };
    desk::run(async {
        let now = desk::now()?;
        let database = args.database.as_deref();
        let said =
            made(&args.folder, database, async |store| fill(args, store, foundation, now).await).await?;
        said.tell(args)
    })
}

/// Makes the database and fills it, or leaves nothing.
async fn made<T>(
    folder: &Path,
    database: Option<&str>,
    fill: impl AsyncFnOnce(&Store) -> Result<T, Failure>,
) -> Result<T, Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|source| Error::NotWritable { path: folder.to_owned(), source })?;
    let config = desk::Config { database: database.map(str::to_owned), mail: None };
    let store = Store::create(&desk::database_url(folder, &config)).await?;
    let filled = match fill(&store).await {
        Ok(filled) => filled,
        Err(failure) => {
            desk::give_up(folder, &config, store).await?;
            return Err(failure);
        }
    };
    store.close().await;
    write_config(folder, database)?;
    Ok(filled)
}

/// Makes the register that a form asks for; both administrators enrol with the tokens that this returns.
pub async fn found(folder: &Path, database: Option<&str>, asked: &Asked) -> Result<[String; 2], Failure> {
    let (key, now) = (server_key::generate(), desk::now()?);
    made(folder, database, async |store| {
        let tokens = [server_key::token(), server_key::token()];
        let mut transaction = store.write().await?;
        let foundation = asked.foundation(&server_key::public(&key), [&tokens[0], &tokens[1]], false, now);
        transaction.found(&foundation).await?;
        server_key::write_key(&server_key::path(folder), &key)?;
        transaction.commit().await?;
        Ok(tokens)
    })
    .await
}

/// What the person at the terminal is told.
struct Said {
    one_time: Option<String>,
    n_tokens: usize,
}

impl Said {
    fn tell(&self, args: &Args) -> Result<(), Failure> {
        let folder = args.folder.display().to_string();
        if args.json {
            let made = serde_json::json!({ "register": folder, "one_time_token_of_side_b": self.one_time });
            return Ok(output::print(&json(&made))?);
        }
        let lang = args.lang;
        let arguments = [("folder", folder.into()), ("n", self.n_tokens.into())];
        let Some(one_time) = &self.one_time else {
            return Ok(output::print(&format!("{}\n", lang.tell("office-example-made", &arguments)))?);
        };
        output::say(&lang.tell("office-made", &arguments));
        Ok(output::print(&format!("{one_time}\n"))?)
    }
}

async fn fill(
    args: &Args,
    store: &Store,
    foundation: Option<Asked>,
    now: jiff::Timestamp,
) -> Result<Said, Failure> {
    let key = server_key::generate();
    let public = server_key::public(&key);
    let mut transaction = store.write().await?;
    let said = match (args.example, foundation) {
        (Some(example), _) => {
            let documents = Documents::at(&args.folder.join("documents"));
            let tokens = example.load(&mut transaction, &documents, &public, now).await?;
            write_tokens(&args.folder, &tokens)?;
            Said { one_time: None, n_tokens: tokens.len() }
        }
        (None, Some(asked)) => {
            let (token, one_time) = (server_key::token(), server_key::token());
            transaction.found(&asked.foundation(&public, [&token, &one_time], true, now)).await?;
            server_key::write_secret(&args.folder.join("admin-a.token"), &token)?;
            Said { one_time: Some(one_time), n_tokens: 1 }
        }
        (None, None) => unreachable!("without an example the foundation was asked for"),
    };
    server_key::write_key(&server_key::path(&args.folder), &key)?;
    transaction.commit().await?;
    Ok(said)
}

/// What a register begins with, as asked for.
pub struct Asked {
    /// Of the mechanism.
    pub name: Input,
    pub sides: [Input; 2],
    /// Names of the administrators.
    pub administrators: [String; 2],
    pub languages: Vec<String>,
    pub members: Vec<Member>,
}

fn asked(args: &Args) -> Result<Asked, Failure> {
    let questions = [
        ("--name", &args.name, "office-ask-name"),
        ("--side-a", &args.side_a, "office-ask-side-a"),
        ("--side-b", &args.side_b, "office-ask-side-b"),
        ("--administrator-a", &args.administrator_a, "office-ask-administrator-a"),
        ("--administrator-b", &args.administrator_b, "office-ask-administrator-b"),
    ];
    let members = [(&args.members_a, Side::A), (&args.members_b, Side::B)];
    let members = members.map(|(codes, side)| members_of(codes, side).map_err(Failure::of_all));
    let [a, b] = members;
    let members = [a?, b?].concat();
    let open = questions.iter().filter(|(_, given, _)| given.is_none());
    let missing: Vec<NotAsked> = open.map(|(option, ..)| NotAsked { option }).collect();
    if !missing.is_empty() && !std::io::stdin().is_terminal() {
        return Err(Failure::of_all(missing));
    }
    let mut answers = Vec::new();
    for (option, given, key) in questions {
        answers.push(match given {
            Some(text) => text.clone(),
            None => question(args.lang, option, key)?,
        });
    }
    let [name, side_a, side_b, a, b] = <[String; 5]>::try_from(answers).expect("each question has an answer");
    let named = |text: String| texts([(args.lang.code().to_owned(), text)]);
    Ok(Asked {
        name: named(name),
        sides: [named(side_a), named(side_b)],
        administrators: [a, b],
        languages: args.languages.clone(),
        members,
    })
}

/// Asks at the terminal.
fn question(lang: Language, option: &'static str, key: &str) -> Result<String, Failure> {
    let missing = || NotAsked { option };
    let mut stderr = std::io::stderr();
    // A terminal that cannot be written to cannot be read from either.
    let _ = write!(stderr, "{} ", lang.say(key)).and_then(|()| stderr.flush());
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|_| missing())?;
    let answer = line.trim().to_owned();
    if answer.is_empty() { Err(missing().into()) } else { Ok(answer) }
}

/// Something that init must know.
#[derive(Debug, thiserror::Error)]
#[error("{option} is not given")]
struct NotAsked {
    option: &'static str,
}

impl diagnostic::Explain for NotAsked {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Command
    }

    fn code(&self) -> &'static str {
        "missing-option"
    }

    fn remedy(&self) -> Vec<String> {
        vec![format!("give {}, or run init at a terminal, where it asks", self.option)]
    }
}

/// Codes that do not come with the program.
#[derive(Debug, thiserror::Error)]
#[error("{code} is none of the codes that come with the program")]
pub struct UnknownCode {
    pub code: String,
}

impl diagnostic::Explain for UnknownCode {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Command
    }

    fn code(&self) -> &'static str {
        "unknown-region"
    }

    fn remedy(&self) -> Vec<String> {
        vec!["leave it out here, and import it with counterpart import regions".into()]
    }
}

/// Members by their codes, with names, capitals and populations from the shipped table; all unknown codes at once.
pub fn members_of(codes: &[String], side: Side) -> Result<Vec<Member>, Vec<UnknownCode>> {
    let shipped = Facts::embedded().regions.regions;
    let mut unknown = Vec::new();
    let mut members = Vec::new();
    for code in codes {
        let Some(region) = shipped.iter().find(|region| region.code == *code) else {
            unknown.push(UnknownCode { code: code.clone() });
            continue;
        };
        let level = if code.starts_with("RU-") { "federal_subject" } else { "province" };
        let mut fields = Inputs::from([
            ("level", Input::Plain(level.into())),
            ("codes", Input::Plain(format!("iso:{code}"))),
            ("population", Input::Plain(format!("{:.0}", region.population))),
            ("latitude", Input::Plain(region.capital[0].to_string())),
            ("longitude", Input::Plain(region.capital[1].to_string())),
        ]);
        let names = Language::ALL
            .map(|language| (language.code().to_owned(), region.name.in_language(language).to_owned()));
        fields.insert("title", texts(names));
        members.push(Member { side, key: code.clone(), fields });
    }
    if unknown.is_empty() { Ok(members) } else { Err(unknown) }
}

/// A text in some languages, each of them a draft.
pub fn texts(texts: impl IntoIterator<Item = (String, String)>) -> Input {
    let draft = |(lang, text)| (lang, (text, register::text::TextState::Draft));
    Input::Texts(texts.into_iter().map(draft).collect())
}

impl Asked {
    /// What is wrong with it, all at once.
    pub fn faults(&self) -> register::Errors {
        let foundation = self.foundation("", ["", ""], false, jiff::Timestamp::UNIX_EPOCH);
        register::foundation::found(&foundation).err().unwrap_or_default()
    }

    /// With the tokens of both administrators; that of side A is a one-time token unless he is present at this desk.
    fn foundation(
        &self,
        server_key: &str,
        tokens: [&str; 2],
        present: bool,
        at: jiff::Timestamp,
    ) -> Foundation {
        let administrator = |k: usize, side, token: &str, present| Administrator {
            side,
            fields: Inputs::from([("name", Input::Plain(self.administrators[k].clone()))]),
            token: sha256(token.as_bytes()),
            present,
        };
        Foundation {
            mechanism: Inputs::from([
                ("title", self.name.clone()),
                ("side_a", self.sides[0].clone()),
                ("side_b", self.sides[1].clone()),
                ("languages", Input::Plain(self.languages.join("\n"))),
                ("server_key", Input::Plain(server_key.to_owned())),
            ]),
            administrators: [
                administrator(0, Side::A, tokens[0], present),
                administrator(1, Side::B, tokens[1], false),
            ],
            members: self.members.clone(),
            at,
        }
    }
}

/// Writes the configuration; with it the folder is a register.
pub fn write_config(folder: &Path, database: Option<&str>) -> Result<(), Failure> {
    let path = folder.join("counterpart.toml");
    let mut text = String::from("# Configuration of this register: see docs/register.md.\n");
    match database {
        Some(url) => text = text + "database = " + &toml::Value::from(url).to_string() + "\n",
        None => text.push_str("# database = \"postgres://USER@HOST/DATABASE\"\n"),
    }
    text.push_str(
        "\n# [mail]\n# host = \"smtp.example.org\"\n# port = 587\n# from = \"secretariat@example.org\"\n",
    );
    std::fs::write(&path, text).map_err(|source| Error::NotWritable { path, source }.into())
}
