//! `cargo xtask demo`: the first command of a newcomer.

use std::fs;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::process::{self, cargo, command, root};

/// Examples of a register, with where each is served.
const EXAMPLES: [(&str, &str); 2] = [("exercise", "127.0.0.1:8080"), ("volga-yangtze", "127.0.0.1:8081")];

/// Builds with the profile `demo`, writes the reports, makes both examples, says where to look; at a terminal it serves
/// them until Ctrl-C.
pub fn run(arguments: &[String]) -> Result<(), Error> {
    let serves = match arguments {
        [] => std::io::stdout().is_terminal(),
        [word] if word == "--no-serve" => false,
        _ => return Err("demo takes nothing, or --no-serve".into()),
    };
    process::run(&mut cargo(&["build", "--profile", "demo"]))?;
    process::run(&mut command(process::binary("demo"), &["demo", "--out", "demo"]))?;
    println!("\nReports, to open in a browser:");
    for language in ["en", "zh", "ru"] {
        println!("  {}", root().join(format!("demo/index.{language}.html")).display());
    }
    let folders: Vec<PathBuf> =
        EXAMPLES.iter().map(|(name, _)| example(name)).collect::<Result<_, Error>>()?;
    if serves {
        return serve(&folders);
    }
    tell(&folders);
    Ok(())
}

/// A register made anew of an example.
fn example(name: &str) -> Result<PathBuf, Error> {
    let folder = root().join("demo/registers").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut init = command(process::binary("demo"), &["init"]);
    process::run(init.arg(&folder).args(["--example", name]))?;
    Ok(folder)
}

/// How to serve them.
fn tell(folders: &[PathBuf]) {
    println!("\nRegisters; this serves one of them, and prints a login for each role:");
    for (folder, (_, address)) in folders.iter().zip(EXAMPLES) {
        println!(
            "  {} serve --demo-logins --bind {address} --register {}",
            process::binary("demo").display(),
            folder.display()
        );
    }
}

/// Serves all of them until Ctrl-C, which reaches them as it reaches this.
fn serve(folders: &[PathBuf]) -> Result<(), Error> {
    println!("\nServing until Ctrl-C; open one of these addresses:");
    let start = |(folder, (_, address)): (&Path, (&str, &str))| {
        let mut serve = command(process::binary("demo"), &["serve", "--demo-logins", "--bind", address]);
        serve.arg("--register").arg(folder).spawn()
    };
    let all = folders.iter().map(PathBuf::as_path).zip(EXAMPLES).map(start);
    for mut server in all.collect::<Result<Vec<_>, _>>()? {
        server.wait()?;
    }
    Ok(())
}
