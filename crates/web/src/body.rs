//! What comes with a request: whole, and not too large.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Failure;

/// No form with its files is larger.
const LARGEST: usize = 16 << 20;

/// The largest takes as long on a line of one megabit a second.
const LONGEST: Duration = Duration::from_mins(3);

/// Takes the body in before anything is asked of the register: who sends slowly holds no transaction.
pub(crate) async fn whole(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let said = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let too_large =
        said.and_then(|length| length.parse().ok()).is_some_and(|length: u64| length > LARGEST as u64);
    let taken = if too_large { Err(StatusCode::PAYLOAD_TOO_LARGE) } else { take(body).await };
    match taken {
        Ok(body) => next.run(Request::from_parts(parts, body)).await,
        Err(status) => Failure::of_status(status).into_response(),
    }
}

async fn take(body: Body) -> Result<Body, StatusCode> {
    let bytes = tokio::time::timeout(LONGEST, to_bytes(body, LARGEST)).await;
    let bytes = bytes.map_err(|_| StatusCode::REQUEST_TIMEOUT)?;
    // What is broken off has nobody left to be told.
    bytes.map(Body::from).map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)
}
