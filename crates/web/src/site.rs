//! What the server knows, and how it begins and ends.

use std::future::Future;
use std::net::IpAddr;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, Request};
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
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::mpsc::Sender;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

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
    /// How the server is reached.
    pub reach: Reach,
    /// Told what broke inside, for whoever runs the server.
    pub log: fn(&str),
    /// Where letters go that are to be sent; none when no mail server is configured.
    pub letters: Option<Sender<Letter>>,
    /// Accounts of a demonstration, shown on the login page; none in a register that is used.
    pub demo_logins: Vec<DemoLogin>,
}

/// How the server is reached.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// How to speak TLS; none where the server speaks plain HTTP.
    pub tls: Option<Arc<ServerConfig>>,
    /// The server in front of this one, which says for whom it asks; none where people come directly.
    pub proxy: Option<IpAddr>,
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
    let reach = settings.reach.clone();
    let router = crate::routes::router(Running::new(settings));
    answer_all(router, &reach, &mut listener, end).await
}

/// Answers whoever connects until `end` comes.
pub(crate) async fn answer_all(
    router: Router,
    reach: &Reach,
    listener: &mut TcpListener,
    end: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let tls = reach.tls.clone().map(TlsAcceptor::from);
    let proxy = reach.proxy;
    let router = TowerToHyperService::new(router);
    let connections = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let (stream, address) = tokio::select! {
            connection = Listener::accept(listener) => connection,
            () = &mut end => break,
        };
        let (router, watcher, tls) = (router.clone(), connections.watcher(), tls.clone());
        let peer = Peer { address: address.ip(), proxy };
        tokio::spawn(async move {
            // Whoever hangs up or is too slow has nobody left to be told.
            match tls {
                None => drop(watcher.watch(connection(stream, peer, router)).await),
                Some(tls) => {
                    if let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, tls.accept(stream)).await {
                        drop(watcher.watch(connection(stream, peer, router)).await);
                    }
                }
            }
        });
    }
    connections.shutdown().await;
    Ok(())
}

/// A connection and whatever is asked over it.
fn connection<S: AsyncRead + AsyncWrite + Unpin + 'static>(
    stream: S,
    peer: Peer,
    router: TowerToHyperService<Router>,
) -> impl GracefulConnection {
    let answer = move |mut request: Request<Incoming>| {
        let asker = Asker(peer.asker(request.headers()));
        request.extensions_mut().insert(asker);
        router.call(request)
    };
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_header_size(LARGEST_HEAD);
    builder.serve_connection(TokioIo::new(stream), service_fn(answer))
}

/// Whose request it is: the address of the network that logins are counted by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker(pub(crate) IpAddr);

/// Where a connection comes from.
#[derive(Clone, Copy)]
struct Peer {
    address: IpAddr,
    /// The server in front, whose word is taken for whom it asks.
    proxy: Option<IpAddr>,
}

impl Peer {
    /// The server in front adds the address that it sees at the end; whatever stands before, anybody can write.
    fn asker(self, headers: &HeaderMap) -> IpAddr {
        if self.proxy != Some(self.address) {
            return self.address;
        }
        let last = headers.get_all("x-forwarded-for").into_iter().next_back();
        let last = last.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        last.unwrap_or(self.address)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::Peer;

    #[test]
    fn only_the_server_in_front_is_believed_and_only_for_what_it_saw_itself() {
        let at = |address: &str, proxy: Option<&str>, said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for said in said {
                headers.append("x-forwarded-for", HeaderValue::from_static(said));
            }
            let parse = |text: &str| text.parse().expect("an address");
            Peer { address: parse(address), proxy: proxy.map(parse) }.asker(&headers).to_string()
        };
        assert_eq!(at("192.0.2.1", None, &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(at("192.0.2.1", Some("192.0.2.9"), &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(at("192.0.2.9", Some("192.0.2.9"), &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(at("192.0.2.9", Some("192.0.2.9"), &["203.0.113.5, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(at("192.0.2.9", Some("192.0.2.9"), &["203.0.113.5", "2001:db8::1"]), "2001:db8::1");
        assert_eq!(at("192.0.2.9", Some("192.0.2.9"), &["unknown"]), "192.0.2.9");
        assert_eq!(at("192.0.2.9", Some("192.0.2.9"), &[]), "192.0.2.9");
    }
}
