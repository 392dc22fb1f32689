//! Codes that change every half minute (RFC 6238), over HMAC-SHA-1 (RFC 4226): what every such app understands.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha1::Sha1;

/// How long a code stands.
const STEP_SECONDS: i64 = 30;

/// A code is good one step early or late, for clocks that are not right and people who type slowly.
const WINDOW: i64 = 1;

/// The step whose code this is, if it is near this moment and after the last one that was taken.
pub(super) fn step_of(secret: &[u8], typed: &str, at: Timestamp, last_step: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let now = at.as_second().div_euclid(STEP_SECONDS);
    (now - WINDOW..=now + WINDOW).find(|step| *step > last_step && code(secret, *step) == typed)
}

/// The six digits of a step.
fn code(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("a key of any length is one");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[19] & 15);
    let word: [u8; 4] = hash[offset..offset + 4].try_into().expect("four bytes are four");
    format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000)
}

/// Base 32 (RFC 4648) without padding, as apps want a secret typed.
pub(super) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letter = |five: &[u8]| {
        let mut group = [0; 8];
        group[3..3 + five.len()].copy_from_slice(five);
        let bits = u64::from_be_bytes(group);
        let n_letters = (8 * five.len()).div_ceil(5);
        (0..n_letters).map(move |k| char::from(LETTERS[(bits >> (35 - 5 * k) & 31) as usize]))
    };
    bytes.chunks(5).flat_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let codes = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (second, expected) in codes {
            assert_eq!(code(SECRET, second / STEP_SECONDS), expected, "{second}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_early_or_late_and_once() {
        let step = 1_111_111_109 / STEP_SECONDS;
        let taken = |second, last| {
            step_of(SECRET, " 081 804 ", Timestamp::from_second(second).unwrap(), last) == Some(step)
        };
        let (first, after) = ((step - 1) * STEP_SECONDS, (step + 2) * STEP_SECONDS);
        for (second, last, expected) in [
            (first - 1, 0, false),
            (first, 0, true),
            (after - 1, 0, true),
            (after, 0, false),
            (first, step - 1, true),
            (first, step, false),
            (first, step + 1, false),
        ] {
            assert_eq!(taken(second, last), expected, "{second} after {last}");
        }
        for wrong in ["", "081805", "81804", "0818040", "٠٨١٨٠٤"] {
            assert_eq!(step_of(SECRET, wrong, Timestamp::from_second(first).unwrap(), 0), None, "{wrong}");
        }
    }

    /// RFC 4648, section 10.
    #[test]
    fn secrets_are_written_as_the_standard_does() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }
}
