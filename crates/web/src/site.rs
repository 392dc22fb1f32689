//! What the server knows, and how it begins and ends.

use std::future::Future;
use std::net::SocketAddr;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use ed25519_dalek::SigningKey;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use hyper_util::service::TowerToHyperService;
use jiff::Timestamp;
use register::Side;
use register::kind::Role;
use store::{Documents, Store};
use tokio::net::{TcpListener, TcpStream};
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
    /// Told what broke inside, for whoever runs the server.
    pub log: fn(&str),
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

/// A browser says at once what it wants; who takes longer only holds a connection, as does one that rests.
const PATIENCE: Duration = Duration::from_secs(10);

/// No address with its cookies is longer.
const LARGEST_HEAD: usize = 32 << 10;

/// Serves the register until `end` comes; requests that have begun are answered.
pub async fn serve(
    settings: Settings,
    mut listener: TcpListener,
    end: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = TowerToHyperService::new(crate::routes::router(Running::new(settings)));
    let connections = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let (stream, address) = tokio::select! {
            connection = Listener::accept(&mut listener) => connection,
            () = &mut end => break,
        };
        let connection = connection(stream, address, router.clone());
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // Whoever hangs up or is too slow has nobody left to be told.
            let _ = connection.await;
        });
    }
    connections.shutdown().await;
    Ok(())
}

/// A connection and whatever is asked over it.
fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: TowerToHyperService<Router>,
) -> impl GracefulConnection {
    let answer = move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        router.call(request)
    };
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_header_size(LARGEST_HEAD);
    builder.serve_connection(TokioIo::new(stream), service_fn(answer))
}
