//! Pages as people use them, on a phone and at a desk.

use std::fs;

use testbed::browser::Violation;
use testbed::{Browser, Setup};

use crate::site::{Pages, serve};

const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n\
    Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'\r\n";
const SCRIPT: &str = "Content-Type: text/javascript\r\n";
const STYLE: &str = "Content-Type: text/css\r\n";

const PAGES: Pages = &[
    (
        "/",
        "Content-Type: text/html; charset=utf-8\r\nSet-Cookie: seen=1; HttpOnly; SameSite=Lax\r\n",
        r#"<!DOCTYPE html><html lang="ru"><head><title>Начало</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>
        <h1>Рекомендации</h1><noscript><p>No scripts</p></noscript><p id="script"></p>
        <p>Текст <span lang="zh"><b>长江</b></span></p>
        <p hidden><a href="/hidden">Next</a></p><p><a href="/form"><span>Next</span></a></p>
        <script src="/write.js"></script></main></body></html>"#,
    ),
    ("/write.js", SCRIPT, "document.getElementById('script').textContent = 'Scripts'"),
    (
        "/form",
        HTML,
        r#"<!DOCTYPE html><html lang="en"><head><title>Form</title><link rel="stylesheet" href="/long.css">
        <meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Form</h1>
        <form action="/sent"><p><label for="name">Name</label> <input id="name" name="name" value="old"></p>
        <p><label>Day <input type="date" name="day"></label></p><p><label>Text <textarea name="text"></textarea></label></p>
        <p><label for="side">Side</label> <select id="side" name="side"><option>Volga</option><option>Yangtze</option>
        </select></p><p><label>File <input type="file" name="file"></label></p>
        <p><input type="checkbox" id="agreed" name="agreed"><label for="agreed">"Agreed"</label></p>
        <p><button>Send</button></p></form><p class="long">Long</p><p><a href="/">Leave</a></p>
        <script src="/warn.js"></script></main></body></html>"#,
    ),
    ("/long.css", STYLE, ".long { height: 3000px } a { color: #00c }"),
    (
        "/warn.js",
        SCRIPT,
        "let sent = false;
        document.forms[0].addEventListener('submit', () => { sent = true; });
        addEventListener('beforeunload', event => { if (!sent && document.getElementById('name').value !== 'old') event.preventDefault(); });",
    ),
    ("/sent", HTML, "<!DOCTYPE html><title>Sent</title><p>Sent with COOKIES"),
    (
        "/bad",
        HTML,
        r#"<!DOCTYPE html><html lang="en"><head><title>Bad</title><link rel="stylesheet" href="/bad.css"></head>
        <body><main><h1>Bad</h1><img src="/none.png" width="20" height="20">
        <p><button class="small">a</button><button class="small">b</button></p>
        <script>document.title = 'forbidden'</script></main></body></html>"#,
    ),
    ("/bad.css", STYLE, ".small { width: 9px; height: 9px; padding: 0; border: 0; margin: 0; font-size: 6px }"),
];

/// A site and a browser at its page `path`.
fn at(path: &str, setup: Setup) -> (Browser, String) {
    let root = format!("http://{}", serve(PAGES));
    let browser = Browser::start(setup);
    browser.open(&format!("{root}{path}"));
    (browser, root)
}

#[test]
fn a_form_is_filled_and_sent_at_both_widths_with_and_without_scripts() {
    for setup in [Setup::phone(), Setup::desk()] {
        fill_and_send(setup, "Scripts");
        fill_and_send(setup.without_javascript(), "No scripts");
    }
}

fn fill_and_send(setup: Setup, scripts: &str) {
    let (browser, root) = at("/", setup);
    assert_eq!(browser.text(), format!("Рекомендации\n{scripts}\nТекст 长江\nNext"));
    browser.click("Next");
    assert_eq!(browser.url(), format!("{root}/form"));
    browser.fill("Name", "Иван 长江");
    browser.fill("Day", "2026-01-31");
    browser.fill("Text", "two\nlines");
    browser.choose("Side", "Yangtze");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("opinion.csv");
    fs::write(&file, "a,b").expect("a file");
    browser.fill("File", file.to_str().expect("a path in UTF-8"));
    browser.click("\"Agreed\"");
    assert_eq!(browser.value("Name"), "Иван 长江");
    browser.click("Send");
    let sent = "name=%D0%98%D0%B2%D0%B0%D0%BD+%E9%95%BF%E6%B1%9F&day=2026-01-31&text=two%0D%0Alines\
                &side=Yangtze&file=opinion.csv&agreed=on";
    browser.wait_for(&format!("{root}/sent?{sent}"));
    assert_eq!((browser.title(), browser.text()), ("Sent".to_owned(), "Sent with seen=1".to_owned()));
}

#[test]
fn the_widths_are_those_of_the_window_and_the_language_is_asked_for() {
    for (setup, width) in [(Setup::phone(), 390), (Setup::desk(), 1280)] {
        let (browser, _) = at("/form", setup.reading("zh-CN"));
        assert_eq!(browser.evaluate("return innerWidth"), width);
        assert_eq!(browser.evaluate("return navigator.language"), "zh-CN");
    }
}

#[test]
fn languages_and_cookies_are_seen() {
    let (browser, _) = at("/", Setup::desk());
    let languages = (browser.lang(), browser.lang_of("长江"), browser.lang_of("Рекомендации"));
    assert_eq!(languages, ("ru".into(), "zh".into(), "ru".into()));
    let cookies = browser.cookies();
    let [cookie] = cookies.as_slice() else { panic!("{cookies:?}") };
    assert_eq!((cookie.name.as_str(), cookie.value.as_str()), ("seen", "1"));
    assert_eq!((cookie.http_only, cookie.secure, cookie.expiry), (true, false, None));
    assert_eq!(cookie.same_site.as_deref(), Some("Lax"));
    browser.forget_cookies();
    assert!(browser.cookies().is_empty());
}

#[test]
fn a_page_with_unsaved_text_warns() {
    for setup in [Setup::phone(), Setup::desk()] {
        let (browser, root) = at("/form", setup);
        browser.fill("Name", "new");
        browser.click("Leave");
        browser.dismiss_alert();
        assert_eq!((browser.url(), browser.value("Name")), (format!("{root}/form"), "new".to_owned()));
        browser.click("Leave");
        browser.accept_alert();
        browser.click("Next");
        // Nothing was typed into this one: a warning would stop what comes next.
        browser.click("Leave");
        assert_eq!(browser.url(), format!("{root}/"));
    }
}

#[test]
#[should_panic(expected = "no warning on http://")]
fn a_warning_that_does_not_come_is_missed() {
    at("/form", Setup::desk()).0.accept_alert();
}

#[test]
#[should_panic(expected = "which says:\nРекомендации")]
fn what_is_not_there_is_said_with_the_page() {
    at("/", Setup::desk()).0.click("Nowhere");
}

#[test]
fn accessibility_is_judged_by_wcag_2_2() {
    for setup in [Setup::phone(), Setup::desk()] {
        let (browser, root) = at("/form", setup);
        assert_eq!(browser.axe(), []);
        assert_eq!(browser.console_errors(), [""; 0]);

        browser.open(&format!("{root}/bad"));
        let mut found = browser.axe();
        found.sort_by(|one, other| one.rule.cmp(&other.rule));
        let rules: Vec<&str> = found.iter().map(|violation| violation.rule.as_str()).collect();
        // The target size is new in version 2.2.
        assert_eq!(rules, ["image-alt", "target-size"]);
        let image = r#"<img src="/none.png" width="20" height="20">"#.to_owned();
        assert_eq!(
            found[0],
            Violation { rule: "image-alt".into(), impact: "critical".into(), nodes: vec![image] }
        );
        let errors = browser.console_errors();
        assert!(errors.iter().any(|error| error.contains("Content Security Policy")), "{errors:?}");
    }
}

#[test]
fn a_picture_shows_the_whole_page() {
    for (setup, width, scale) in [(Setup::phone(), 390, 2), (Setup::desk(), 1280, 1)] {
        let (browser, _) = at("/form", setup);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("form.png");
        browser.screenshot(&file);
        let picture = fs::read(&file).expect("it was written");
        assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
        let size = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().expect("four bytes"));
        let height =
            browser.evaluate("return document.documentElement.scrollHeight").as_u64().expect("a number");
        assert!(height > 3000);
        // The bar to scroll with takes part of the width at a desk.
        assert!((width - 20..=width).contains(&(size(16) / scale)), "{}", size(16));
        assert!(size(20).abs_diff(height as u32 * scale) <= scale, "{} of {height}", size(20));
    }
}
