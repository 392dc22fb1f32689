//! How people reach the server: at which address, over TLS of its own or of a server in front.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The options that say how people reach the server.
#[derive(clap::Args)]
pub struct Reach {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub bind: SocketAddr,
    /// Where people find the site; outside this machine it must be said: links never come from a request
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Speak TLS with this certificate and those that vouch for it (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Whose X-Forwarded-For is believed: the address of the server in front, which speaks TLS
    #[arg(long, value_name = "ADDRESS", conflicts_with = "tls_cert")]
    pub behind_proxy: Option<IpAddr>,
}

/// What is wrong with how the server is to be reached.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{bind} can be reached from other machines, and --public-url is not given")]
    NoPublicUrl { bind: SocketAddr },
    #[error("{url:?} is no address of a site")]
    PublicUrl { url: String },
    #[error("passwords would cross the network in the open at {url}")]
    InTheOpen { url: String },
    #[error("{url} begins with https, and nothing here speaks TLS")]
    NoTls { url: String },
    #[error("{file} holds no {what}", file = .file.display())]
    Pem {
        file: PathBuf,
        what: &'static str,
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    #[error("{cert} and {key} do not serve for TLS", cert = .cert.display(), key = .key.display())]
    Certificate {
        cert: PathBuf,
        key: PathBuf,
        #[source]
        source: rustls::Error,
    },
}

impl diagnostic::Explain for Error {
    fn kind(&self) -> diagnostic::Kind {
        diagnostic::Kind::Command
    }

    fn code(&self) -> &'static str {
        match self {
            Error::NoPublicUrl { .. } => "no-public-url",
            Error::PublicUrl { .. } => "public-url",
            Error::InTheOpen { .. } => "in-the-open",
            Error::NoTls { .. } => "no-tls",
            Error::Pem { .. } => "pem",
            Error::Certificate { .. } => "certificate",
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            Error::Pem { source, .. } => vec![source.to_string()],
            Error::Certificate { source, .. } => vec![source.to_string()],
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> Vec<String> {
        let advice = match self {
            Error::NoPublicUrl { .. } => "give --public-url https://register.example.org",
            Error::PublicUrl { .. } => "write it as https://register.example.org, without a path",
            Error::InTheOpen { .. } => "let --public-url begin with https://; http is for this machine only",
            Error::NoTls { .. } => {
                "give --tls-cert and --tls-key, or with --behind-proxy the address of the server in front that speaks TLS"
            }
            Error::Pem { .. } => {
                "give files that begin with -----BEGIN, as certificate authorities send them"
            }
            Error::Certificate { .. } => "give a certificate with the private key that it was made for",
        };
        vec![advice.to_owned()]
    }
}

impl Reach {
    /// The public address, without a slash at its end; none where the site is for this machine.
    pub fn public_url(&self) -> Result<Option<String>, Error> {
        let Some(url) = &self.public_url else {
            let here = self.bind.ip().is_loopback();
            return if here { Ok(None) } else { Err(Error::NoPublicUrl { bind: self.bind }) };
        };
        let url = url.trim_end_matches('/').to_owned();
        let (over_tls, host) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
            (Some(host), _) => (true, host),
            (_, Some(host)) => (false, host),
            _ => return Err(Error::PublicUrl { url }),
        };
        if host.is_empty() || !host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c)) {
            return Err(Error::PublicUrl { url });
        }
        if over_tls && self.tls_cert.is_none() && self.behind_proxy.is_none() {
            return Err(Error::NoTls { url });
        }
        if !over_tls && (self.tls_cert.is_some() || !is_this_machine(host)) {
            return Err(Error::InTheOpen { url });
        }
        Ok(Some(url))
    }

    /// How to speak TLS, when it is asked for.
    pub fn tls(&self) -> Result<Option<Arc<ServerConfig>>, Error> {
        let (Some(cert), Some(key)) = (&self.tls_cert, &self.tls_key) else { return Ok(None) };
        let pem = |file: &Path, what| {
            let file = file.to_owned();
            move |source| Error::Pem { file, what, source }
        };
        let certificates =
            CertificateDer::pem_file_iter(cert).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let certificates = certificates.map_err(pem(cert, "certificate"))?;
        let secret = PrivateKeyDer::from_pem_file(key).map_err(pem(key, "private key"))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(certificates, secret));
        let config =
            config.map_err(|source| Error::Certificate { cert: cert.clone(), key: key.clone(), source })?;
        Ok(Some(Arc::new(config)))
    }
}

/// Whether an authority, `127.0.0.1:8080`, is that of this very machine.
fn is_this_machine(host: &str) -> bool {
    let address = host.parse::<SocketAddr>().map(|address| address.ip()).or_else(|_| host.parse::<IpAddr>());
    let name = host.split(':').next().unwrap_or_default();
    address.map_or(name == "localhost" || host == "[::1]", |address| address.is_loopback())
}
