//! The commands that work with a register, one file each; each acts with the acting user's token.

pub mod acts;
pub mod audit;
pub mod backup;
pub mod check;
pub mod data;
pub mod due;
pub mod export;
pub mod import;
pub mod init;
pub mod key;
pub mod migrate;
pub mod outcome;
pub mod partners;
pub mod plan;
pub mod remind;
pub mod restore;
pub mod roadmap;
pub mod search;
pub mod serve;
pub mod show;
pub mod strategies;
pub mod template;
pub mod text;
pub mod trace;
pub mod user;

mod print;

use register::address::Address;
use register::kind::{Kind, kind_or_plural};

use crate::error::Failure;

/// A kind by the name or plural that somebody typed.
pub fn kind_named(name: &str) -> Result<&'static Kind, Failure> {
    Ok(kind_or_plural(name).ok_or_else(|| register::Error::UnknownKind { name: name.to_owned() })?)
}

/// An address, where a key alone means an entry of one kind.
pub fn address_of(kind: &str, text: &str) -> Result<Address, Failure> {
    if text.contains('/') {
        return Ok(Address::parse(text)?);
    }
    Ok(Address::new(kind_named(kind)?, text)?)
}
