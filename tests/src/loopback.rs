//! A server on a free port of 127.0.0.1. It ends with its last holder.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A running server.
#[derive(Clone)]
pub struct Loopback {
    address: SocketAddr,
    _serving: Arc<Serving>,
}

struct Serving(AbortHandle);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Loopback {
    /// Serves `routes`.
    ///
    /// # Errors
    /// No port is free.
    pub async fn serve(routes: Router) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self {
            address,
            _serving: Arc::new(Serving(serving.abort_handle())),
        })
    }

    /// Its address, with a `path` that begins with a slash or is empty.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}
