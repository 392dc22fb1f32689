//! Errors as pages: what happened, why, and what to do, in the frame of the site where that can still be made.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use diagnostic::Report;
use words::Language;

/// What a page could not be made for. Its page is made where the language is known: see `headers`.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    reason: Reason,
}

/// Why.
#[derive(Debug, Clone)]
enum Reason {
    /// The status says it all.
    Status,
    /// What is wrong with an act: told in the reader's language.
    Faults(register::Errors),
    /// Anything else that explains itself, which it does in English.
    Report(Arc<Report>),
}

impl Failure {
    pub(crate) fn of_status(status: StatusCode) -> Self {
        Failure { status, reason: Reason::Status }
    }

    /// That something sent or asked for cannot be taken as it is.
    pub(crate) fn of_report(report: Report) -> Self {
        let status = match report.kind {
            diagnostic::Kind::System => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Failure { status, reason: Reason::Report(Arc::new(report)) }
    }

    /// Whoever may not see something is not told that it exists.
    pub(crate) fn not_found() -> Self {
        Failure::of_status(StatusCode::NOT_FOUND)
    }

    /// What broke inside, for the log of the server.
    pub(crate) fn broken(&self) -> Option<String> {
        match &self.reason {
            Reason::Report(report) if self.status == StatusCode::INTERNAL_SERVER_ERROR => {
                Some(report.render())
            }
            _ => None,
        }
    }

    /// The page in a language.
    pub(crate) fn page(&self, lang: Language) -> Response {
        let [title, advice] = sentences(self.status);
        let page = ErrorPage {
            lang,
            title: lang.say(title),
            advice: lang.say(advice),
            faults: match &self.reason {
                Reason::Faults(faults) => faults.iter().map(|fault| words::fault(lang, fault)).collect(),
                Reason::Status | Reason::Report(_) => Vec::new(),
            },
            report: match &self.reason {
                // What broke inside is for whoever runs the server, not for whoever reads.
                Reason::Report(report) if self.broken().is_none() => Some(report),
                _ => None,
            },
        };
        let page = page.render().unwrap_or_default();
        (self.status, [(header::CACHE_CONTROL, "no-store")], Html(page)).into_response()
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let status = match &error {
            store::Error::Refused(faults) => status_of_rules(faults),
            store::Error::Outdated { .. } => StatusCode::CONFLICT,
            store::Error::Busy | store::Error::Lost { .. } | store::Error::Full | store::Error::ReadOnly => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let reason = match error {
            store::Error::Refused(faults) => Reason::Faults(faults),
            error => Reason::Report(Arc::new(error.report())),
        };
        Failure { status, reason }
    }
}

impl From<register::Error> for Failure {
    fn from(error: register::Error) -> Self {
        store::Error::from(error).into()
    }
}

fn status_of_rules(faults: &[register::Error]) -> StatusCode {
    use register::Error::{Address, Key, NotFound, Outdated, Refused};
    match faults {
        [NotFound { .. } | Address { .. } | Key { .. }, ..] => StatusCode::NOT_FOUND,
        [Refused { .. }, ..] => StatusCode::FORBIDDEN,
        [Outdated { .. }, ..] => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    lang: Language,
    title: String,
    advice: String,
    faults: Vec<String>,
    report: Option<&'a Report>,
}

/// Title and advice of a status.
fn sentences(status: StatusCode) -> [&'static str; 2] {
    match status {
        StatusCode::NOT_FOUND => ["web-error-not-found", "web-error-not-found-advice"],
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => {
            ["web-error-forbidden", "web-error-forbidden-advice"]
        }
        StatusCode::CONFLICT => ["web-error-conflict", "web-error-conflict-advice"],
        StatusCode::PAYLOAD_TOO_LARGE => ["web-error-too-large", "web-error-too-large-advice"],
        StatusCode::REQUEST_TIMEOUT => ["web-error-too-slow", "web-error-too-slow-advice"],
        StatusCode::TOO_MANY_REQUESTS => ["web-error-too-many", "web-error-too-many-advice"],
        StatusCode::SERVICE_UNAVAILABLE => ["web-error-busy", "web-error-busy-advice"],
        status if status.is_client_error() => ["web-error-input", "web-error-input-advice"],
        _ => ["web-error-internal", "web-error-internal-advice"],
    }
}

/// The answer carries the failure to where its page is made.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Extension(self)).into_response()
    }
}

/// A page, or why there is none.
pub(crate) type Answer = Result<Response, Failure>;

/// A page of a template.
pub(crate) fn page(template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(_) => Err(Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}
