//! What every answer says to the browser.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::error::Failure;
use crate::site::Site;
use crate::visit::language_and_place;

/// Everything comes from the server itself; no frame, no plug-in, no inline script or style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// A browser that has come by HTTPS comes by nothing else for a year.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

pub(crate) async fn add(State(site): State<Site>, request: Request, next: Next) -> Response {
    // Nothing that somebody sees who is logged in, or just now logs in, stays in a browser or on the way to it.
    let known = request.headers().contains_key(header::COOKIE);
    let place = language_and_place(request.uri());
    let mut response = next.run(request).await;
    let private = known || response.headers().contains_key(header::SET_COOKIE);
    if let Some(failure) = failure(&response, place.is_some()) {
        if let Some(report) = failure.broken() {
            (site.log)(&report);
        }
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = failure.page(place.map(|(lang, _)| lang).unwrap_or_default());
        response.headers_mut().extend(allowed.map(|allowed| (header::ALLOW, allowed)));
    }
    say_always(response.headers_mut(), private);
    if site.public_url.starts_with("https://") {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    // What is not said to be kept is asked for again: a register changes.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

/// What pages of all kinds say.
pub(crate) fn say_always(headers: &mut HeaderMap, private: bool) {
    for (name, value) in ALWAYS {
        // A file says a stricter policy than pages do.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if private && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// What an answer could not be made for: our own failures, and on pages what the parts underneath refuse in a word of
/// English.
fn failure(response: &Response, on_page: bool) -> Option<Failure> {
    let own = response.extensions().get::<Failure>().cloned();
    let status = response.status();
    let refused = on_page && status.as_u16() >= 400 && !is_page(response);
    own.or_else(|| refused.then(|| Failure::of_status(status)))
}

fn is_page(response: &Response) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE);
    media_type.is_some_and(|media_type| media_type.as_bytes().starts_with(b"text/html"))
}
