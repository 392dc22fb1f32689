//! Mail goes out by the server that `counterpart.toml` names.

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message, SmtpTransport, Transport as _};

use crate::commands::passphrase;
use crate::desk::Mail;
use crate::error::Failure;

/// Something about mail that cannot work.
#[derive(Debug, thiserror::Error)]
#[error("the mail cannot be made: {what}")]
pub struct BadMail {
    /// What.
    pub what: String,
}

impl diagnostic::Explain for BadMail {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Data
    }

    fn code(&self) -> &'static str {
        "mail"
    }
}

/// The way to the mail server.
pub fn transport(mail: &Mail) -> Result<SmtpTransport, Failure> {
    let local = ["localhost", "127.0.0.1", "::1"].contains(&mail.host.as_str());
    let mut builder = if mail.tls {
        SmtpTransport::starttls_relay(&mail.host).map_err(|error| BadMail { what: error.to_string() })?
    } else if local {
        SmtpTransport::builder_dangerous(&mail.host)
    } else {
        return Err(BadMail { what: "only a mail server on this machine may do without tls".into() }.into());
    };
    builder = builder.port(mail.port);
    if let (Some(user), Some(path)) = (&mail.user, &mail.password_file) {
        let password = passphrase(path)?;
        builder = builder.credentials(Credentials::new(user.clone(), password));
    }
    Ok(builder.build())
}

/// Sends one letter of plain text.
pub fn send(mail: &Mail, transport: &SmtpTransport, letter: &web::Letter) -> Result<(), BadMail> {
    let bad = |what: String| BadMail { what };
    let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|_| bad(text.to_owned()));
    let message = Message::builder()
        .from(mailbox(&mail.from)?)
        .to(mailbox(&letter.to)?)
        .subject(letter.subject.clone())
        .body(letter.text.clone())
        .map_err(|error| bad(error.to_string()))?;
    transport.send(&message).map(drop).map_err(|error| bad(error.to_string()))
}
