//! A server as a child process that does not outlive the test.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::folder::{Folder, read};

/// No server takes a fraction of this to start or to end.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// Its standard input is a pipe from the test and closes when the test process ends, also by panic, `exit` or
/// SIGKILL, when no destructor runs. Then it ends the server `$2` and all of its process group (the browser of a
/// driver) with the signal `$1` and removes the folder `$3`, again until nothing more is written into it.
const WATCHDOG: &str = r#"
read -r nothing
kill -s "$1" -- "-$2"
for attempt in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf "$3" && break
    sleep 1
done
"#;

/// A running server and its watchdog.
pub struct Process {
    server: Child,
    watchdog: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a command of the folder, which `signal` (`TERM`, `QUIT`) will end; the folder goes with it.
    pub fn start(command: &mut Command, signal: &str, folder: &Folder) -> Self {
        // In a process group of their own, neither gets the Ctrl-C meant for the test.
        let server = command.stdin(Stdio::null()).process_group(0).spawn();
        let server = server.unwrap_or_else(|error| panic!("{command:?} cannot start: {error}"));
        let mut watchdog = folder.command("sh");
        watchdog.args(["-c", WATCHDOG, "watchdog", signal, &server.id().to_string()]).arg(folder.path());
        let watchdog = watchdog.stdin(Stdio::piped()).process_group(0).spawn();
        Process { server, watchdog: watchdog.expect("`sh` is on every Unix"), log: folder.log() }
    }

    /// Asks until there is an answer. A server that ends meanwhile is a panic that shows its log.
    pub fn wait_for<T>(&mut self, mut ask: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            let ended = self.server.try_wait().expect("a child can be asked");
            if let Some(answer) = ask() {
                return answer;
            }
            let late = start.elapsed() > PATIENCE;
            assert!(ended.is_none() && !late, "the server does not start:\n{}", read(&self.log));
            sleep(PAUSE);
        }
    }

    /// SIGKILL to the server and all its children, and waits until none of them is left.
    pub fn kill(mut self) {
        self.watchdog.kill().and_then(|()| self.watchdog.wait()).expect("the watchdog is ours to end");
        let children = children(self.server.id());
        let family = [self.server.id()].into_iter().chain(children.iter().copied());
        let mut kill = Command::new("sh");
        kill.args(["-c", r#"kill -s KILL "$@""#, "kill"]).args(family.map(|id| id.to_string()));
        // A child may have ended by itself in this moment, which `kill` calls a failure.
        kill.stderr(Stdio::null()).status().expect("`sh` is on every Unix");
        self.server.wait().expect("a child can be waited for");
        let start = Instant::now();
        while children.iter().any(|id| is_alive(*id)) {
            assert!(start.elapsed() < PATIENCE, "processes of the server survive SIGKILL: {children:?}");
            sleep(PAUSE);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The watchdog does at once what it would do at the end of the test process.
        drop(self.watchdog.stdin.take());
        let _ = self.server.wait();
        let _ = self.watchdog.wait();
    }
}

/// The processes that a process has started; none where there is no `/proc`.
fn children(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
    ids.filter(|id| state(*id).is_some_and(|(_, of)| of == parent)).collect()
}

/// Whether a process still does something: one that has ended and was not asked how is a zombie, `Z`.
fn is_alive(id: u32) -> bool {
    state(id).is_some_and(|(state, _)| state != "Z")
}

/// State and parent of a process. Its name, before them, is in brackets and may hold any sign.
fn state(id: u32) -> Option<(String, u32)> {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let mut fields = line.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}
