//! A PostgreSQL server for tests.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::folder::Folder;
use crate::installed;
use crate::process::Process;

/// Only part of the name of a socket: each server has its own folder.
const PORT: &str = "5432";

/// Many tests at once, each with a pool of connections.
const CONNECTIONS: &str = "max_connections=500";

/// The superuser, who needs no password: only the user of the test gets into the folder of the socket.
const SUPERUSER: &str = "postgres";

/// A PostgreSQL server, the newest installed, with its files in a temporary folder.
///
/// It listens on a socket in that folder and ends with the test process, or when dropped.
/// Run by root it belongs to the user `postgres`, because PostgreSQL refuses root.
pub struct Postgres {
    // Before the folder, so that it is dropped first.
    server: Option<Process>,
    folder: Folder,
    programs: PathBuf,
    fsync: bool,
}

impl Postgres {
    /// The server that all tests of this process share; take a [`database`](Self::database) for each.
    pub fn shared() -> &'static Postgres {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Postgres::start)
    }

    /// A server of one's own, to be killed. As the shared one, it leaves it to the system when to write to the
    /// disk: fast, and what was committed survives the end of its processes, but not of the machine.
    pub fn start() -> Self {
        Postgres::with_fsync(false)
    }

    /// A server of one's own that, if `fsync`, waits for the disk as one in use does.
    pub fn with_fsync(fsync: bool) -> Self {
        let programs = installed::programs();
        let mut postgres =
            Postgres { server: None, folder: Folder::unless_root("postgres"), programs, fsync };
        let mut initdb = postgres.program("initdb");
        initdb.args(["--pgdata=data", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync"]);
        postgres.folder.run(initdb.args(["--username", SUPERUSER]));
        postgres.start_again();
        postgres
    }

    /// Makes an empty database (UTF-8, locale C) and gives its address: `postgres://...`.
    pub fn database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut createdb = self.client("createdb");
        createdb.args(["--username", SUPERUSER, "--maintenance-db=postgres"]);
        createdb.args(["--template=template0", "--encoding=UTF8", "--locale=C"]);
        self.folder.run(createdb.arg(&name));
        format!("postgres://{SUPERUSER}@{}:{PORT}/{name}", encoded(&self.folder.path().to_string_lossy()))
    }

    /// A crash: SIGKILL to the server and all processes of its connections.
    pub fn kill(&mut self) {
        self.server.take().expect("the server runs").kill();
    }

    /// Starts the server after [`kill`](Self::kill), on the same files and addresses, and waits until it has
    /// recovered.
    pub fn start_again(&mut self) {
        assert!(self.server.is_none(), "the server still runs");
        let mut command = self.program("postgres");
        command.args(["-D", "data", "-p", PORT, "-c", "listen_addresses=", "-c", CONNECTIONS]);
        command.args(["-c", if self.fsync { "fsync=on" } else { "fsync=off" }]);
        command.arg("-k").arg(self.folder.path());
        // SIGQUIT does not wait for clients and gives back the shared memory, which SIGKILL does not.
        let mut server = Process::start(&mut command, "QUIT", &self.folder);
        server.wait_for(|| {
            let status =
                self.client("pg_isready").arg("--quiet").status().expect("it lies beside the server");
            status.success().then_some(())
        });
        self.server = Some(server);
    }

    fn program(&self, name: &str) -> Command {
        self.folder.command(self.programs.join(name))
    }

    fn client(&self, name: &str) -> Command {
        let mut command = self.program(name);
        command.args(["--port", PORT, "--host"]).arg(self.folder.path());
        command
    }
}

/// A path as the host of an address, where a slash would end it.
fn encoded(path: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    path.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_folder_becomes_the_host_of_an_address() {
        assert_eq!(encoded("/a/b-C.3"), "%2Fa%2Fb-C.3");
        assert_eq!(encoded("/Übung @1"), "%2F%C3%9Cbung%20%401");
    }
}
