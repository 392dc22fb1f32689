//! What the gate needs beside the Rust toolchain: a browser, a judge of accessibility, a database server and a
//! mail server.

mod axe;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;
use crate::process::{find, find_all, output, run};

/// A Debian package, what it is for, and how to see whether this machine has what it brings.
struct Package {
    name: &'static str,
    purpose: &'static str,
    is_there: fn() -> bool,
}

const PACKAGES: [Package; 6] = [
    Package {
        name: "chromium",
        purpose: "a browser, to look at the pages",
        is_there: || find("chromium").is_some(),
    },
    Package {
        name: "chromium-driver",
        purpose: "to tell the browser what to do",
        is_there: || find("chromedriver").is_some(),
    },
    Package {
        name: "fonts-wqy-zenhei",
        purpose: "Chinese glyphs: without them the widths of the Chinese pages are those of empty boxes",
        is_there: has_chinese_font,
    },
    Package {
        name: "postgresql",
        purpose: "a database server (PostgreSQL 15 or newer), to keep the register in",
        is_there: has_postgres,
    },
    Package {
        name: "python3-aiosmtpd",
        purpose: "a mail server, to receive what the register sends",
        is_there: has_aiosmtpd,
    },
    Package {
        name: "curl",
        purpose: "to fetch axe-core, which judges how accessible the pages are",
        is_there: || find("curl").is_some(),
    },
];

/// Brings what is missing, saying so first; where it may not or cannot, names it and stops.
pub fn ensure() -> Result<(), Error> {
    install()?;
    axe::ensure()
}

/// Installs the Debian packages that are missing.
fn install() -> Result<(), Error> {
    let missing: Vec<&Package> = PACKAGES.iter().filter(|package| !(package.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let needs = needs(&missing);
    if find("apt-get").is_none() {
        return Err(format!("{needs}\nInstall what these bring and run this again").into());
    }
    if !is_root() {
        let names = names.join(" ");
        let install = format!("sudo apt-get install --no-install-recommends {names}");
        return Err(format!("{needs}\nRun\n  {install}\nand this again").into());
    }
    println!("{needs}\nInstalling them.");
    run(&mut apt_get(&["update", "-qq"]))?;
    let mut arguments = vec!["install", "-qq", "--yes", "--no-install-recommends"];
    arguments.extend(names);
    run(&mut apt_get(&arguments))
}

/// The packages with their purposes, one a line.
fn needs(missing: &[&Package]) -> String {
    let lines = missing.iter().map(|package| format!("\n  {}: {}", package.name, package.purpose));
    format!("the tests need Debian packages that are not installed:{}", lines.collect::<String>())
}

fn has_chinese_font() -> bool {
    output(Command::new("fc-list").arg(":lang=zh")).is_ok_and(|list| !list.is_empty())
}

/// The places where the crate `testbed` looks for a server, and the oldest version it takes.
fn has_postgres() -> bool {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = debian.map(|version| version.path().join("bin/postgres"));
    find_all("postgres").into_iter().chain(debian).filter_map(postgres_version).any(|version| version >= 15)
}

/// 15 of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn postgres_version(server: PathBuf) -> Option<u32> {
    let line = output(Command::new(server).arg("--version")).ok()?;
    let number = line.strip_prefix("postgres (PostgreSQL) ")?;
    number.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

/// Debian's own Python, which knows Debian's packages; another may come first in the search path.
fn has_aiosmtpd() -> bool {
    let python = Path::new("/usr/bin/python3");
    let import = Command::new(python).args(["-I", "-c", "import aiosmtpd"]).output();
    import.is_ok_and(|output| output.status.success())
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
