//! Why reminders cannot be mailed.

/// The configuration has no mail server.
#[derive(Debug, thiserror::Error)]
#[error("no mail server is configured")]
pub struct NoMail;

/// Some mails were not taken by the server.
#[derive(Debug, thiserror::Error)]
#[error("{n} mails could not be sent")]
pub struct NotSent {
    /// How many.
    pub n: usize,
}

impl diagnostic::Explain for NoMail {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Command
    }

    fn code(&self) -> &'static str {
        "no-mail"
    }

    fn remedy(&self) -> Vec<String> {
        vec!["write [mail] with host, port and from into counterpart.toml in the register's folder".into()]
    }
}

impl diagnostic::Explain for NotSent {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::System
    }

    fn code(&self) -> &'static str {
        "not-sent"
    }

    fn remedy(&self) -> Vec<String> {
        vec![
            "look whether the mail server answers, and run remind again: those sent are not sent twice"
                .into(),
        ]
    }
}
