//! The same in a real browser: on a phone and at a desk, in three languages, with and without scripts.

use std::thread::sleep;
use std::time::{Duration, Instant};

use register::kind::Visibility;
use testbed::{Browser, Setup};

use super::site::{NOW, PASSWORD, Site};
use super::totp::code;
use crate::Folder;

fn language(code: &str) -> words::Language {
    let found = words::Language::ALL.into_iter().find(|language| language.code() == code);
    found.expect("a language of the interface")
}

/// The words of the interface that a test clicks, as a reader of the language finds them.
fn say(lang: &str, key: &str) -> String {
    language(lang).say(key)
}

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The key that sends a form from any of its fields, as WebDriver writes it.
const ENTER: char = '\u{E007}';

struct Person<'a> {
    browser: Browser,
    site: &'a Site,
    lang: &'static str,
}

impl<'a> Person<'a> {
    fn new(site: &'a Site, setup: Setup, lang: &'static str) -> Self {
        Person { browser: Browser::start(setup), site, lang }
    }

    fn open(&self, place: &str) {
        self.browser.open(&format!("{}/{}{place}", self.site.base, self.lang));
    }

    fn click(&self, key: &str) {
        self.browser.click(&say(self.lang, key));
    }

    fn fill(&self, key: &str, value: &str) {
        self.browser.fill(&say(self.lang, key), value);
    }

    fn log_in(&self, user: &str) {
        self.site.give_password(user);
        self.open("/login");
        self.fill("web-account", user);
        // The menu has a link with the words of the button.
        self.fill("web-password", &format!("{PASSWORD}{ENTER}"));
    }

    /// What can be read on the page, in one question: it may be about to be replaced.
    fn text(&self) -> String {
        let text = self.browser.evaluate("return document.body?.innerText ?? ''");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// A form that is sent opens its page a moment later.
    fn wait_for(&self, what: &str, is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < PATIENCE, "not {what}: {} {}", self.browser.url(), self.text());
            sleep(Duration::from_millis(50));
        }
    }

    fn reads(&self, words: &str) {
        self.wait_for(words, || self.text().contains(words));
    }

    fn is_at(&self, place: &str) {
        let whole = format!("{}/{}{place}", self.site.base, self.lang);
        self.wait_for(place, || self.browser.url().split('?').next() == Some(&whole));
    }

    /// How many halves are missing and given, as the page shows them.
    fn sees_halves(&self, missing: u32, given: u32) {
        let count =
            "return ['missing', 'given'].map(it => document.querySelectorAll(`.halves .${it}`).length)";
        let expected = serde_json::json!([missing, given]);
        self.wait_for(&expected.to_string(), || self.browser.evaluate(count) == expected);
    }

    /// The page breaks no rule of WCAG 2.2 AA and none of its own policy.
    fn is_sound(&self) {
        let found = self.browser.axe();
        assert!(found.is_empty(), "{}: {found:#?}", self.browser.url());
        let errors = self.browser.console_errors();
        // A refused login and a form with a mistake are answered by a page with a status that browsers note.
        let errors: Vec<_> = errors
            .into_iter()
            .filter(|error| !error.contains("the server responded with a status of 4"))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", self.browser.url());
    }
}

#[test]
fn a_second_factor_is_set_up_and_asked_for() {
    let site = Site::start();
    for (setup, lang, user) in
        [(Setup::phone(), "zh", "a-secretariat"), (Setup::desk(), "ru", "b-secretariat")]
    {
        let person = Person::new(&site, setup, lang);
        person.log_in(user);
        person.is_at("/desk");
        person.is_sound();
        person.click("web-second-factor");
        person.is_sound();
        let secret = person.browser.evaluate("return document.querySelector('main code').textContent");
        let secret = secret.as_str().expect("a secret").to_owned();
        person.fill("web-code", &code(&secret, NOW, 0));
        person.click("web-save");
        person.reads(&say(lang, "web-recovery-about"));
        person.is_sound();
        person.open("/desk");
        person.click("web-logout");
        person.is_at("");
        person.open("/login");
        person.is_sound();
        person.fill("web-account", user);
        person.fill("web-password", &format!("{PASSWORD}{ENTER}"));
        person.is_sound();
        person.fill("web-code", &format!("000000{ENTER}"));
        person.reads(&say(lang, "web-code-wrong"));
        person.fill("web-code", &format!("{}{ENTER}", code(&secret, NOW, 1)));
        person.is_at("/desk");
    }
}

#[test]
fn both_secretariats_confirm_a_session_and_see_what_is_missing() {
    let site = Site::start();
    let a = Person::new(&site, Setup::phone(), "zh");
    a.log_in("a-secretariat");
    make_session(&a);
    confirm(&a);
    a.sees_halves(1, 1);
    let b = Person::new(&site, Setup::desk(), "ru");
    b.log_in("b-secretariat");
    b.reads("Occasional session");
    b.reads(&say("ru", "web-desk-waiting"));
    b.open("/session/SES-901");
    b.sees_halves(1, 1);
    confirm(&b);
    b.sees_halves(0, 2);
    a.open("/session/SES-901");
    a.sees_halves(0, 2);
}

fn make_session(person: &Person) {
    let client = person.site.enter("a-secretariat");
    client.make(
        "session",
        &[
            ("key", "SES-901"),
            ("title.en", "Occasional session"),
            ("type", "working_group"),
            ("start", "2026-07-01"),
            ("zone", "Etc/GMT-8"),
        ],
    );
    // The new password has ended the login of the browser.
    person.log_in("a-secretariat");
    person.open("/session/SES-901");
}

fn confirm(person: &Person) {
    let kind = register::kind::kind("session").expect("there are sessions");
    let act = words::act(language(person.lang), kind, "confirm");
    person.browser.click(&act);
    person.is_at("/session/SES-901/act/confirm");
    person.is_sound();
    person.browser.click(&act);
    person.is_at("/session/SES-901");
}

#[test]
fn a_page_with_text_that_was_not_sent_warns() {
    let site = Site::start();
    for (setup, lang) in [(Setup::phone(), "ru"), (Setup::desk(), "en")] {
        let person = Person::new(&site, setup, lang);
        person.log_in("a-secretariat");
        person.open("/note/N-A-1/act/amend");
        person.is_sound();
        person.browser.fill(&words::language(language(lang), "zh"), "MARKERALPHA 改到一半");
        person.click("web-cancel");
        person.browser.dismiss_alert();
        person.is_at("/note/N-A-1/act/amend");
        assert_eq!(person.browser.value(&words::language(language(lang), "zh")), "MARKERALPHA 改到一半");
        person.click("web-cancel");
        person.browser.accept_alert();
        person.is_at("/note/N-A-1");
    }
}

#[test]
fn a_login_that_is_about_to_end_warns_and_can_be_kept() {
    let site = Site::start();
    for (setup, lang) in [(Setup::phone(), "zh"), (Setup::desk(), "ru")] {
        let person = Person::new(&site, setup, lang);
        person.log_in("a-secretariat");
        person.open("/new/note");
        let warning = say(lang, "web-login-ending");
        assert!(!person.text().contains(&warning));
        // The page sees a clock that is ahead, as after a break at a machine that slept.
        let pass = |minutes: u32| {
            let script = format!(
                "const now = Date.now() + {minutes} * 60_000; Date.now = () => now;
                document.dispatchEvent(new Event('visibilitychange'))"
            );
            person.browser.evaluate(&script);
        };
        pass(26);
        person.reads(&warning);
        person.is_sound();
        person.click("web-login-keep");
        person.wait_for("kept", || !person.text().contains(&warning));
        pass(26);
        person.reads(&warning);
        pass(5);
        person.reads(&say(lang, "web-login-over"));
        assert!(!person.text().contains(&warning));
    }
}

#[test]
fn everything_works_without_scripts() {
    let site = Site::start();
    for (setup, lang) in [(Setup::phone(), "en"), (Setup::desk(), "zh")] {
        let person = Person::new(&site, setup.without_javascript(), lang);
        person.log_in("a-secretariat");
        person.is_at("/desk");
        person.open("/new/note");
        let text = format!("Without scripts, in {lang}");
        person.browser.fill(&words::language(language(lang), "en"), &text);
        person.browser.fill(&say(lang, "column-key"), &format!("N-{lang}"));
        person.click("web-make");
        person.is_at(&format!("/note/N-{lang}"));
        person.reads(&text);
    }
}

#[test]
fn forms_and_lists_of_who_is_logged_in_are_open_to_all() {
    let site = Site::start();
    let person = Person::new(&site, Setup::desk(), "en");
    person.log_in("a-secretariat");
    for place in [
        "/new/recommendation",
        "/audit",
        "/password",
        "/session/SES-3/texts",
        "/project/P-201/act/amend",
        "/forgotten",
        "/enrol",
    ] {
        person.open(place);
        person.is_sound();
    }
}

#[test]
fn a_document_is_filed_from_its_file_and_saved_by_those_who_may_see_it() {
    let site = Site::start();
    let files = Folder::new();
    let words = "MARKERALPHA протокол 会议纪要";
    files.write("minutes.txt", words);
    for (setup, lang, key) in [(Setup::phone(), "ru", "DOC-901"), (Setup::desk(), "zh", "DOC-902")] {
        let person = Person::new(&site, setup, lang);
        person.log_in("a-secretariat");
        person.open("/new/document");
        person.is_sound();
        person.browser.fill(&words::language(language(lang), "en"), "Minutes of the working group");
        person.fill("column-key", key);
        person
            .browser
            .choose(&say(lang, "column-visibility"), &words::visibility(language(lang), Visibility::Side));
        person.click("web-make");
        person.reads(&say(lang, "web-file-missing"));
        person.is_sound();
        let file = format!("{} {}", say(lang, "web-file"), say(lang, "web-obligatory"));
        person.browser.fill(&file, files.path("minutes.txt").to_str().expect("a path"));
        person.click("web-make");
        person.is_at(&format!("/document/{key}"));
        person.reads("minutes.txt");
    }
    let file = "/en/document/DOC-901/file";
    let own = site.enter("a-luoqiao").get(file);
    assert_eq!((own.status, own.html.as_str()), (200, words));
    assert_eq!(own.header("content-type"), "application/octet-stream");
    for other in [site.enter("b-secretariat"), site.nobody()] {
        let page = other.get(file);
        assert!(page.status == 404 && !page.html.contains("MARKERALPHA"), "{}", page.html);
    }
}
