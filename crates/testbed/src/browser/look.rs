//! What a person sees on a page, and what a test sees beside it.

use std::fs;
use std::path::Path;
use std::time::Instant;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::act::{PATIENCE, id, says};
use super::{Browser, expect};

/// A cookie as the browser keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cookie {
    /// Name, with a prefix such as `__Host-`.
    pub name: String,
    /// Value.
    pub value: String,
    /// Hidden from scripts.
    pub http_only: bool,
    /// Sent over HTTPS only.
    pub secure: bool,
    /// `Strict`, `Lax` or `None`; where the server said nothing, what the browser takes instead.
    pub same_site: Option<String>,
    /// When it ends, seconds since 1970; a cookie without ends with the browser.
    pub expiry: Option<u64>,
}

impl Browser {
    /// The text of the page that can be seen.
    pub fn text(&self) -> String {
        let start = Instant::now();
        loop {
            let body = self.element("//body");
            match self.session.get(&format!("element/{}/text", id(&body))) {
                // The page was left for another one between the two questions.
                Err(refusal) if refusal.error == "stale element reference" && start.elapsed() < PATIENCE => {}
                text => {
                    let text = expect(text, || format!("no text on {}", self.url()));
                    return text.as_str().unwrap_or_default().to_owned();
                }
            }
        }
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        expect(self.session.get("title"), || "no title".to_owned()).as_str().unwrap_or_default().to_owned()
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        // A message that asks for it must not be lost to a warning that is open.
        let address = self.session.get("url");
        address.map_or_else(|refusal| refusal.to_string(), |url| url.as_str().unwrap_or_default().to_owned())
    }

    /// The language that the page says it is in; empty when it says none.
    pub fn lang(&self) -> String {
        self.evaluate("return document.documentElement.lang").as_str().unwrap_or_default().to_owned()
    }

    /// The language that a screen reader is told for the innermost element with exactly these words.
    pub fn lang_of(&self, words: &str) -> String {
        let is = says(words);
        let element = self.element(&format!("//body//*[{is}][not(*[{is}])]"));
        let lang = self.evaluate_with("return arguments[0].closest('[lang]')?.lang ?? ''", &json!([element]));
        lang.as_str().unwrap_or_default().to_owned()
    }

    /// The cookies that the page would be sent.
    pub fn cookies(&self) -> Vec<Cookie> {
        let cookies = expect(self.session.get("cookie"), || format!("no cookies of {}", self.url()));
        serde_json::from_value(cookies).expect("the driver lists cookies")
    }

    /// Forgets the cookies of the page: what an expired login is to a server.
    pub fn forget_cookies(&self) {
        expect(self.session.delete("cookie"), || "the cookies stay".to_owned());
    }

    /// The errors in the console since this was last asked: of scripts, of what could not be fetched, of what
    /// the page's policy forbids.
    pub fn console_errors(&self) -> Vec<String> {
        let log = self.session.post("se/log", &json!({ "type": "browser" }));
        let log = expect(log, || "the console cannot be read".to_owned());
        let errors = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
        errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Writes a picture (PNG) of the whole page, also of what lies below the screen.
    pub fn screenshot(&self, file: &Path) {
        let measures = self.chromium("Page.getLayoutMetrics", &json!({}));
        let mut clip = measures["cssContentSize"].clone();
        clip["scale"] = json!(1);
        let whole = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.chromium("Page.captureScreenshot", &whole);
        let picture = picture["data"].as_str().expect("Chromium gives a picture");
        let picture = BASE64_STANDARD.decode(picture).expect("Chromium writes it in base64");
        fs::write(file, picture)
            .unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
    }

    /// A command of the Chrome DevTools Protocol.
    fn chromium(&self, command: &str, parameters: &Value) -> Value {
        let answer = self.session.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
        expect(answer, || format!("{command} on {}", self.url()))
    }

    fn element(&self, path: &str) -> Value {
        let found = self.session.post("element", &json!({ "using": "xpath", "value": path }));
        expect(found, || format!("no {path} on {}", self.url()))
    }
}
