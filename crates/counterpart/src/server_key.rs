//! The server's key, with which it signs the end of the chain; and keys of sides, with which they sign confirmations.
//! Both are Ed25519, kept as 64 hexadecimal digits in a file that only its user can read.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use register::entry::{hex, unhex};

use crate::error::{Error, Failure};

/// Name of the server's key in the folder of a register.
const NAME: &str = "server.key";

/// Where the server's key is.
pub fn path(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

/// The server's key.
pub fn read(folder: &Path) -> Result<SigningKey, Failure> {
    read_key(&path(folder))
}

/// A key from its file.
pub fn read_key(path: &Path) -> Result<SigningKey, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| store::Error::File { path: path.to_owned(), source })?;
    let bytes = unhex(text.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let bytes = bytes.ok_or_else(|| store::Error::File {
        path: path.to_owned(),
        source: std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "it holds no key of 64 hexadecimal digits",
        ),
    })?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// A new key.
pub fn generate() -> SigningKey {
    SigningKey::from_bytes(&random())
}

/// The public half, in hexadecimal.
pub fn public(key: &SigningKey) -> String {
    hex(key.verifying_key().as_bytes())
}

/// A new token: 32 random bytes in hexadecimal.
pub fn token() -> String {
    hex(&random())
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random numbers");
    bytes
}

/// Writes a key to a new file for its user alone.
pub fn write_key(path: &Path, key: &SigningKey) -> Result<(), Failure> {
    write_secret(path, &hex(&key.to_bytes()))
}

/// Writes a secret to a new file for its user alone; an existing file is not touched.
pub fn write_secret(path: &Path, secret: &str) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| writeln!(file, "{secret}"));
    written.map_err(|source| Error::NotWritable { path: path.to_owned(), source }.into())
}
