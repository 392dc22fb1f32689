//! Passwords as argon2id hashes.

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization as _;

use super::random;
use crate::error::{Error, Result};

/// The shortest password, in characters: what OWASP's verification standard (2.1.1) asks for.
pub const LEAST_CHARACTERS: usize = 12;

/// 19 MiB, two passes, one lane: the least that OWASP's cheat sheet on storing passwords recommends, and a few
/// hundredths of a second here. More would let fewer people log in at once on a small server, and gains a factor only.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Against what the password of somebody who is not there is verified: the hash is all zeros, of which nobody knows a
/// password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// So many are computed at once: each takes its memory, and whoever sends many passwords must not take all of it.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Whether a new password will do.
pub(super) fn check(password: &str) -> Result<()> {
    if password.chars().count() < LEAST_CHARACTERS {
        return Err(Error::ShortPassword { least: LEAST_CHARACTERS });
    }
    Ok(())
}

/// The hash of a new password, computed beside the event loop.
pub(super) async fn hash(password: &str) -> Result<String> {
    check(password)?;
    let password = password.to_owned();
    Ok(aside(move || hash_with(&password, random())).await)
}

/// Whether a password is the one of a hash, computed beside the event loop; without a hash it takes as long and is not.
pub(super) async fn verify(password: &str, phc: Option<String>) -> bool {
    let password = password.to_owned();
    aside(move || verify_with(&password, phc.as_deref())).await
}

async fn aside<T: Send + 'static>(compute: impl FnOnce() -> T + Send + 'static) -> T {
    let permit = AT_ONCE.acquire().await.expect("nobody closes it");
    let computed = spawn_blocking(move || {
        // Held by the computation, which goes on when the one who asked has gone away.
        let _permit = permit;
        compute()
    });
    computed.await.expect("hashing does not panic, and nobody stops it")
}

fn hash_with(password: &str, salt: [u8; 16]) -> String {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are in range");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_with_salt(&bytes(password), &salt).expect("a salt of 16 bytes is one").to_string()
}

fn verify_with(password: &str, phc: Option<&str>) -> bool {
    let is_right = Argon2::default().verify_password(&bytes(password), phc.unwrap_or(NOBODY)).is_ok();
    is_right && phc.is_some()
}

/// Keyboards write `й` as one letter or as two, and digits in several widths.
fn bytes(password: &str) -> Vec<u8> {
    password.nfkc().collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_its_own_however_it_is_typed() {
        let phc = hash_with("тайный край １２", [7; 16]);
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify_with("тайный край １２", Some(&phc)));
        assert!(verify_with("таи\u{306}ныи\u{306} краи\u{306} 12", Some(&phc)));
        assert!(!verify_with("тайный край 13", Some(&phc)));
        assert!(!verify_with("", Some(&phc)));
        assert_ne!(hash_with("тайный край １２", [8; 16]), phc);
    }

    /// What cannot be read is refused at once, and would tell that somebody is not there.
    #[test]
    fn nobody_has_a_hash_of_the_same_form() {
        let form = |phc: &str| {
            let parts: Vec<String> = phc.split('$').map(str::to_owned).collect();
            (parts[1..4].to_vec(), parts[4].len(), parts[5].len())
        };
        assert_eq!(form(NOBODY), form(&hash_with("x", [7; 16])));
        let refused = Argon2::default().verify_password(b"x", NOBODY).unwrap_err();
        assert_eq!(refused, argon2::password_hash::Error::PasswordInvalid, "it is computed, and not the one");
        assert!(!verify_with("x", None));
    }
}
