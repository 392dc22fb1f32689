//! A new register from a form in the browser, until both administrators are at their desks.

use std::fs::{File, read_to_string};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use testbed::{Browser, Setup};

use super::site::{Client, PASSWORD};
use crate::{Folder, counterpart};

/// How long the server may take to begin on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server that asks what to begin with; it ends with the test.
struct Beginning {
    folder: Folder,
    server: std::process::Child,
}

impl Beginning {
    fn start() -> Self {
        let folder = Folder::new();
        let log = File::create(folder.path("log")).expect("the folder can be written");
        let mut serve = counterpart();
        serve.args(["serve", "--set-up", "--register", "new", "--bind", "127.0.0.1:0"]);
        serve.current_dir(folder.path("")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let server = serve.spawn().expect("the program runs");
        Beginning { folder, server }
    }

    /// A line of the log, once it is there.
    fn said(&self, is_it: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let log = read_to_string(self.folder.path("log")).expect("the server has a log");
            if let Some(line) = log.lines().find(|line| is_it(line)) {
                return line.to_owned();
            }
            assert!(start.elapsed() < PATIENCE, "{log}");
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn say(key: &str) -> String {
    words::Language::Zh.say(key)
}

#[test]
fn a_register_begins_in_the_browser_and_both_administrators_find_their_desks() {
    let beginning = Beginning::start();
    let address = beginning.said(|line| line.contains("/set-up?token="));
    let base = address.split("/en/set-up").next().expect("an address").to_owned();
    let nobody = Client::at(&base);
    assert_eq!(nobody.get("/en/set-up").status, 403, "without the token nobody sees the form");
    assert_eq!(nobody.post("/en/set-up", &[("token", "guessed")]).status, 403);
    let browser = Browser::start(Setup::phone());
    browser.open(&address.replace("/en/", "/zh/"));
    assert!(browser.axe().is_empty(), "{:#?}", browser.axe());
    let fill =
        |key: &str, language: &str, text: &str| browser.fill(&format!("{}, {language}", say(key)), text);
    fill("web-set-up-name", "中文", "长江—伏尔加河机制");
    fill("web-set-up-side-a", "中文", "长江中上游");
    let needed = say("web-obligatory");
    browser.fill(&format!("{} {needed}", say("web-set-up-administrator-a")), "甲方管理员");
    browser.fill(&say("web-set-up-members-a"), "CN-HB, CN-AH\nCN-XX");
    browser.click(&say("web-make"));
    browser.wait_to_see("CN-XX");
    browser.fill(&say("web-set-up-members-a"), "CN-HB, CN-AH");
    browser.fill(&say("web-set-up-members-b"), "RU-SAR");
    browser.click(&say("web-make"));
    browser.wait_to_see(&say("web-error-input"));
    assert!(!beginning.folder.path("new/counterpart.toml").exists(), "nothing is made of half a form");
    assert_eq!(browser.value(&format!("{}, 中文", say("web-set-up-name"))), "长江—伏尔加河机制");
    fill("web-set-up-side-b", "Русский", "Приволжский федеральный округ");
    browser.fill(&format!("{} {needed}", say("web-set-up-administrator-b")), "Администратор");
    browser.click(&say("web-make"));
    browser.wait_to_see(&say("web-set-up-done"));
    assert!(browser.axe().is_empty(), "{:#?}", browser.axe());
    let tokens = browser.evaluate("return [...document.querySelectorAll('code')].map(it => it.textContent)");
    // The same server goes on with the register.
    beginning.said(|line| line == base);
    for (k, user) in ["admin-a", "admin-b"].into_iter().enumerate() {
        let token = tokens[k].as_str().expect("a token");
        let chosen = [("token", token), ("password", PASSWORD), ("repeated", PASSWORD)];
        let client = Client::at(&base);
        assert_eq!(client.post("/en/enrol", &chosen).status, 303);
        assert_eq!(client.log_in(user, PASSWORD).to(), "/en/desk");
    }
    let front = Client::at(&base).get("/zh").html;
    assert!(
        front.contains("长江—伏尔加河机制") && front.contains("Приволжский федеральный округ"),
        "{front}"
    );
    assert_eq!(Client::at(&base).get("/en/region/RU-SAR").status, 200);
    assert_eq!(Client::at(&base).get("/en/set-up").status, 404, "there is one beginning");
}
