//! Registers that are served.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::OnceLock;

use testbed::http::{Answer, Connection};
use testbed::{Postgres, Server};

use crate::{Run, counterpart};

/// When everything is read.
const NOW: &str = "2026-05-14T09:00:00Z";

/// The languages of the site.
pub const LANGUAGES: [&str; 3] = ["en", "zh", "ru"];

/// A register that `counterpart serve` serves on a port of its own.
pub struct Site {
    server: Server,
}

impl Site {
    /// The exercise, for all tests of this process: reading changes nothing.
    pub fn exercise() -> &'static Site {
        static SHARED: OnceLock<Site> = OnceLock::new();
        SHARED.get_or_init(|| Site::started("", "", |_| ()))
    }

    /// The exercise in a database of PostgreSQL.
    pub fn exercise_on_postgres() -> Self {
        Site::started(&Postgres::shared().database(), "", |_| ())
    }

    /// The exercise under a public address, which a server in front makes.
    pub fn exercise_at(public_url: &str) -> Self {
        Site::started("", &format!("{public_url} --behind-proxy 127.0.0.1"), |_| ())
    }

    /// The exercise with something more in its folder `register`.
    pub fn exercise_with(more: impl FnOnce(&Path)) -> Self {
        Site::started("", "", more)
    }

    fn started(database: &str, public_url: &str, more: impl FnOnce(&Path)) -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_counterpart"));
        let server = Server::start(program, |folder, command| {
            let init = format!("init register --example exercise{}", option("--database", database));
            done(folder, "", &init.split(' ').collect::<Vec<_>>());
            more(folder);
            let serve =
                format!("serve --register register --bind 127.0.0.1:0{}", option("--public-url", public_url));
            command.args(serve.split(' ')).env("COUNTERPART_NOW", NOW);
        });
        Site { server }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The full address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    /// What the server has said.
    pub fn log(&self) -> String {
        self.server.log()
    }

    /// Asks for a path as nobody in particular.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The body of a page that must be there.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}");
        text(&answer)
    }

    /// Asks anything; `headers` end their lines by CR LF. One of them may be `Host`.
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = if headers.starts_with("Host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address())
        };
        let request = format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n");
        let mut connection = Connection::open(self.address());
        connection.send(request.as_bytes()).expect("the server listens");
        connection.answer().unwrap_or_else(|| panic!("{method} {path}: the server hangs up"))
    }
}

/// The body of an answer.
pub fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).expect("pages are UTF-8")
}

/// The only value of a header.
pub fn header<'a>(answer: &'a Answer, name: &'a str) -> &'a str {
    let mut values = answer.header(name);
    let value = values.next().unwrap_or_else(|| panic!("no {name} in {:?}", answer.headers));
    assert!(values.next().is_none(), "{name} comes twice in {:?}", answer.headers);
    value
}

/// Runs the program in a folder for a user of the register there.
pub fn run(folder: &Path, user: &str, arguments: &[&str]) -> Run {
    let mut command = counterpart();
    command.current_dir(folder).args(arguments).env_remove("COUNTERPART_TOKEN");
    command.env("COUNTERPART_NOW", NOW).env("COUNTERPART_REGISTER", "register");
    if !user.is_empty() {
        let token = std::fs::read_to_string(folder.join(format!("register/tokens/{user}.token")));
        command.env("COUNTERPART_TOKEN", token.unwrap_or_else(|_| panic!("there is no user {user}")));
    }
    command.output().expect("the program runs").into()
}

/// The output of a run that must succeed.
pub fn done(folder: &Path, user: &str, arguments: &[&str]) -> String {
    let run = run(folder, user, arguments);
    assert_eq!(run.code, Some(0), "{user}: {arguments:?}\n{}", run.stderr);
    run.stdout
}

fn option(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" {name} {value}") }
}
