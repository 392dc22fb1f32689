//! Every change comes from a page of this site: asked of the browser, so that no form needs a token of its own.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Failure;
use crate::site::Site;

pub(crate) async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let changes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if changes && !is_own(request.headers(), &site.public_url) {
        return Failure::of_status(StatusCode::FORBIDDEN).into_response();
    }
    next.run(request).await
}

/// Browsers say where a form was sent from; what says nothing is no browser of this decade, and is refused.
pub(crate) fn is_own(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some("same-origin"), _) => true,
        (None, Some(origin)) => origin == public_url,
        _ => false,
    }
}
