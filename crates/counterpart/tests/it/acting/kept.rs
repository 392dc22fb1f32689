//! Public pages that the server keeps are true: of what was sent to it at once, of what another process wrote soon.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::site::Site;
use crate::counterpart;

/// How long another process's act may take to be seen on a busy machine; the server asks five times a second.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn a_page_that_is_kept_shows_what_another_process_wrote() {
    let site = Site::start();
    let nobody = site.nobody();
    let list = || nobody.get("/en/fields").html;
    let before = list();
    assert_eq!(before, list(), "nothing happened");
    assert!(!before.contains("Glass making"));
    let new = ["field", "new", "F-GLASS", "--set", "title.en=Glass making", "--register"];
    let output = counterpart()
        .args(new)
        .arg(site.register())
        .env("COUNTERPART_TOKEN", site.token("a-secretariat"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let begun = Instant::now();
    while !list().contains("Glass making") {
        assert!(begun.elapsed() < SOON, "another process wrote it and nobody sees it");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_page_that_is_kept_shows_what_was_sent_at_once() {
    let site = Site::start();
    let (nobody, secretariat) = (site.nobody(), site.enter("a-secretariat"));
    for k in 1..=5 {
        let title = format!("Glass making {k}");
        assert!(!nobody.get("/en/fields").html.contains(&title));
        let made = secretariat.post("/en/new/field", &[("title.en", &title)]);
        assert_eq!(made.status, 303, "{}", made.html);
        assert!(nobody.get("/en/fields").html.contains(&title), "{title}");
    }
}
