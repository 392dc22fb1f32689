//! What a person does on a page.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Browser, expect};

/// How long a page or a warning may take to open.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// Keys typed into a field for a day mean what the language of the system says.
const SET_DAY: &str = "
    arguments[0].value = arguments[1];
    for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));";

impl Browser {
    /// Clicks the first visible link, button or label with exactly these words, and waits for the page that
    /// this opens.
    pub fn click(&self, words: &str) {
        let named = ["a", "button", "summary", "label"].map(|name| format!("//{name}[{}]", says(words)));
        self.tell(&self.visible(&named.join(" | "), words), "click", &json!({}), words);
    }

    /// Types into the field with this label instead of what stood there: a text, a day (`2026-01-31`), or the
    /// path of a file to be sent.
    pub fn fill(&self, label: &str, value: &str) {
        let field = self.field(label);
        let kind = self.property(&field, "type");
        if kind == "date" {
            self.evaluate_with(SET_DAY, &json!([field, value]));
            return;
        }
        // A field for a file has nothing to clear.
        if kind != "file" {
            self.tell(&field, "clear", &json!({}), label);
        }
        self.tell(&field, "value", &json!({ "text": value }), label);
    }

    /// Chooses an option of the list with this label by its words.
    pub fn choose(&self, label: &str, option: &str) {
        let list = self.field(label);
        let path = json!({ "using": "xpath", "value": format!(".//option[{}]", says(option)) });
        let found = self.session.post(&format!("element/{}/element", id(&list)), &path);
        let found = expect(found, || format!("“{label}” has no option “{option}”"));
        self.tell(&found, "click", &json!({}), option);
    }

    /// What stands in the field with this label.
    pub fn value(&self, label: &str) -> String {
        self.property(&self.field(label), "value")
    }

    /// Says yes to the warning that is open, such as that before leaving a page, and gives its words, of which
    /// that one has none. No warning is a panic, and one that is not answered stops whatever is done next.
    pub fn accept_alert(&self) -> String {
        self.answer_alert("accept")
    }

    /// Says no to the warning that is open, and gives its words.
    pub fn dismiss_alert(&self) -> String {
        self.answer_alert("dismiss")
    }

    fn answer_alert(&self, answer: &str) -> String {
        let start = Instant::now();
        let words = loop {
            match self.session.get("alert/text") {
                Ok(words) => break words,
                Err(refusal) if refusal.error == "no such alert" && start.elapsed() < PATIENCE => {
                    sleep(PAUSE);
                }
                Err(refusal) => panic!("no warning on {}: {refusal}", self.url()),
            }
        };
        expect(self.session.post(&format!("alert/{answer}"), &json!({})), || "the warning stays".to_owned());
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page is at an address: one that is left by a form may still be there for a moment.
    pub fn wait_for(&self, address: &str) {
        let start = Instant::now();
        while self.url() != address {
            assert!(
                start.elapsed() < PATIENCE,
                "{} and not {address}, which says:\n{}",
                self.url(),
                self.text()
            );
            sleep(PAUSE);
        }
    }

    /// Waits until words can be seen: a page that a form leads to comes after the form is sent.
    pub fn wait_to_see(&self, words: &str) {
        let start = Instant::now();
        loop {
            let text = self.text();
            if text.contains(words) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "no “{words}” on {}, which says:\n{text}", self.url());
            sleep(PAUSE);
        }
    }

    /// The control that a label names, or that has this name for a screen reader alone.
    fn field(&self, label: &str) -> Value {
        let labels = format!("//label[{}]", says(label));
        let controls = ["input", "select", "textarea"].map(|name| {
            let unseen = literal(label);
            format!("//{name}[@id = {labels}/@for] | {labels}//{name} | //{name}[@aria-label = {unseen}]")
        });
        self.visible(&controls.join(" | "), label)
    }

    /// The first visible element of a path; none is a panic that shows the page.
    fn visible(&self, path: &str, words: &str) -> Value {
        let missing = || format!("no “{words}” on {}", self.url());
        let found = self.session.post("elements", &json!({ "using": "xpath", "value": path }));
        let found = expect(found, missing).as_array().cloned().unwrap_or_default();
        let is_displayed = |element: &Value| {
            expect(self.session.get(&format!("element/{}/displayed", id(element))), missing) == true
        };
        let visible = found.into_iter().find(is_displayed);
        visible.unwrap_or_else(|| panic!("{}, which says:\n{}", missing(), self.text()))
    }

    fn tell(&self, element: &Value, command: &str, body: &Value, words: &str) {
        let told = self.session.post(&format!("element/{}/{command}", id(element)), body);
        expect(told, || format!("{command} of “{words}” on {}", self.url()));
    }

    fn property(&self, element: &Value, name: &str) -> String {
        let value = self.session.get(&format!("element/{}/property/{name}", id(element)));
        expect(value, || format!("{name} of a field on {}", self.url()))
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

/// The protocol writes a reference to an element as an object with one member.
pub(super) fn id(element: &Value) -> &str {
    let reference = element.as_object().and_then(|element| element.values().next());
    reference.and_then(Value::as_str).expect("the driver found an element")
}

/// The condition that an element has exactly these words.
pub(super) fn says(words: &str) -> String {
    format!("normalize-space() = {}", literal(words))
}

/// A text in XPath, where no sign within quotes can be escaped.
fn literal(text: &str) -> String {
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    format!("concat({})", parts.join(", '\"', "))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn any_text_can_be_looked_for() {
        assert_eq!(literal("it's"), r#""it's""#);
        assert_eq!(literal(r#"the "plan"'s"#), r#"concat("the ", '"', "plan", '"', "'s")"#);
    }
}
