//! The PostgreSQL that is installed on this machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version that the register is kept in.
const OLDEST: u32 = 15;

/// The folder with the programs of the newest server, in the search path or where Debian puts it.
pub fn programs() -> PathBuf {
    let newest = folders().filter_map(|folder| Some((version(&folder.join("postgres"))?, folder))).max();
    match newest {
        Some((version, folder)) if version >= OLDEST => folder,
        Some((version, folder)) => panic!(
            "{} holds PostgreSQL {version}, and the tests need {OLDEST} or newer (Debian 12 or newer has it)",
            folder.display()
        ),
        None => panic!("no PostgreSQL server is installed: `cargo xtask test` installs it"),
    }
}

/// Every folder that holds a server and what makes its files.
fn folders() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let named: Vec<PathBuf> = env::split_paths(&path).collect();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let all = named.into_iter().chain(debian.map(|version| version.path().join("bin")));
    // A link in the search path leads to the folder where the other programs are.
    let servers = all.filter_map(|folder| folder.join("postgres").canonicalize().ok());
    let folders = servers.filter_map(|server| Some(server.parent()?.to_owned()));
    folders.filter(|folder| folder.join("initdb").is_file())
}

fn version(server: &Path) -> Option<u32> {
    let output = Command::new(server).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

/// 15 of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, 18 of `postgres (PostgreSQL) 18beta1`.
fn major(line: &str) -> Option<u32> {
    let number = line.strip_prefix("postgres (PostgreSQL) ")?;
    number.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_version_is_read_from_what_the_server_says_of_itself() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("postgres: command not found"), None);
    }
}
