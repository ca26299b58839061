//! The fake Admin API as a process of its own, and a client for it of forty lines: what is sent is
//! exactly the request value.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use integrations::HttpRequest;
use integrations::shopify::admin::Endpoint;
use serde_json::Value;

pub const SHOP: &str = "demo-shop.myshopify.com";
pub const TOKEN: &str = "shpat_for_tests";
pub const CLIENT: &str = "client-id-for-tests";
pub const SECRET: &str = "shpss_for_tests";

/// A running store; it ends with the test.
pub struct Store {
    process: Child,
    address: String,
}

impl Store {
    pub fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut process = Command::new("node")
            .args(["tests/fakes/admin.mjs", "--shop", SHOP])
            .env("ADMIN_TOKEN", TOKEN)
            .env("CLIENT_ID", CLIENT)
            .env("CLIENT_SECRET", SECRET)
            .current_dir(root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let output = process.stdout.take().expect("its output");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("its port");
        let port = line.trim().strip_prefix("listening ").expect("a port");
        Self {
            address: format!("127.0.0.1:{port}"),
            process,
        }
    }

    pub fn endpoint(&self, token: &str) -> Endpoint {
        Endpoint {
            url: format!("http://{}/admin/api/2026-10/graphql.json", self.address),
            token: token.to_owned(),
        }
    }

    pub fn token_url(&self) -> String {
        format!("http://{}/admin/oauth/access_token", self.address)
    }

    /// Sends a request as it is: status and body of the answer.
    pub fn send(&self, request: &HttpRequest) -> (u16, Vec<u8>) {
        let prefix = format!("http://{}", self.address);
        let path = request.url.strip_prefix(&prefix).expect("to the store");
        self.speak(
            request.method.as_str(),
            path,
            &request.headers,
            &request.body,
        )
    }

    /// Drives the store: a control endpoint of it.
    pub fn fake(&self, method: &str, what: &str, body: Value) -> Value {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let (status, answer) = self.speak(method, &format!("/fake/{what}"), &[], &body);
        let text = String::from_utf8_lossy(&answer).into_owned();
        assert_eq!(status, 200, "{method} {what}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// What the store refused or answered against its schema: nothing, in a good test.
    pub fn refused(&self) -> Value {
        self.fake("GET", "state", Value::Null)["refused"].take()
    }

    fn speak(
        &self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &str,
    ) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .expect("a socket");
        let address = &self.address;
        let length = body.len();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n"
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        write!(stream, "{head}\r\n{body}").expect("sends");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answers");
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .expect("a status");
        let body = answer.split_off(end + 4);
        match head.contains("transfer-encoding: chunked") {
            true => (status, joined(&body)),
            false => (status, body),
        }
    }
}

/// The chunks of a body, joined.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = rest
            .windows(2)
            .position(|two| two == b"\r\n")
            .expect("a size");
        let size = std::str::from_utf8(&rest[..line]).expect("digits");
        let size = usize::from_str_radix(size.trim(), 16).expect("hexadecimal");
        if size == 0 {
            return body;
        }
        let start = line + 2;
        body.extend_from_slice(&rest[start..start + size]);
        rest = &rest[start + size + 2..];
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.process.kill().expect("was running");
        self.process.wait().expect("ended");
    }
}
