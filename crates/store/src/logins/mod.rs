//! How people log in with a browser: passwords, second factors, logins, resets, and how often one may try.
//!
//! None of it is in the audit chain, and no query of the register reads it. What is secret is kept as a hash, but for
//! the secret of a second factor, of which codes must be computed. A cookie is what [`Store::log_in`](crate::Store::log_in) returns; the
//! database holds its SHA-256. The clock is an argument, as everywhere.
//!
//! | module | what |
//! |---|---|
//! | `password`, `totp` | the arithmetic, without a database |
//! | `credentials`, `second_factor` | what a user logs in with, and what of it an archive holds |
//! | `login` | who is logged in, until when |
//! | `tries` | how often one may try |
//! | `entering`, `resetting` | the ways in, each with its limits and at the same cost for those who are not there |

mod credentials;
mod entering;
mod login;
mod password;
mod resetting;
mod second_factor;
mod totp;
mod tries;

use jiff::{SignedDuration, Timestamp};
use register::entry::{hex, sha256};

pub(crate) use credentials::Credentials;
pub use entering::Entered;
pub use login::{HALF_LIMIT, IDLE_LIMIT, LIMIT, Login};
pub use password::LEAST_CHARACTERS;
pub use resetting::{RESET_LIMIT, Reset};
pub use second_factor::Confirmed;
pub use tries::{PER_ACCOUNT, PER_ADDRESS, Try, WINDOW};

/// 32 bytes from the system's random numbers, in hexadecimal: nobody guesses one, so that a plain hash of it suffices.
fn secret() -> String {
    hex(&random::<32>())
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random numbers");
    bytes
}

fn hashed(secret: &str) -> String {
    sha256(secret.as_bytes())
}

fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A moment a while before another, as the tables have it.
fn before(at: Timestamp, span: SignedDuration) -> i64 {
    at.as_millisecond().saturating_sub(span.as_millis() as i64)
}

/// A moment a while after another, as the tables have it.
fn after(at: Timestamp, span: SignedDuration) -> i64 {
    at.as_millisecond().saturating_add(span.as_millis() as i64)
}
