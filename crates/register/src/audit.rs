//! The audit chain: who did what, from what to what, so that nobody can lose it or quietly change it.
//!
//! Each [`Link`] carries number, time, the hash of the link before, and the salted hash of its [`Content`]; the content
//! stands beside it. So the other side can verify what it may not read, and the content of a person who asked for it can be
//! erased while the chain stays valid. A chain alone proves nothing against whoever hosts the server: a signed [`Head`]
//! goes out with every export, backup and mail, and [`verify`](crate::verify) compares the chain with the heads that the other
//! side kept.

use ed25519_dalek::{Signer as _, SigningKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::address::Address;
use crate::confirmation::verify as verify_signature;
use crate::entry::{Entry, hex};
use crate::error::Error;

/// The hash before the first link.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What was done: stands beside its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The deed.
    pub deed: String,
    /// Who did it.
    pub by: Address,
    /// The entry as it was afterwards.
    pub entry: Entry,
    /// Numbers of the links whose content this deed erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<u64>,
}

/// The content of a link: 16 bytes of salt in hexadecimal, and the body as JSON, byte for byte as it was hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Salt, so that the hash does not betray a content that can be guessed.
    pub salt: String,
    /// The [`Body`].
    pub body: String,
}

impl Content {
    /// The content of a body.
    pub fn new(body: &Body, salt: [u8; 16]) -> Self {
        Content { salt: hex(&salt), body: serde_json::to_string(body).expect("a body has a JSON form") }
    }

    /// SHA-256 of salt and body, in hexadecimal.
    pub fn hash(&self) -> String {
        content_hash(&self.salt, &self.body)
    }
}

pub(crate) fn content_hash(salt: &str, body: &str) -> String {
    digest(&[salt.as_bytes(), b"\n", body.as_bytes()])
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Counts from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Hash of the link before; [`GENESIS`] for the first.
    pub previous: String,
    /// Salted hash of the content.
    pub content: String,
    /// Hash of all of these.
    pub hash: String,
}

impl Link {
    /// The link that follows `previous` (`None` for the first).
    pub fn after(previous: Option<&Link>, at: Timestamp, content: &Content) -> Self {
        let number = previous.map_or(1, |link| link.number + 1);
        let before = previous.map_or(GENESIS, |link| &link.hash).to_owned();
        let content = content.hash();
        let hash = link_hash(number, at, &before, &content);
        Link { number, at, previous: before, content, hash }
    }

    /// The hash it should have.
    pub fn expected_hash(&self) -> String {
        link_hash(self.number, self.at, &self.previous, &self.content)
    }
}

fn link_hash(number: u64, at: Timestamp, previous: &str, content: &str) -> String {
    let text = format!("{number}\n{at}\n{previous}\n{content}");
    digest(&[text.as_bytes()])
}

fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// The end of the chain at some moment, signed by the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last link.
    pub number: u64,
    /// Its hash.
    pub hash: String,
    /// Its time.
    pub at: Timestamp,
    /// The server's public key, in hexadecimal.
    pub key: String,
    /// Its Ed25519 signature, in hexadecimal.
    pub signature: String,
}

impl Head {
    /// Signs the last link of a chain.
    pub fn sign(last: &Link, key: &SigningKey) -> Self {
        let (number, hash, at) = (last.number, last.hash.clone(), last.at);
        let signature = hex(&key.sign(&head_message(number, &hash, at)).to_bytes());
        Head { number, hash, at, key: hex(key.verifying_key().as_bytes()), signature }
    }

    /// Checks the signature.
    pub fn verify(&self) -> Result<(), Error> {
        verify_signature(&self.key, &head_message(self.number, &self.hash, self.at), &self.signature)
    }
}

fn head_message(number: u64, hash: &str, at: Timestamp) -> Vec<u8> {
    format!("counterpart head\n{number}\n{hash}\n{at}\n").into_bytes()
}
