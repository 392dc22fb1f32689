//! Answers that the browser has already: a page that did not change is not sent again.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use register::entry::sha256;

/// Marks a page by its hash, and answers 304 to whoever names that mark.
pub(crate) async fn answer(request: Request, next: Next) -> Response {
    let asks = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let keeps = |value: &HeaderValue| value.as_bytes().windows(8).any(|word| word == b"no-store");
    let is_private = response.headers().get(header::CACHE_CONTROL).is_some_and(keeps);
    if !asks || is_private || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mark = match parts.headers.get(header::ETAG).and_then(|mark| mark.to_str().ok()) {
        Some(mark) => mark.to_owned(),
        None => mark(&bytes),
    };
    let has = |known: &HeaderValue| {
        known.to_str().is_ok_and(|known| known.split(',').any(|one| one.trim() == mark))
    };
    let is_known = known.as_ref().is_some_and(has);
    parts.headers.insert(header::ETAG, HeaderValue::from_str(&mark).expect("a hash is plain"));
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// The mark of a page: weak, because the same page is also sent compressed.
pub(crate) fn mark(page: &[u8]) -> String {
    format!("W/\"{}\"", &sha256(page)[..16])
}
