//! What people who are logged in do.

pub(crate) mod import;
mod tried;
