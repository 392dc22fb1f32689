//! The program under test as a server of pages.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use crate::folder::{Folder, read};
use crate::process::Process;

/// A program that serves pages from a temporary folder, and ends with the test process, or when dropped.
pub struct Server {
    // Before the folder, so that it is dropped first.
    _process: Process,
    folder: Folder,
    address: SocketAddr,
}

impl Server {
    /// Starts a program. `prepare` fills its folder, in which it runs, and says with which arguments; the
    /// program must print where it listens, `http://127.0.0.1:40123`, on a line of its own.
    pub fn start(program: &Path, prepare: impl FnOnce(&Path, &mut Command)) -> Self {
        let folder = Folder::new();
        let mut command = folder.command(program);
        prepare(folder.path(), &mut command);
        let mut process = Process::start(&mut command, "TERM", &folder);
        let address = process.wait_for(|| said_address(&read(&folder.log())));
        Server { _process: process, folder, address }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Everything it has said so far.
    pub fn log(&self) -> String {
        read(&self.folder.log())
    }
}

/// The address in a line that is whole.
fn said_address(log: &str) -> Option<SocketAddr> {
    log.split_once("http://")?.1.split_once('\n')?.0.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::said_address;

    #[test]
    fn the_address_is_read_once_its_line_is_whole() {
        let log = "It begins\nhttp://127.0.0.1:40123\n";
        assert_eq!(said_address(log), Some(([127, 0, 0, 1], 40123).into()));
        assert_eq!(said_address(&log[..log.len() - 1]), None);
    }
}
