//! A disk that takes no more, a file that is somebody else's.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
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

/// Whose file it is not may read it. Root may always write, so it is somebody else who tries.
#[test]
#[expect(clippy::print_stdout, reason = "what is skipped is said")]
fn a_file_that_is_read_only_for_this_user_is_said_to_be() {
    let fixture = block_on(Fixture::found(sqlite_place()));
    let (url, folder) = (fixture.url.clone(), fixture.folder);
    block_on(fixture.store.close());
    let set = |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    set(folder.path(), 0o777);
    set(&folder.path().join("register.db"), 0o444);
    let program = std::env::current_exe().unwrap();
    let mut child = if std::fs::metadata(folder.path()).unwrap().uid() == 0 {
        let mut nobody = Command::new("setpriv");
        nobody.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        nobody
    } else {
        Command::new(&program)
    };
    child.args(["crash::writer", "--exact", "--nocapture"]).env(CHILD, format!("{url} 0"));
    let output = child.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let Some(output) = output.ok().filter(|output| output.contains("running 1 test")) else {
        println!(
            "skipped: a_file_that_is_read_only_for_this_user_is_said_to_be (no other user can run this program)"
        );
        return;
    };
    assert!(output.contains("stopped by ReadOnly"), "{output}");
    set(&folder.path().join("register.db"), 0o644);
    assert_eq!(block_on(whole(&url)), 0, "nothing was written");
}
