//! Errors as pages: what happened, why, and what to do, in the frame of the site where that can still be made.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use diagnostic::Report;
use words::Language;

/// What a page could not be made for.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    /// What went wrong; `None` where the status says it all.
    pub(crate) report: Option<Box<Report>>,
    lang: Language,
}

impl Failure {
    pub(crate) fn of_status(status: StatusCode) -> Self {
        Failure { status, report: None, lang: Language::default() }
    }

    /// That something sent or asked for cannot be taken as it is.
    pub(crate) fn of_report(report: Report) -> Self {
        let status = match report.kind {
            diagnostic::Kind::System => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Failure { status, report: Some(Box::new(report)), lang: Language::default() }
    }

    /// Whoever may not see something is not told that it exists.
    pub(crate) fn not_found() -> Self {
        Failure::of_status(StatusCode::NOT_FOUND)
    }

    pub(crate) fn in_language(mut self, lang: Language) -> Self {
        self.lang = lang;
        self
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
        Failure { status, report: Some(Box::new(Report::of(&error))), lang: Language::default() }
    }
}

impl From<register::Error> for Failure {
    fn from(error: register::Error) -> Self {
        let report = Some(Box::new(Report::of(&error)));
        Failure { status: status_of_rules(&[error]), report, lang: Language::default() }
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
    report: Option<&'a Report>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let [title, advice] = match self.status {
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
        };
        let internal = self.status == StatusCode::INTERNAL_SERVER_ERROR;
        let page = ErrorPage {
            lang: self.lang,
            title: self.lang.say(title),
            advice: self.lang.say(advice),
            // What broke inside is for whoever runs the server, not for whoever reads.
            report: self.report.as_deref().filter(|_| !internal),
        };
        let page = page.render().unwrap_or_default();
        let mut answer = (self.status, [(header::CACHE_CONTROL, "no-store")], Html(page)).into_response();
        if let Some(report) = self.report.filter(|_| internal) {
            answer.extensions_mut().insert(Broke(report.render()));
        }
        answer
    }
}

/// What broke inside, on its way to the log of the server.
#[derive(Clone)]
pub(crate) struct Broke(pub(crate) String);

/// A page, or why there is none.
pub(crate) type Answer = Result<Response, Failure>;

/// A page of a template.
pub(crate) fn page(template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(_) => Err(Failure::of_status(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}
