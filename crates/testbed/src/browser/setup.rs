//! What a browser is like before its first page.

use std::path::Path;

use serde_json::{Value, json};

/// A new browser: no extensions, no services of its maker, nothing from an earlier run. Root, as in a
/// container, may not use Chromium's own sandbox, and a container's shared memory is small.
const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A page that scrolls smoothly is still on its way when the driver clicks.
    "--force-prefers-reduced-motion",
];

/// How long a page may take to load, milliseconds; ours take a fraction of it.
const LOADING: u32 = 60_000;

/// How long a test waits for something to appear on a page that is loaded, milliseconds.
const APPEARING: u32 = 5_000;

/// Chromium's word for "blocked" in its preferences of content.
const BLOCKED: u32 = 2;

/// The screen, the scripts, the language and the light of a browser.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    phone: bool,
    pub(super) javascript: bool,
    language: &'static str,
    dark: bool,
}

impl Setup {
    /// A phone held upright, 390 points wide, which scrolls and zooms as phones do.
    pub fn phone() -> Self {
        Setup { phone: true, ..Setup::desk() }
    }

    /// A window on a desk, 1280 points wide.
    pub fn desk() -> Self {
        Setup { phone: false, javascript: true, language: "en", dark: false }
    }

    /// The same, with the scripts of pages blocked.
    pub fn without_javascript(self) -> Self {
        Setup { javascript: false, ..self }
    }

    /// The same, asking for pages in this language (`ru`, `zh-CN`), or the first of several.
    pub fn reading(self, language: &'static str) -> Self {
        Setup { language, ..self }
    }

    /// The same, asking for pages of light letters on a dark ground.
    pub fn in_the_dark(self) -> Self {
        Setup { dark: true, ..self }
    }

    /// All of this as WebDriver says it, with what the browser keeps in the folder `profile`.
    pub(super) fn capabilities(self, profile: &Path) -> Value {
        let mut arguments = ARGUMENTS.map(str::to_owned).to_vec();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        arguments.push(format!("--accept-lang={}", self.language));
        if self.dark {
            // The setting of the system, which a headless browser does not have.
            arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let mut options = json!({});
        if self.phone {
            // A driver that taps asks the page for its answer by a script, and waits for ever where scripts
            // are blocked: there it clicks.
            let screen = json!({
                "width": 390, "height": 844, "pixelRatio": 2, "mobile": true, "touch": self.javascript
            });
            options["mobileEmulation"] = json!({ "deviceMetrics": screen });
        } else {
            arguments.push("--window-size=1280,900".to_owned());
        }
        if !self.javascript {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": BLOCKED });
        }
        options["args"] = json!(arguments);
        json!({
            "browserName": "chrome",
            // Servers of tests make certificates of their own.
            "acceptInsecureCerts": true,
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "pageLoad": LOADING, "script": LOADING, "implicit": APPEARING },
            // Warnings wait for the test to answer them. The driver would accept the one before leaving a
            // page unseen, but for a client that may listen on a socket.
            "unhandledPromptBehavior": { "default": "ignore", "beforeUnload": "ignore" },
            "webSocketUrl": true,
        })
    }
}
