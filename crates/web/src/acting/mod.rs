//! What people do who are logged in: every act of the permission table as a form, and their desk.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod carried;
pub(crate) mod cookie;
pub(crate) mod create;
pub(crate) mod deed;
pub(crate) mod desk;
pub(crate) mod form;
pub(crate) mod import;
pub(crate) mod login;
pub(crate) mod origin;
pub(crate) mod posted;
pub(crate) mod texts;
mod tried;

use crate::error::Failure;
use crate::visit::Visit;
use axum::http::StatusCode;

/// Fields of a form as they were sent, in their order.
pub(crate) type Sent = Vec<(String, String)>;

/// A field of a form.
pub(crate) fn sent<'a>(form: &'a Sent, name: &str) -> &'a str {
    form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}

/// Pages of this part are for those who are logged in.
pub(crate) fn must_be_logged_in(visit: &Visit) -> Result<register::actor::Actor, Failure> {
    let nobody = || Failure::of_status(StatusCode::UNAUTHORIZED);
    visit.actor.clone().ok_or_else(nobody)
}
