//! `counterpart serve`: the register in a browser.

mod reach;
mod set_up;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use register::entry::sha256;
use store::{Documents, Store};
use tokio::net::TcpListener;
use tokio::sync::mpsc::Sender;

use self::reach::Reach;
use crate::desk::{self, Mail};
use crate::error::Failure;
use crate::{example, mail, output, server_key};

/// Arguments of `counterpart serve`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the register [default: $COUNTERPART_REGISTER, or the current folder]
    #[arg(long, value_name = "DIR")]
    register: Option<PathBuf>,
    #[command(flatten)]
    reach: Reach,
    /// Keep to this database instead of the one in counterpart.toml: sqlite:FILE or postgres://USER@HOST/DATABASE
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// There is no register yet: ask in the browser what it begins with, then serve it
    #[arg(long, conflicts_with = "demo_logins")]
    set_up: bool,
    /// Give the users of an example new passwords and show them on the login page; on this machine only
    #[arg(long)]
    demo_logins: bool,
}

/// What is wrong with how to serve.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{bind} cannot be listened at")]
    Bind {
        bind: SocketAddr,
        #[source]
        source: std::io::Error,
    },
    #[error("{folder} is no example, or {bind} can be reached from other machines", folder = .folder.display())]
    NoDemo { folder: PathBuf, bind: SocketAddr },
    #[error("the server stopped")]
    Serve(#[source] std::io::Error),
}

impl diagnostic::Explain for Error {
    fn kind(&self) -> diagnostic::Kind {
        match self {
            Error::NoDemo { .. } => diagnostic::Kind::Command,
            Error::Bind { .. } | Error::Serve(_) => diagnostic::Kind::System,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Bind { .. } => "bind",
            Error::NoDemo { .. } => "no-demo",
            Error::Serve(_) => "serve",
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Bind { source, .. } | Error::Serve(source) => vec![source.to_string()],
            Error::NoDemo { .. } => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let advice = match self {
            Error::Bind { .. } => "give another address with --bind, such as 127.0.0.1:8081",
            Error::NoDemo { .. } => {
                "make one with counterpart init DIR --example exercise, and serve it at 127.0.0.1"
            }
            Error::Serve(_) => return Vec::new(),
        };
        vec![advice.to_owned()]
    }
}

/// Serves until Ctrl-C.
pub fn run(args: &Args) -> Result<(), Failure> {
    let folder = desk::folder(args.register.as_ref());
    if args.set_up && folder.join("counterpart.toml").exists() {
        return Err(store::Error::Occupied.into());
    }
    let mut config = if args.set_up { desk::Config::default() } else { desk::config(&folder)? };
    if let Some(database) = &args.database {
        config.database = Some(database.clone());
    }
    let public_url = args.reach.public_url()?;
    let tls = args.reach.tls()?;
    // A clock that cannot be read is told now and not at the first page.
    desk::now()?;
    desk::run_on_all_processors(async {
        let listener = TcpListener::bind(args.reach.bind).await;
        let listener = listener.map_err(|source| Error::Bind { bind: args.reach.bind, source })?;
        let mut listener = listener;
        let here = listener.local_addr().map_err(Error::Serve)?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let public_url = public_url.unwrap_or_else(|| format!("{scheme}://{here}"));
        let reach = web::Reach { tls, proxy: args.reach.behind_proxy };
        if args.set_up && !set_up::run(&folder, &config, &public_url, &reach, &mut listener).await? {
            return Ok(());
        }
        let store = Store::open(&desk::database_url(&folder, &config)).await?;
        let demo_logins =
            if args.demo_logins { demo_logins(&folder, args.reach.bind, &store).await? } else { Vec::new() };
        let settings = web::Settings {
            store,
            documents: Documents::at(&folder.join("documents")),
            key: server_key::read(&folder)?,
            clock: || desk::now().expect("the clock was read when the server began"),
            public_url,
            reach,
            log: output::say,
            letters: config.mail.clone().map(letters).transpose()?,
            demo_logins,
        };
        output::say(&format!("{scheme}://{here}"));
        for login in &settings.demo_logins {
            let web::DemoLogin { account, password, .. } = login;
            output::say(&format!("  {account:<20} {password}"));
        }
        web::serve(settings, listener, output::ended()).await.map_err(Error::Serve)?;
        Ok(())
    })
}

/// Letters wait here to be sent, so that no page waits for a mail server.
const LETTERS_WAITING: usize = 64;

/// Sends the letters that pages write, one after the other; what fails is told to whoever runs the server.
fn letters(mail: Mail) -> Result<Sender<web::Letter>, Failure> {
    let transport = mail::transport(&mail)?;
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<web::Letter>(LETTERS_WAITING);
    std::thread::spawn(move || {
        while let Some(letter) = receiver.blocking_recv() {
            if let Err(error) = mail::send(&mail, &transport, &letter) {
                output::say(&error.to_string());
            }
        }
    });
    Ok(sender)
}

/// New passwords for the users of an example: each role of each side once.
async fn demo_logins(folder: &Path, bind: SocketAddr, store: &Store) -> Result<Vec<web::DemoLogin>, Failure> {
    let tokens = example::tokens(folder).filter(|_| bind.ip().is_loopback());
    let tokens = tokens.ok_or_else(|| Error::NoDemo { folder: folder.to_owned(), bind })?;
    let mut logins: Vec<web::DemoLogin> = Vec::new();
    for token in tokens {
        let actor = store.read().await?.actor(&sha256(token.as_bytes())).await?;
        if logins.iter().any(|known| known.roles == actor.roles && known.side == actor.side) {
            continue;
        }
        let password = server_key::token()[..16].to_owned();
        store.set_first_password(&token, &password, desk::now()?).await?;
        let account = actor.user.key().to_owned();
        logins.push(web::DemoLogin { account, roles: actor.roles, side: actor.side, password });
    }
    Ok(logins)
}
