//! One archive with everything, taken while others write, and restorable into either database.
//!
//! A tar, compressed (zstd) and encrypted (age): `register.json` says what it is and carries the signed head;
//! `audit/*.jsonl` hold the chain with its contents, from which all tables are made anew; `documents/*` the files by
//! their SHA-256; `reminders.json` which were sent; `credentials.json`, in a locked archive alone, passwords
//! (hashed) and second factors.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use register::audit::{Body, Content, Head, Link};
use register::entry::Entry;
use register::verify::Verifier;
use serde::{Deserialize, Serialize};

use crate::database::Store;
use crate::documents::Documents;
use crate::error::{Error, Result};
use crate::logins::Credentials;
use crate::replaying::misfiled;
use crate::transaction::Transaction;

/// With what an archive is locked.
#[derive(Debug, Clone)]
pub enum Lock {
    /// Public keys of age, `age1...`.
    Recipients(Vec<String>),
    /// A passphrase.
    Passphrase(String),
    /// Nothing: whoever has the file can read it.
    Open,
}

/// With what an archive is unlocked.
#[derive(Debug, Clone)]
pub enum Key {
    /// A secret key of age, `AGE-SECRET-KEY-1...`.
    Identity(String),
    /// A passphrase.
    Passphrase(String),
    /// Nothing.
    Open,
}

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Version of this layout.
    pub format: u32,
    /// The end of the chain, signed by the server.
    pub head: Head,
    /// How many documents.
    pub n_documents: usize,
}

/// 2 has credentials: a program that does not know them would lose them.
const FORMAT: u32 = 2;

/// One line of `audit/*.jsonl`.
#[derive(Serialize, Deserialize)]
struct Line {
    link: Link,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    address: String,
    audience: String,
}

/// Writes an archive of the register as it stands at the beginning of the transaction. An existing file is not touched:
/// the archive appears whole or not at all. `secrets` are small files that go along, such as the server's key.
pub async fn backup(
    transaction: &mut Transaction,
    documents: &Documents,
    head: Head,
    secrets: &[(&str, Vec<u8>)],
    path: &Path,
    lock: &Lock,
) -> Result<Contents> {
    let fault = |source| Error::File { path: path.to_owned(), source };
    if path.exists() {
        return Err(fault(std::io::ErrorKind::AlreadyExists.into()));
    }
    let beside = path.with_extension("part");
    let file = BufWriter::new(File::create(&beside).map_err(fault)?);
    let written = write(transaction, documents, head, secrets, file, lock).await;
    let finished = match written {
        Ok((contents, Ok(()))) => std::fs::rename(&beside, path).map(|()| contents).map_err(fault),
        Ok((_, Err(source))) => Err(fault(source)),
        Err(other) => Err(other),
    };
    if finished.is_err() {
        // What is left is no archive; that it cannot be removed is not what the user has to hear.
        let _ = std::fs::remove_file(&beside);
    }
    finished
}

async fn write(
    transaction: &mut Transaction,
    documents: &Documents,
    head: Head,
    secrets: &[(&str, Vec<u8>)],
    file: impl Write,
    lock: &Lock,
) -> Result<(Contents, std::io::Result<()>)> {
    let hashes = documents.hashes()?;
    let contents = Contents { format: FORMAT, head, n_documents: hashes.len() };
    let mut archive = match Archive::begin(file, lock) {
        Ok(archive) => archive,
        Err(Begin::Recipient(text)) => return Err(Error::Recipient { text }),
        Err(Begin::Io(source)) => return Ok((contents, Err(source))),
    };
    let mut written = archive.add("register.json", &json(&contents));
    let mut next = 1;
    while written.is_ok() {
        let links = transaction.links(next).await?;
        let Some(last) = links.last() else { break };
        let name = format!("audit/{next:012}.jsonl");
        next = last.link.number + 1;
        let mut lines = Vec::new();
        for recorded in links {
            let line = Line {
                link: recorded.link,
                content: recorded.content,
                address: recorded.address,
                audience: recorded.audience,
            };
            lines.extend(json(&line));
            lines.push(b'\n');
        }
        written = archive.add(&name, &lines);
    }
    let reminders = json(&transaction.reminders().await?);
    written = written.and_then(|()| archive.add("reminders.json", &reminders));
    if !matches!(lock, Lock::Open) {
        let credentials = json(&transaction.credentials().await?);
        written = written.and_then(|()| archive.add("credentials.json", &credentials));
    }
    for (name, bytes) in secrets {
        written = written.and_then(|()| archive.add(&format!("secrets/{name}"), bytes));
    }
    for hash in &hashes {
        // An archive with a damaged document could not be restored.
        let bytes = documents.read(hash).ok_or_else(|| documents.damaged(hash))?;
        written = written.and_then(|()| archive.add(&format!("documents/{hash}"), &bytes));
    }
    Ok((contents, written.and_then(|()| archive.finish())))
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("records of texts have a JSON form")
}

/// The layers of an archive on its way to the file.
struct Archive<W: Write> {
    tar: tar::Builder<zstd::Encoder<'static, Out<W>>>,
}

enum Out<W: Write> {
    Locked(age::stream::StreamWriter<W>),
    Open(W),
}

enum Begin {
    Recipient(String),
    Io(std::io::Error),
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Out::Locked(writer) => writer.write(bytes),
            Out::Open(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Out::Locked(writer) => writer.flush(),
            Out::Open(writer) => writer.flush(),
        }
    }
}

impl<W: Write> Archive<W> {
    fn begin(file: W, lock: &Lock) -> std::result::Result<Self, Begin> {
        let out = match lock {
            Lock::Open => Out::Open(file),
            Lock::Passphrase(words) => {
                let encryptor = age::Encryptor::with_user_passphrase(SecretString::from(words.clone()));
                Out::Locked(encryptor.wrap_output(file).map_err(Begin::Io)?)
            }
            Lock::Recipients(keys) => {
                let mut recipients = Vec::new();
                for key in keys {
                    let recipient: age::x25519::Recipient =
                        key.trim().parse().map_err(|_| Begin::Recipient(key.clone()))?;
                    recipients.push(recipient);
                }
                let recipients = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
                let encryptor = age::Encryptor::with_recipients(recipients)
                    .map_err(|_| Begin::Recipient(keys.join(", ")))?;
                Out::Locked(encryptor.wrap_output(file).map_err(Begin::Io)?)
            }
        };
        let mut zstd = zstd::Encoder::new(out, 3).map_err(Begin::Io)?;
        zstd.include_checksum(true).map_err(Begin::Io)?;
        Ok(Archive { tar: tar::Builder::new(zstd) })
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_cksum();
        self.tar.append_data(&mut header, name, bytes)
    }

    fn finish(self) -> std::io::Result<()> {
        match self.tar.into_inner()?.finish()? {
            Out::Locked(writer) => writer.finish()?.flush(),
            Out::Open(mut writer) => writer.flush(),
        }
    }
}

/// Restores an archive into a database that holds no register, replaying and verifying the chain; nothing is left
/// behind when anything is wrong. Returns the contents and the secrets that went along.
pub async fn restore(
    store: &Store,
    documents: &Documents,
    path: &Path,
    key: &Key,
) -> Result<(Contents, Vec<(String, Vec<u8>)>)> {
    let before = documents.hashes()?;
    let restored = replay(store, documents, path, key).await;
    if restored.is_err() {
        documents.forget_all_but(&before)?;
    }
    restored
}

async fn replay(
    store: &Store,
    documents: &Documents,
    path: &Path,
    key: &Key,
) -> Result<(Contents, Vec<(String, Vec<u8>)>)> {
    let file = File::open(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let plain = unlock(BufReader::new(file), key, path)?;
    let zstd = zstd::Decoder::new(plain).map_err(|_| no_archive(path, "it is not what backup writes"))?;
    let mut tar = tar::Archive::new(zstd);
    let mut replay = Replay::default();
    let mut transaction = store.write().await?;
    if transaction.end().await?.is_some() {
        return Err(Error::Occupied);
    }
    let broken = |_| no_archive(path, "it is cut off or damaged");
    for member in tar.entries().map_err(broken)? {
        let mut member = member.map_err(broken)?;
        let name = member.path().map_err(broken)?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).map_err(broken)?;
        replay.member(&mut transaction, documents, &name, bytes, path).await?;
    }
    // Checksums stand behind the last member.
    std::io::copy(&mut tar.into_inner(), &mut std::io::sink()).map_err(broken)?;
    let (contents, secrets) = replay.finish(&mut transaction, documents, path).await?;
    transaction.commit().await?;
    Ok((contents, secrets))
}

fn no_archive(path: &Path, why: &str) -> Error {
    Error::Archive { path: path.to_owned(), why: why.to_owned() }
}

fn unlock<'a>(mut file: impl BufRead + 'a, key: &Key, path: &Path) -> Result<Box<dyn Read + 'a>> {
    let locked = file.fill_buf().is_ok_and(|beginning| beginning.starts_with(b"age-encryption.org/"));
    let identity: Box<dyn age::Identity> = match key {
        Key::Open if locked => return Err(no_archive(path, "it is locked: give the key or the passphrase")),
        Key::Open => return Ok(Box::new(file)),
        Key::Passphrase(words) => Box::new(age::scrypt::Identity::new(SecretString::from(words.clone()))),
        Key::Identity(text) => {
            let identity: age::x25519::Identity =
                text.trim().parse().map_err(|_| Error::Recipient { text: "AGE-SECRET-KEY-1...".into() })?;
            Box::new(identity)
        }
    };
    let decryptor =
        age::Decryptor::new(file).map_err(|_| no_archive(path, "it is not encrypted, or no archive"))?;
    let plain = decryptor.decrypt(std::iter::once(&*identity)).map_err(|_| Error::Decrypt)?;
    Ok(Box::new(plain))
}

/// The chain on its way back into tables.
#[derive(Default)]
struct Replay {
    contents: Option<Contents>,
    verifier: Verifier,
    /// Entries in the order in which they were made.
    order: Vec<String>,
    entries: HashMap<String, Entry>,
    secrets: Vec<(String, Vec<u8>)>,
    credentials: Credentials,
    n_documents: usize,
}

impl Replay {
    async fn member(
        &mut self,
        transaction: &mut Transaction,
        documents: &Documents,
        name: &str,
        bytes: Vec<u8>,
        path: &Path,
    ) -> Result<()> {
        let unread = || no_archive(path, &format!("{name} in it cannot be read"));
        if name == "register.json" {
            let contents: Contents = serde_json::from_slice(&bytes).map_err(|_| unread())?;
            if contents.format > FORMAT {
                return Err(no_archive(path, "it was written by a newer version of this program"));
            }
            self.verifier = Verifier::new(vec![contents.head.clone()]);
            self.contents = Some(contents);
        } else if name.starts_with("audit/") {
            for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                let line: Line = serde_json::from_slice(line).map_err(|_| unread())?;
                self.link(transaction, line).await?;
            }
        } else if name == "reminders.json" {
            let rows: Vec<[String; 6]> = serde_json::from_slice(&bytes).map_err(|_| unread())?;
            for row in &rows {
                transaction.put_reminder(row).await?;
            }
        } else if name == "credentials.json" {
            self.credentials = serde_json::from_slice(&bytes).map_err(|_| unread())?;
        } else if let Some(secret) = name.strip_prefix("secrets/") {
            self.secrets.push((secret.to_owned(), bytes));
        } else if let Some(hash) = name.strip_prefix("documents/") {
            if documents.keep(&bytes)? != hash {
                return Err(no_archive(path, &format!("the document {hash} in it was changed")));
            }
            self.n_documents += 1;
        }
        Ok(())
    }

    async fn link(&mut self, transaction: &mut Transaction, line: Line) -> Result<()> {
        if let Some(content) = &line.content
            && let Ok(body) = serde_json::from_str::<Body>(&content.body)
        {
            let address = body.entry.address.to_string();
            if self.entries.insert(address.clone(), body.entry).is_none() {
                self.order.push(address);
            }
        }
        let Line { link, content, address, audience } = line;
        transaction.append(&link, content.as_ref(), &address, &audience).await?;
        let number = link.number;
        let place = self.verifier.take(link, content.as_ref());
        if place.is_some_and(|place| place.address != address || place.audience.code() != audience) {
            // Readers would be shown what is not for them, and the chain would fit all the same.
            self.verifier.note(number, misfiled(&address));
        }
        Ok(())
    }

    async fn finish(
        self,
        transaction: &mut Transaction,
        documents: &Documents,
        path: &Path,
    ) -> Result<(Contents, Vec<(String, Vec<u8>)>)> {
        let contents = self.contents.ok_or_else(|| no_archive(path, "register.json is missing in it"))?;
        let faults = self.verifier.finish(&[], false);
        if let Some(first) = faults.first() {
            return Err(Error::Chain { first: first.to_string() });
        }
        if self.n_documents != contents.n_documents {
            return Err(no_archive(path, "documents are missing in it"));
        }
        for address in &self.order {
            transaction.put(&self.entries[address], None).await?;
        }
        if let Some(stranger) = self.credentials.users().find(|user| !self.entries.contains_key(*user)) {
            return Err(no_archive(path, &format!("credentials in it are of {stranger}, who is not in it")));
        }
        transaction.put_credentials(&self.credentials).await?;
        for (_, hash) in transaction.all_results().await? {
            // What was not there before is told by `check`, here as there.
            if let Some(file) = documents.read(&hash) {
                match transaction.keep_result(&file).await {
                    Ok(_) | Err(Error::Broken { .. }) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        Ok((contents, self.secrets))
    }
}
