//! `cargo xtask demo`: the first command of a newcomer.

use crate::Error;
use crate::process::{self, cargo, command, root};

/// Builds with the profile `demo`, writes the pages to `demo/` and says where to look.
pub fn run() -> Result<(), Error> {
    process::run(&mut cargo(&["build", "--profile", "demo"]))?;
    process::run(&mut command(process::binary("demo"), &["demo", "--out", "demo"]))?;
    println!("\nOpen one of these in a browser:");
    for language in ["en", "zh", "ru"] {
        println!("  {}", root().join(format!("demo/index.{language}.html")).display());
    }
    Ok(())
}
