//! What holds across the crates: who may depend on whom, and that the documents say what is there.

mod dependencies;
mod documents;

use std::path::Path;

/// The root of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in a folder of the root")
}
