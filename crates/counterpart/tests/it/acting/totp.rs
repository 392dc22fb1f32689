//! The app on the telephone: codes that change every half minute.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha1::Sha1;

/// The code that an app shows for a secret as a page shows it, some steps of half a minute after a moment.
pub fn code(secret: &str, at: &str, steps: i64) -> String {
    let at: Timestamp = at.parse().expect("a moment");
    let step = at.as_second() / 30 + steps;
    let mut mac = Hmac::<Sha1>::new_from_slice(&unbase32(secret)).expect("a key of any length is one");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[19] & 15);
    let word: [u8; 4] = hash[offset..offset + 4].try_into().expect("four bytes are four");
    format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000)
}

fn unbase32(text: &str) -> Vec<u8> {
    let (mut bits, mut n_bits, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes().filter(|letter| *letter != b' ') {
        let five = if letter.is_ascii_uppercase() { letter - b'A' } else { letter - b'2' + 26 };
        (bits, n_bits) = (bits << 5 | u32::from(five), n_bits + 5);
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 255) as u8);
        }
    }
    bytes
}
