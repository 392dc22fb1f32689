//! What the server knows, and how it begins and ends.

use std::future::Future;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use register::Side;
use register::kind::Role;
use store::{Documents, Store};
use tokio::net::TcpListener;
use tokio::sync::mpsc::Sender;

use crate::acting::account::Letter;
use crate::kept::Kept;

/// What the server is told when it begins.
pub struct Settings {
    /// The register.
    pub store: Store,
    /// The files beside it.
    pub documents: Documents,
    /// The key with which the end of the chain is signed.
    pub key: SigningKey,
    /// The time: that of the machine, or what a rehearsal sets.
    pub clock: fn() -> Timestamp,
    /// Where people find the site, `https://register.example.org`: the beginning of every full address.
    pub public_url: String,
    /// Where letters go that are to be sent; none when no mail server is configured.
    pub letters: Option<Sender<Letter>>,
    /// Accounts of a demonstration, shown on the login page; none in a register that is used.
    pub demo_logins: Vec<DemoLogin>,
}

/// An account of a demonstration.
#[derive(Debug, Clone)]
pub struct DemoLogin {
    /// The user's key.
    pub account: String,
    /// What he is.
    pub roles: Vec<Role>,
    /// For which side he acts.
    pub side: Side,
    /// His password, drawn when the server began.
    pub password: String,
}

/// What the server knows while it runs.
pub(crate) type Site = Arc<Running>;

/// A server that runs.
pub(crate) struct Running {
    settings: Settings,
    pub(crate) kept: Kept,
}

impl Running {
    pub(crate) fn new(settings: Settings) -> Site {
        Arc::new(Running { settings, kept: Kept::default() })
    }
}

impl Deref for Running {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

/// Serves the register until `end` comes; requests that have begun are answered.
pub async fn serve(
    settings: Settings,
    listener: TcpListener,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = crate::routes::router(Running::new(settings));
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(end).await
}
