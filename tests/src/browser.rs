//! Real Chromium, driven by its own chromedriver over the WebDriver protocol.
//!
//! The few commands needed are plain JSON over HTTP; a session ends with its [`Browser`].

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use base64::Engine as _;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::group::Group;
use crate::world::free_port;

/// Why the browser could not be driven.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// Chromium or its driver is not installed.
    #[error("{0} is missing: install Chromium and its driver (Debian: chromium chromium-driver)")]
    Missing(&'static str),
    /// The driver did not come up.
    #[error("chromedriver did not answer within 20 s")]
    Silent,
    /// The driver refused a command.
    #[error("{command}: {reason}")]
    Refused {
        /// WebDriver command.
        command: String,
        /// The driver's message.
        reason: String,
    },
    /// Transport or file trouble.
    #[error("{what}: {reason}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        reason: String,
    },
}

/// How a browser is started.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// Width of the window in CSS pixels.
    pub width: u32,
    /// Height of the window in CSS pixels.
    pub height: u32,
    /// The reader asked for less motion.
    pub reduced_motion: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            scripts: true,
            width: 1280,
            height: 900,
            reduced_motion: false,
        }
    }
}

/// One Chromium with one window.
pub struct Browser {
    http: reqwest::Client,
    session: String,
    driver: Group,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts Chromium, headless.
    pub async fn start(settings: Settings) -> Result<Self, BrowserError> {
        let chromium = installed(&[
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        ])
        .ok_or(BrowserError::Missing("chromium"))?;
        let driver = installed(&[
            "/usr/bin/chromedriver",
            "/usr/lib/chromium-browser/chromedriver",
        ])
        .ok_or(BrowserError::Missing("chromedriver"))?;
        let port = free_port().map_err(|error| io("finding a port", &error))?;
        let profile = tempfile::Builder::new()
            .prefix("plumbline-chromium-")
            .tempdir()
            .map_err(|error| io("making a profile", &error))?;
        let mut command = Command::new(driver);
        command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // The driver and its Chromium are one group: neither outlives a test that fails.
        let driver =
            Group::start(&mut command).map_err(|error| io("starting chromedriver", &error))?;
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()
            .map_err(|error| io("making an HTTP client", &error))?;
        let base = format!("http://127.0.0.1:{port}");
        let mut browser = Self {
            http,
            session: base.clone(),
            driver,
            _profile: profile,
        };
        browser.ready(&base).await?;
        let profile = browser._profile.path().display().to_string();
        let capabilities = capabilities(chromium, &profile, settings);
        let answer = browser
            .command("POST", &format!("{base}/session"), &capabilities)
            .await?;
        let id = answer["sessionId"].as_str().unwrap_or_default();
        browser.session = format!("{base}/session/{id}");
        Ok(browser)
    }

    async fn ready(&self, base: &str) -> Result<(), BrowserError> {
        for _ in 0..200 {
            if self.http.get(format!("{base}/status")).send().await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(BrowserError::Silent)
    }

    /// Opens `url` and waits for its load event.
    pub async fn open(&self, url: &str) -> Result<(), BrowserError> {
        self.post("url", &json!({"url": url})).await.map(|_| ())
    }

    /// Runs `script` (the body of a function) in the page and returns its value.
    pub async fn run(&self, script: &str) -> Result<Value, BrowserError> {
        self.post("execute/sync", &json!({"script": script, "args": []}))
            .await
    }

    /// Waits until `script` returns true, at most `limit`; how long it took, if it did.
    pub async fn until(
        &self,
        script: &str,
        limit: Duration,
    ) -> Result<Option<Duration>, BrowserError> {
        let started = std::time::Instant::now();
        loop {
            if self.run(script).await? == Value::Bool(true) {
                return Ok(Some(started.elapsed()));
            }
            if started.elapsed() > limit {
                return Ok(None);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The visible text of the whole page, as Chromium lays it out.
    pub async fn visible_text(&self) -> Result<String, BrowserError> {
        let element = self.find("body").await?;
        let text = self.get(&format!("element/{element}/text")).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Holds Tab down until it has repeated so many times.
    pub async fn tab(&self, times: u64) -> Result<(), BrowserError> {
        let down = (0..times).map(|_| "keyDown");
        let keys: Vec<Value> = down
            .chain(["keyUp"])
            .map(|way| json!({"type": way, "value": "\u{e004}"}))
            .collect();
        let pressed = json!({"actions": [{"type": "key", "id": "keyboard", "actions": keys}]});
        self.post("actions", &pressed).await.map(|_| ())
    }

    /// A command of Chromium's own protocol, for what WebDriver has no word for.
    pub async fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, BrowserError> {
        self.post(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
        .await
    }

    /// Clicks the first element that `selector` (CSS) names.
    pub async fn click(&self, selector: &str) -> Result<(), BrowserError> {
        let element = self.find(selector).await?;
        self.post(&format!("element/{element}/click"), &json!({}))
            .await
            .map(|_| ())
    }

    /// Writes `text` into the first element that `selector` (CSS) names, as a person types it.
    pub async fn write(&self, selector: &str, text: &str) -> Result<(), BrowserError> {
        let element = self.find(selector).await?;
        self.post(&format!("element/{element}/value"), &json!({"text": text}))
            .await
            .map(|_| ())
    }

    /// The rendered HTML as it stands.
    pub async fn source(&self) -> Result<String, BrowserError> {
        Ok(self
            .get("source")
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Writes a picture of the window to `path` (PNG).
    pub async fn screenshot(&self, path: &Path) -> Result<(), BrowserError> {
        let answer = self.get("screenshot").await?;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(answer.as_str().unwrap_or_default())
            .map_err(|error| io("decoding a screenshot", &error))?;
        std::fs::write(path, bytes).map_err(|error| io("writing a screenshot", &error))
    }

    /// Ends the session and Chromium with it.
    pub async fn close(mut self) {
        let _ = self.http.delete(&self.session).send().await;
        self.driver.kill9().await;
    }

    async fn find(&self, selector: &str) -> Result<String, BrowserError> {
        let query = json!({"using": "css selector", "value": selector});
        let found = self.post("element", &query).await?;
        let id = found
            .as_object()
            .and_then(|members| members.values().next());
        Ok(id.and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    async fn post(&self, command: &str, body: &Value) -> Result<Value, BrowserError> {
        self.command("POST", &format!("{}/{command}", self.session), body)
            .await
    }

    async fn get(&self, command: &str) -> Result<Value, BrowserError> {
        self.command("GET", &format!("{}/{command}", self.session), &Value::Null)
            .await
    }

    async fn command(&self, method: &str, url: &str, body: &Value) -> Result<Value, BrowserError> {
        let request = if method == "GET" {
            self.http.get(url)
        } else {
            self.http
                .post(url)
                .header("content-type", "application/json")
                .body(body.to_string())
        };
        let answer = request.send().await.map_err(|error| io(url, &error))?;
        let good = answer.status().is_success();
        let text = answer.text().await.map_err(|error| io(url, &error))?;
        let mut answer: Value = serde_json::from_str(&text).map_err(|error| io(url, &error))?;
        let value = answer["value"].take();
        if good {
            return Ok(value);
        }
        Err(BrowserError::Refused {
            command: url.to_owned(),
            reason: value["message"].as_str().unwrap_or(&text).to_owned(),
        })
    }
}

fn installed(paths: &[&'static str]) -> Option<&'static str> {
    paths.iter().copied().find(|path| Path::new(path).exists())
}

fn io(what: &str, error: &dyn std::fmt::Display) -> BrowserError {
    BrowserError::Io {
        what: what.to_owned(),
        reason: error.to_string(),
    }
}

fn capabilities(chromium: &str, profile: &str, settings: Settings) -> Value {
    let mut args = vec![
        "--headless".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--hide-scrollbars".to_owned(),
        format!("--user-data-dir={profile}"),
        format!("--window-size={},{}", settings.width, settings.height),
    ];
    if settings.reduced_motion {
        args.push("--force-prefers-reduced-motion".to_owned());
    }
    let mut prefs = json!({});
    if !settings.scripts {
        prefs["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    json!({"capabilities": {"alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": chromium, "args": args, "prefs": prefs},
    }}})
}
