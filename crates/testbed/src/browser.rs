//! A browser for tests: headless Chromium, told what to do by its driver.

mod act;
mod axe;
mod look;
mod session;
mod setup;

use std::process::Command;

use serde_json::{Value, json};

pub use axe::Violation;
pub use look::Cookie;
pub use setup::Setup;

use crate::folder::{Folder, read};
use crate::process::Process;
use session::{Refusal, Session};

/// One window of a browser nobody has used yet, at work until it is dropped or the test process ends.
///
/// What it cannot do is a panic that says where it is and what the page shows.
pub struct Browser {
    setup: Setup,
    session: Session,
    // Before the folder, so that it is dropped first.
    _driver: Process,
    _folder: Folder,
}

impl Browser {
    /// Starts driver and browser.
    pub fn start(setup: Setup) -> Self {
        let installed = Command::new("chromedriver").arg("--version").output();
        assert!(installed.is_ok(), "there is no chromedriver: `cargo xtask test` installs it");
        let folder = Folder::new();
        let mut command = folder.command("chromedriver");
        // Port 0 is one that is free; what driver and browser leave in a temporary folder goes with ours.
        command.arg("--port=0").env("TMPDIR", folder.path());
        let mut driver = Process::start(&mut command, "TERM", &folder);
        let port = driver.wait_for(|| said_port(&read(&folder.log())));
        let session = Session::start(port, &setup.capabilities(&folder.path().join("profile")));
        let session = session.unwrap_or_else(|refusal| panic!("{refusal}:\n{}", read(&folder.log())));
        Browser { setup, session, _driver: driver, _folder: folder }
    }

    /// Opens an address and waits until it is loaded.
    pub fn open(&self, address: &str) {
        expect(self.session.post("url", &json!({ "url": address })), || format!("{address} does not open"));
    }

    /// The value of the body of a function, run in the page, also where the page's own scripts are blocked.
    /// A promise is waited for; where scripts are blocked, one that needs a timer is never kept.
    pub fn evaluate(&self, script: &str) -> Value {
        self.evaluate_with(script, &json!([]))
    }

    /// The same, of a function that is given `arguments`.
    fn evaluate_with(&self, script: &str, arguments: &Value) -> Value {
        let answer = self.session.post("execute/sync", &json!({ "script": script, "args": arguments }));
        expect(answer, || format!("a script of the test fails on {}", self.url()))
    }
}

/// What the driver answers, which must not be a refusal.
fn expect(answer: Result<Value, Refusal>, otherwise: impl FnOnce() -> String) -> Value {
    answer.unwrap_or_else(|refusal| panic!("{}: {refusal}", otherwise()))
}

/// The port in "ChromeDriver was started successfully on port 40123."; a line before it names the port asked
/// for, 0.
fn said_port(log: &str) -> Option<u16> {
    log.split_once("successfully on port ")?.1.split_once('.')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::said_port;

    #[test]
    fn the_port_is_read_from_the_log_once_it_is_whole() {
        let log =
            "Starting ChromeDriver 1.0 on port 0\nChromeDriver was started successfully on port 40123.\n";
        assert_eq!(said_port(log), Some(40123));
        assert_eq!(said_port(&log[..log.len() - 2]), None);
    }
}
