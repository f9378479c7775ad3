//! The server: a thread of its own with everything bounded, so that no client can hold up another for long.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};

use crate::config::HttpConfig;

/// So many connections are open at once; further ones wait to be accepted.
const CONNECTIONS: usize = 64;
/// How long a client may take for the TLS handshake and for its headers each, and for everything together.
const GREETING: Duration = Duration::from_secs(5);
const VISIT: Duration = Duration::from_secs(20);
/// The most that headers may be, bytes.
const HEADERS: usize = 16 * 1024;
/// After a connection could not be accepted: the system is short of something.
const PAUSE: Duration = Duration::from_millis(100);
/// How long requests that are under way may take at the end.
const FAREWELL: Duration = Duration::from_millis(900);

/// A running server. Dropping it lets requests that are under way end, for at most a second.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: Mutex<Receiver<()>>,
}

impl Server {
    /// Starts to serve.
    ///
    /// # Errors
    /// A sentence that names the key of the configuration, and what to do.
    pub fn start(config: &HttpConfig, routes: Router) -> Result<Self, String> {
        let tls = acceptor(config)?;
        let at = config.address;
        if tls.is_none() && !at.ip().is_loopback() {
            return Err(format!("http.address {at}: without a certificate only 127.0.0.1 is served"));
        }
        let bound = |error: std::io::Error| {
            format!("http.address {at}: {error}. Choose a free port, and an address of this machine")
        };
        let listener = std::net::TcpListener::bind(at).map_err(bound)?;
        listener.set_nonblocking(true).map_err(bound)?;
        let address = listener.local_addr().map_err(bound)?;
        let starting = |error: std::io::Error| format!("its thread cannot be started: {error}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(starting)?;
        let (stop, stopped) = oneshot::channel();
        let (ending, ended) = mpsc::channel();
        let serve = move || {
            runtime.block_on(async {
                match TcpListener::from_std(listener) {
                    Ok(listener) => serve(listener, tls, routes, stopped).await,
                    Err(error) => tracing::error!("HTTP: {error}; hubs are not heard"),
                }
            });
            // What is fetched just now is not waited for.
            runtime.shutdown_background();
            drop(ending);
        };
        std::thread::Builder::new().name("http".to_owned()).spawn(serve).map_err(starting)?;
        Ok(Self { address, stop: Some(stop), ended: Mutex::new(ended) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.stop.take().map(|stop| stop.send(()));
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ended_or_too_slow = ended.recv_timeout(FAREWELL + PAUSE);
    }
}

async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, routes: Router, mut stopped: oneshot::Receiver<()>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = async {
            let place = Arc::clone(&room).acquire_owned().await.ok()?;
            Some((place, listener.accept().await))
        };
        let accepted = tokio::select! {
            accepted = accepted => accepted,
            // The daemon ends.
            _ = &mut stopped => break,
        };
        match accepted {
            Some((place, Ok((stream, _from)))) => {
                let visit = visit(stream, tls.clone(), routes.clone(), graceful.watcher());
                tokio::spawn(async move {
                    let _served_or_too_slow = timeout(VISIT, visit).await;
                    drop(place);
                });
            }
            Some((_place, Err(error))) => {
                tracing::warn!("HTTP: a connection could not be accepted: {error}");
                sleep(PAUSE).await;
            }
            None => break,
        }
    }
    drop(listener);
    let _all_done_or_too_slow = timeout(FAREWELL, graceful.shutdown()).await;
}

/// One connection, which carries one request.
async fn visit(stream: TcpStream, tls: Option<TlsAcceptor>, routes: Router, watcher: Watcher) {
    match tls {
        None => speak(stream, routes, watcher).await,
        Some(tls) => match timeout(GREETING, tls.accept(stream)).await {
            Ok(Ok(stream)) => speak(stream, routes, watcher).await,
            Ok(Err(error)) => tracing::debug!("HTTP: no TLS came about: {error}"),
            Err(_elapsed) => tracing::debug!("HTTP: no TLS came about in time"),
        },
    }
}

async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, routes: Router, watcher: Watcher) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(GREETING)
        .max_buf_size(HEADERS)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!("HTTP: a connection ended early: {error}");
    }
}

/// TLS by the certificate that is configured, where one is.
fn acceptor(config: &HttpConfig) -> Result<Option<TlsAcceptor>, String> {
    if config.certificate_file == Path::new("") {
        return Ok(None);
    }
    let certificate_wrong = |reason: String| {
        let file = config.certificate_file.display();
        format!("http.certificate_file {file}: {reason}. It must hold the certificate and those above it as PEM")
    };
    let key_wrong = |reason: String| {
        format!("http.key_file {}: {reason}. It must hold the private key as PEM", config.key_file.display())
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&config.certificate_file)
        .and_then(Iterator::collect)
        .map_err(|error| certificate_wrong(error.to_string()))?;
    let key = PrivateKeyDer::from_pem_file(&config.key_file).map_err(|error| key_wrong(error.to_string()))?;
    let server = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|versions| versions.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| certificate_wrong(error.to_string()))?;
    Ok(Some(TlsAcceptor::from(Arc::new(server))))
}
