//! The cookie of a login. Over TLS its name makes browsers refuse it from anywhere but this very host.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::site::Settings;

const OVER_TLS: &str = "__Host-counterpart";
const ON_LOOPBACK: &str = "counterpart";

fn name(site: &Settings) -> &'static str {
    if site.public_url.starts_with("https://") { OVER_TLS } else { ON_LOOPBACK }
}

/// The cookie that a request brings. One that stands twice is none: somebody else may have set the other.
pub(crate) fn of(headers: &HeaderMap, site: &Settings) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = pairs.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut found = pairs.filter(|(key, _)| *key == name(site)).map(|(_, value)| value.to_owned());
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Sets the cookie; it ends with the browser, and with the login on the server in any case.
pub(crate) fn set(site: &Settings, value: &str) -> HeaderValue {
    write(site, value, "")
}

/// Takes the cookie away.
pub(crate) fn clear(site: &Settings) -> HeaderValue {
    write(site, "", "; Max-Age=0")
}

fn write(site: &Settings, value: &str, age: &str) -> HeaderValue {
    let secure = if site.public_url.starts_with("https://") { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", name(site));
    HeaderValue::from_str(&text).expect("tokens are of letters and digits")
}
