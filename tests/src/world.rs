//! One real workerd, as `npm start` runs it, in a process group of its own.
//!
//! Workerd has Node beside it, which speaks for its platform; a crash as users know it takes the
//! whole group, so [`World::kill9`] does. State lives in one directory and outlives a kill.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::client::Client;
use crate::group::Group;
pub use crate::secrets::Secrets;

/// What can go wrong around a world.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// The worker was not built.
    #[error(
        "{0} is missing: build it first with `cargo xtask worker` and `cargo xtask web` (or `npm run build`)"
    )]
    NotBuilt(PathBuf),
    /// The packages were not installed.
    #[error("{0} is missing: run `npm install` first")]
    NotInstalled(PathBuf),
    /// The worker did not answer `/health` in time.
    #[error(
        "the worker on port {port} did not answer /health within {seconds} s; the end of its log:\n{log}"
    )]
    Silent {
        /// Port it was started on.
        port: u16,
        /// How long it was given.
        seconds: u64,
        /// Last lines of its output.
        log: String,
    },
    /// Its process ended before it was ready.
    #[error("the worker ended while starting ({status}); the end of its log:\n{log}")]
    Ended {
        /// Exit status.
        status: String,
        /// Last lines of its output.
        log: String,
    },
    /// The operating system refused something.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
}

/// A layer with which this share of puts into Workers KV fails, 0.0 to 1.0.
pub fn kv_put_failures(share: f64) -> String {
    include_str!("../fakes/kv_faults.mjs").replace("PUT_FAILURES", &share.to_string())
}

/// A layer with which answers carry `x-object-calls`: how many calls to Durable Objects the request made. Right
/// only while one request is under way at a time.
pub fn object_calls() -> String {
    include_str!("../fakes/object_calls.mjs").to_owned()
}

/// How a world is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// As deployed: without `DEVELOPMENT`, so there is no `/dev` and no driven clock.
    pub production: bool,
    /// The clock is driven by `x-plumbline-now`; otherwise it is the machine's.
    pub driven_clock: bool,
    /// Port on 127.0.0.1; a free one is taken where none is given.
    pub port: Option<u16>,
    /// Where state lives; a temporary directory, removed at the end, where none is given.
    pub persist_dir: Option<PathBuf>,
    /// Secrets to use; fresh ones where none are given.
    pub secrets: Option<Secrets>,
    /// More variables of the worker, e.g. `ADMIN_API_URL`.
    pub vars: Vec<(String, String)>,
    /// Text of a module that stands between the platform and the built worker, which it imports as `./built.js`.
    pub layer: Option<String>,
    /// Everything the worker and the platform print, and not only warnings, goes to the log.
    pub verbose: bool,
    /// Directory of another worker's `wrangler.jsonc`: the yardstick of a benchmark.
    pub other_worker: Option<PathBuf>,
}

enum State {
    Kept(PathBuf),
    Temporary(tempfile::TempDir),
}

impl State {
    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Temporary(directory) => directory.path(),
        }
    }
}

/// A running worker, its secrets and its state.
pub struct World {
    options: Options,
    secrets: Secrets,
    port: u16,
    // Before the state: what runs on it ends before it goes.
    group: Option<Group>,
    state: State,
}

/// The product's root directory.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

impl World {
    /// Starts a worker and waits until `/health` answers.
    pub async fn start(options: Options) -> Result<Self, WorldError> {
        let state = match &options.persist_dir {
            Some(path) => {
                std::fs::create_dir_all(path).map_err(io("making the state directory"))?;
                State::Kept(path.clone())
            }
            None => State::Temporary(
                tempfile::Builder::new()
                    .prefix("plumbline-")
                    .tempdir()
                    .map_err(io("making a temporary directory"))?,
            ),
        };
        let port = match options.port {
            Some(port) => port,
            None => free_port()?,
        };
        let secrets = options.secrets.clone().unwrap_or_else(Secrets::generate);
        let mut world = Self {
            options,
            secrets,
            state,
            port,
            group: None,
        };
        world.spawn()?;
        world.ready().await?;
        Ok(world)
    }

    /// SIGKILL to the whole process group, as a power cut would: nothing gets to say goodbye.
    pub async fn kill9(&mut self) {
        if let Some(mut group) = self.group.take() {
            group.kill9().await;
        }
    }

    /// Starts the worker again on the same state and port, after [`Self::kill9`] or beside nothing.
    pub async fn restart(&mut self) -> Result<(), WorldError> {
        self.kill9().await;
        self.spawn()?;
        self.ready().await
    }

    /// Ends the worker in an orderly way, by SIGINT, and by SIGKILL after five seconds.
    pub async fn stop(&mut self) {
        if let Some(mut group) = self.group.take() {
            group.stop().await;
        }
    }

    /// Whether the worker's process still runs.
    pub fn running(&mut self) -> bool {
        self.group
            .as_mut()
            .is_some_and(|group| group.ended().is_none())
    }

    /// `http://127.0.0.1:{port}`.
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The secrets the worker was started with.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Directory of all durable state and logs.
    pub fn state_dir(&self) -> &Path {
        self.state.path()
    }

    /// A client of this world for the shop `shop` (its myshopify domain).
    pub fn client(&self, shop: &str) -> Client {
        Client::new(self.base(), self.secrets.clone(), shop.to_owned())
    }

    /// The last 40 lines the worker printed.
    pub fn log_tail(&self) -> String {
        let text = std::fs::read(self.log_path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        lines
            .get(lines.len().saturating_sub(40)..)
            .unwrap_or_default()
            .join("\n")
    }

    fn log_path(&self) -> PathBuf {
        self.state.path().join("worker.log")
    }

    fn spawn(&mut self) -> Result<(), WorldError> {
        let root = root();
        let simulator = root.join("node_modules/miniflare");
        if !simulator.exists() {
            return Err(WorldError::NotInstalled(simulator));
        }
        let state = self.state.path().to_path_buf();
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .map_err(io("opening the worker's log"))?;
        let errors = log.try_clone().map_err(io("opening the worker's log"))?;
        let home = match &self.options.other_worker {
            Some(directory) => directory.clone(),
            None => self.copy_build(&root)?,
        };
        let mut command = Command::new("node");
        command
            .arg(root.join("tests/src/world.mjs"))
            .arg(home.join("wrangler.jsonc"))
            .arg(self.port.to_string())
            .arg(state.join("workerd"))
            .arg(self.write_vars()?)
            // A line a request costs the platform more than the request.
            .arg(if self.options.verbose { "info" } else { "warn" })
            .env("NO_COLOR", "1")
            .env("XDG_CONFIG_HOME", state.join("config"))
            .env("WRANGLER_LOG_PATH", state.join("logs"))
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors);
        self.group = Some(Group::start(&mut command).map_err(io("starting node"))?);
        Ok(())
    }

    /// Writes the variables to a file only its owner reads: a command line is seen by everyone.
    fn write_vars(&self) -> Result<PathBuf, WorldError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        let mut lines = vec![
            ("SHOPIFY_API_KEY".to_owned(), self.secrets.api_key.clone()),
            (
                "SHOPIFY_API_SECRET".to_owned(),
                self.secrets.api_secret.clone(),
            ),
            ("MASTER_KEY".to_owned(), self.secrets.master_key.clone()),
            (
                "ADMIN_API_TOKEN".to_owned(),
                self.secrets.admin_token.clone(),
            ),
        ];
        if !self.options.production {
            lines.push(("DEVELOPMENT".to_owned(), "1".to_owned()));
        }
        if self.options.driven_clock {
            lines.push(("CLOCK".to_owned(), "driven".to_owned()));
        }
        lines.extend(self.options.vars.iter().cloned());
        let text: String = lines
            .iter()
            .map(|(name, value)| format!("{name}=\"{value}\"\n"))
            .collect();
        let path = self.state.path().join("vars.env");
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)
            .map_err(io("writing the variables"))?;
        std::io::Write::write_all(&mut file, text.as_bytes())
            .map_err(io("writing the variables"))?;
        Ok(path)
    }

    /// Copies configuration, worker and assets beside the state, in the places the configuration
    /// names: a build meanwhile must not change a run that starts its worker again. Answers the configuration's directory.
    fn copy_build(&self, root: &Path) -> Result<PathBuf, WorldError> {
        let copy = self.state.path().join("build");
        for built in ["dist/worker", "dist/assets"] {
            let main = root.join("dist/worker/index.js");
            if !main.exists() || !root.join(built).exists() {
                return Err(WorldError::NotBuilt(main));
            }
            copy_files(&root.join(built), &copy.join(built))?;
        }
        let home = copy.join("worker");
        std::fs::create_dir_all(&home).map_err(io("copying the configuration"))?;
        std::fs::copy(
            root.join("worker/wrangler.jsonc"),
            home.join("wrangler.jsonc"),
        )
        .map_err(io("copying the configuration"))?;
        if let Some(layer) = &self.options.layer {
            // The main module's name is the configuration's; the worker's own moves aside.
            let worker = copy.join("dist/worker");
            std::fs::rename(worker.join("index.js"), worker.join("built.js"))
                .and_then(|()| std::fs::write(worker.join("index.js"), layer))
                .map_err(io("writing the layer"))?;
        }
        Ok(home)
    }

    async fn ready(&mut self) -> Result<(), WorldError> {
        const SECONDS: u64 = 90;
        let url = format!("{}/health", self.base());
        let http = reqwest::Client::new();
        let started = std::time::Instant::now();
        while started.elapsed() < Duration::from_secs(SECONDS) {
            if let Some(status) = self.group.as_mut().and_then(Group::ended) {
                return Err(WorldError::Ended {
                    status: status.to_string(),
                    log: self.log_tail(),
                });
            }
            let answer = http.get(&url).timeout(Duration::from_secs(5)).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(WorldError::Silent {
            port: self.port,
            seconds: SECONDS,
            log: self.log_tail(),
        })
    }
}

/// Copies the files of a directory, and of those below it, over what is there.
fn copy_files(from: &Path, to: &Path) -> Result<(), WorldError> {
    std::fs::create_dir_all(to).map_err(io("copying the build"))?;
    for entry in std::fs::read_dir(from).map_err(io("reading the build"))? {
        let entry = entry.map_err(io("reading the build"))?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_files(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target).map_err(io("copying the build"))?;
        }
    }
    Ok(())
}

/// A port nobody listens on just now.
pub fn free_port() -> Result<u16, WorldError> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(io("finding a port"))?;
    Ok(listener.local_addr().map_err(io("finding a port"))?.port())
}

pub(crate) fn io(what: &str) -> impl FnOnce(std::io::Error) -> WorldError {
    let what = what.to_owned();
    move |source| WorldError::Io { what, source }
}
