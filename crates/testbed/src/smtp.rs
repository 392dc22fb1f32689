//! A mail server for tests.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::{Folder, read};
use crate::process::Process;

/// Debian's own, which knows Debian's packages; another may come first in the search path.
const PYTHON: &str = "/usr/bin/python3";

/// An SMTP server on this machine (aiosmtpd) that takes every mail and passes none on.
///
/// It ends with the test process, or when dropped.
pub struct Smtp {
    // Before the folder, so that it is dropped first.
    server: Option<Process>,
    folder: Folder,
    address: SocketAddr,
}

impl Smtp {
    /// Starts a server on a free port.
    pub fn start() -> Self {
        let installed = Command::new(PYTHON).args(["-I", "-c", "import aiosmtpd"]).output();
        let installed = installed.is_ok_and(|output| output.status.success());
        assert!(installed, "{PYTHON} has no aiosmtpd: `cargo xtask test` installs it");
        let folder = Folder::new();
        let mut command = folder.command(PYTHON);
        // Port 0 is one that is free, and twice `-d` makes the log say which.
        command.args(["-I", "-m", "aiosmtpd", "-n", "-d", "-d", "-l", "127.0.0.1:0"]);
        command.args(["-c", "aiosmtpd.handlers.Mailbox", "mail"]);
        let mut server = Process::start(&mut command, "TERM", &folder);
        let port = server.wait_for(|| said_port(&read(&folder.log())));
        Smtp { server: Some(server), folder, address: (Ipv4Addr::LOCALHOST, port).into() }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The mails so far in the order of their arrival, with the headers `X-MailFrom` and `X-RcptTo` that say
    /// what the envelope said. A mail is here as soon as its sender was told so.
    pub fn messages(&self) -> Vec<String> {
        let mails = fs::read_dir(self.folder.path().join("mail/new")).into_iter().flatten();
        let mut mails: Vec<PathBuf> =
            mails.map(|mail| mail.expect("the mails can be listed").path()).collect();
        mails.sort_by_key(|mail| arrival(mail));
        mails.iter().map(|mail| read(mail)).collect()
    }

    /// Ends the server at once, in the middle of whatever it does. Its messages can still be read.
    pub fn kill(&mut self) {
        self.server.take().expect("the server runs").kill();
    }
}

/// The port in `laddr=('127.0.0.1', 40123)`, the address of its socket in the log.
fn said_port(log: &str) -> Option<u16> {
    log.split_once("laddr=('127.0.0.1', ")?.1.split_once(')')?.0.parse().ok()
}

/// The number of a mail: 12 of `1700000000.M5P77Q12.host`, the name of a file in a maildir.
fn arrival(mail: &Path) -> Option<u64> {
    let name = mail.file_name()?.to_str()?;
    name.split('.').nth(1)?.split_once('Q')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_log_once_it_is_whole() {
        let log = "DEBUG:mail.log:server_loop = <Server sockets=(<asyncio.TransportSocket fd=6, \
                   laddr=('127.0.0.1', 40123)>,)>";
        assert_eq!(said_port(log), Some(40123));
        assert_eq!(said_port(&log[..log.len() - 8]), None);
    }

    #[test]
    fn mails_are_counted_as_they_come() {
        let name = |number| format!("/mail/new/1700000000.M5P77Q{number}.host.example");
        assert!(arrival(Path::new(&name(9))) < arrival(Path::new(&name(12))));
    }
}
