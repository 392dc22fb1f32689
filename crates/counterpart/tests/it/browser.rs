//! A real browser, driven over the protocol `WebDriver` (W3C): headless Chromium and its driver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A running driver with one window.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// The screen of the window.
#[derive(Debug, Clone, Copy)]
pub enum Screen {
    /// A phone held upright, this many points wide.
    Phone(u32),
    /// A desktop window.
    Desktop(u32),
}

/// No page of ours takes a fraction of this.
const PATIENCE: Duration = Duration::from_mins(1);

impl Browser {
    /// Starts driver and browser; `None` where this machine has no driver.
    pub fn start(screen: Screen) -> Option<Self> {
        let mut command = Command::new("chromedriver");
        let mut driver = command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut output = BufReader::new(driver.stdout.take().expect("its standard output is piped"));
        let port = said_port(&mut output).expect("the driver says its port");
        // Its standard output stays open: a driver that cannot write ends.
        driver.stdout = Some(output.into_inner());
        let mut browser = Browser { driver, port, session: String::new() };
        let answer = browser.call("POST", "/session", &capabilities(screen));
        let session = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no browser: {answer}"));
        session.clone_into(&mut browser.session);
        Some(browser)
    }

    /// Opens an address and waits until it is loaded.
    pub fn open(&self, url: &str) {
        self.call("POST", &format!("/session/{}/url", self.session), &json!({ "url": url }));
    }

    /// The value of the body of a function, run in the page.
    pub fn evaluate(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.call("POST", &format!("/session/{}/execute/sync", self.session), &body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.exchange(method, path, &body.to_string()).expect("the driver answers");
        let answer: Value = serde_json::from_str(&answer).expect("the driver answers in JSON");
        let value = &answer["value"];
        assert!(value["error"].is_null(), "{method} {path}: {value}");
        value.clone()
    }

    /// One request of HTTP/1.1, one answer.
    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (port, length) = (self.port, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        String::from_utf8(answer).map_err(std::io::Error::other)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // The test has ended either way; a browser that is gone needs no farewell.
            let _ = self.exchange("DELETE", &format!("/session/{}", self.session), "");
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port in the line "... started successfully on port 40123."; a line before it names the port asked for, 0.
fn said_port(output: &mut impl BufRead) -> Option<u16> {
    let lines = output.lines().map_while(Result::ok);
    let mut ports =
        lines.filter_map(|line| line.split("on port ").nth(1)?.trim_end_matches('.').parse().ok());
    ports.find(|port| *port != 0)
}

/// What the browser is asked for. Root, as in a container, may not use Chromium's own sandbox.
fn capabilities(screen: Screen) -> Value {
    let mut arguments =
        vec!["--headless=new".to_owned(), "--no-sandbox".into(), "--disable-dev-shm-usage".into()];
    let mut options = json!({});
    match screen {
        Screen::Phone(width) => {
            options["mobileEmulation"] = json!({
                "deviceMetrics": { "width": width, "height": 740, "pixelRatio": 2.0, "mobile": true, "touch": true }
            });
        }
        Screen::Desktop(width) => arguments.push(format!("--window-size={width},900")),
    }
    options["args"] = json!(arguments);
    json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options } } })
}
