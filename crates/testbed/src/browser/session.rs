//! The protocol between a test and the driver of a browser: JSON over HTTP (W3C WebDriver).

use std::fmt;

use serde_json::{Value, json};
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::http;

/// One window, by its address at the driver.
pub struct Session {
    agent: Agent,
    address: String,
}

/// Why the driver did not do what it was asked.
#[derive(Debug)]
pub struct Refusal {
    /// The word of the protocol, such as `no such alert`.
    pub error: String,
    message: String,
}

impl Session {
    /// Asks the driver on a port for a browser.
    pub fn start(port: u16, capabilities: &Value) -> Result<Self, Refusal> {
        let mut session =
            Session { agent: http::agent(), address: format!("http://127.0.0.1:{port}/session") };
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = read(session.agent.post(&session.address).send_json(&body))?;
        session.address = format!("{}/{}", session.address, answer["sessionId"].as_str().unwrap_or_default());
        Ok(session)
    }

    pub fn get(&self, path: &str) -> Result<Value, Refusal> {
        read(self.agent.get(self.at(path)).call())
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Refusal> {
        read(self.agent.post(self.at(path)).send_json(body))
    }

    pub fn delete(&self, path: &str) -> Result<Value, Refusal> {
        read(self.agent.delete(self.at(path)).call())
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.address)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The test has ended either way, and a signal reaches a browser that stays.
        let _ = self.agent.delete(&self.address).call();
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What follows the first line is the driver's own stack.
        write!(out, "{}", self.message.lines().next().unwrap_or(&self.error))
    }
}

/// The value in an answer. A picture of a long page is long.
fn read(answer: Result<Response<Body>, ureq::Error>) -> Result<Value, Refusal> {
    let mut answer = answer.unwrap_or_else(|error| panic!("the driver does not answer: {error}"));
    let body = answer.body_mut().with_config().limit(u64::MAX).read_json::<Value>();
    let mut body = body.unwrap_or_else(|error| panic!("the driver does not answer in JSON: {error}"));
    let value = body["value"].take();
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    if answer.status().is_success() {
        return Ok(value);
    }
    Err(Refusal { error: text("error"), message: text("message") })
}
