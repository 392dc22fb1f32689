//! axe-core, which judges how accessible pages are. Debian has no package of it; its makers publish it on npm.

use std::fs;
use std::path::Path;
use std::process::Command;

use sha2::{Digest, Sha512};

use crate::Error;
use crate::process::{run, target};

const ADDRESS: &str = "https://registry.npmjs.org/axe-core/-/axe-core-4.14.1.tgz";

/// SHA-512 of the file at this address: what the registry calls its `integrity`, in hexadecimal.
const SHA_512: &str = "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734\
                       f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5";

/// The only file of it that is needed, and where it lies in the archive.
const SCRIPT: &str = "package/axe.min.js";

/// Puts axe-core into the folder of build results, once, for the crate `testbed`.
pub fn ensure() -> Result<(), Error> {
    let folder = target().join("axe-core");
    let archive = folder.join("axe-core-4.14.1.tgz");
    if is_right(&archive) && folder.join("axe.min.js").is_file() {
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    if !is_right(&archive) {
        println!(
            "the tests need axe-core (MPL-2.0), which judges how accessible the pages are\nFetching it."
        );
        fetch(&archive)?;
    }
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(&archive).arg("-C").arg(&folder).args(["--strip-components=1", SCRIPT]);
    run(&mut tar)
}

/// Fetches the archive; what came instead of it is removed.
fn fetch(archive: &Path) -> Result<(), Error> {
    let by_hand = |why: &str| {
        let archive = archive.display();
        format!(
            "axe-core is missing: {why}\nFetch {ADDRESS}\nby other means as\n  {archive}\nand run this again"
        )
    };
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location", "--retry", "2", "--max-time", "120"]);
    run(curl.arg("--output").arg(archive).arg(ADDRESS)).map_err(|error| by_hand(&error.to_string()))?;
    if is_right(archive) {
        return Ok(());
    }
    fs::remove_file(archive)?;
    Err(by_hand("what was fetched is not what its makers published (SHA-512 differs)").into())
}

fn is_right(archive: &Path) -> bool {
    fs::read(archive).is_ok_and(|bytes| hexadecimal(&Sha512::digest(bytes)) == SHA_512)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_file_that_was_published_is_right() {
        let folder = std::env::temp_dir().join(format!("axe-{}", std::process::id()));
        fs::write(&folder, b"abc").expect("a temporary file");
        assert!(!is_right(&folder));
        fs::remove_file(&folder).expect("it was just written");
        assert!(!is_right(&folder));
        // The example of FIPS 180-4.
        assert!(hexadecimal(&Sha512::digest(b"abc")).starts_with("ddaf35a193617aba"));
        assert_eq!(SHA_512.len(), 128);
    }
}
