//! Both sides' confirmations: each names the hash of a version, and both must name the same.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::entry::unhex;
use crate::error::Error;
use crate::side::Side;
use crate::value::Value;

/// A signature over a version's hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The side's key.
    pub key: Address,
    /// Ed25519 signature of [`message`], in hexadecimal.
    pub signature: String,
}

/// One side's half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Half {
    /// Hash of the version it confirms.
    pub hash: String,
    /// Who confirmed.
    pub by: Address,
    /// When.
    pub at: Timestamp,
    /// Signature with a key of the side; without one it is shown as unsigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

/// An act that one side has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The half that is there.
    pub halves: BTreeMap<Side, Half>,
    /// What the act will write: absent fields are taken away.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub writes: BTreeMap<String, Option<Value>>,
    /// The reason given with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Pending {
    /// The side whose half is missing, and since when the other waits.
    pub fn missing(&self) -> Option<(Side, Timestamp)> {
        let (side, half) = self.halves.iter().next()?;
        (self.halves.len() == 1).then_some((side.other(), half.at))
    }
}

/// An act that both sides have confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The act.
    pub act: String,
    /// The entry's version when it was confirmed.
    pub version: u32,
    /// Both halves.
    pub halves: BTreeMap<Side, Half>,
}

/// The bytes that a side signs.
pub fn message(address: &Address, act: &str, hash: &str) -> Vec<u8> {
    format!("counterpart confirmation\n{address}\n{act}\n{hash}\n").into_bytes()
}

/// Checks a signature against the public key, both in hexadecimal.
pub fn verify(public: &str, message: &[u8], signature: &str) -> Result<(), Error> {
    let key = unhex(public)
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .ok_or(Error::PublicKey)?;
    let signature =
        unhex(signature).and_then(|bytes| Signature::from_slice(&bytes).ok()).ok_or(Error::Signature)?;
    key.verify(message, &signature).map_err(|_| Error::Signature)
}
