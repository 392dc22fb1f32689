//! What the gate needs beside the Rust toolchain: a browser that looks at the pages.

use std::process::Command;

use crate::Error;
use crate::process::{find, output, run};

/// Installs the Debian packages that are missing, saying so first; where it may not, names them and stops.
pub fn ensure_browser() -> Result<(), Error> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if find("apt-get").is_none() {
        return Err(format!("the tests of the pages need Chromium, its driver and a Chinese font (Debian: {names}); install them and run this again").into());
    }
    if !is_root() {
        return Err(format!("the tests of the pages need Debian packages; run\n  sudo apt-get install --no-install-recommends {names}\nand this again").into());
    }
    println!("Installing the Debian packages {names}: the tests of the pages need a browser.");
    run(&mut apt_get(&["update", "-qq"]))?;
    let mut arguments = vec!["install", "-qq", "--yes", "--no-install-recommends"];
    arguments.extend(&missing);
    run(&mut apt_get(&arguments))
}

fn missing() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if find("chromium").is_none() {
        missing.push("chromium");
    }
    if find("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    // Without the glyphs the widths of the Chinese pages are those of empty boxes.
    let fonts = output(Command::new("fc-list").arg(":lang=zh"));
    if fonts.is_ok_and(|list| list.is_empty()) || find("fc-list").is_none() {
        missing.push("fonts-wqy-zenhei");
    }
    missing
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
