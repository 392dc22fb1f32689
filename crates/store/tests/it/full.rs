//! A disk that takes no more.

use std::process::Command;

use crate::crash::{CHILD, whole};
use crate::fixture::{Fixture, block_on, sqlite_place};

/// A limit on the size of files stands for a full disk: everybody may set one. 1 MB, in blocks of 512 bytes.
const LIMITED: &str = r#"trap "" XFSZ; ulimit -f 2000; exec "$@""#;

#[test]
fn an_sqlite_file_that_cannot_grow_keeps_what_was_committed() {
    let fixture = block_on(Fixture::found(sqlite_place()));
    let (url, _folder) = (fixture.url.clone(), fixture.folder);
    block_on(fixture.store.close());
    let mut child = Command::new("sh");
    child.args(["-c", LIMITED, "sh"]).arg(std::env::current_exe().unwrap());
    child.args(["crash::writer", "--exact", "--nocapture"]).env(CHILD, format!("{url} 0"));
    let output = String::from_utf8(child.output().unwrap().stdout).unwrap();
    assert!(output.contains("stopped by Full"), "{output}");
    let said = output.lines().filter_map(|line| line.strip_prefix("committed below ")).next_back();
    let said: usize = said.expect("something fits").trim().parse().unwrap();
    assert!(
        block_on(whole(&url)) >= said,
        "what was committed is there, and with room again the register opens"
    );
}
