//! A child process in a process group of its own, which ends with whoever holds it.

use std::time::Duration;

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};

/// A process and all it started.
#[derive(Debug)]
pub struct Group(Child);

impl Group {
    /// Starts `command` as the leader of a new group.
    pub fn start(command: &mut Command) -> std::io::Result<Self> {
        command
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map(Self)
    }

    /// SIGKILL to every process of the group, and waits for its leader.
    pub async fn kill9(&mut self) {
        self.signal(Signal::SIGKILL);
        let _ = self.0.wait().await;
    }

    /// SIGINT, five seconds, then SIGKILL.
    pub async fn stop(&mut self) {
        self.signal(Signal::SIGINT);
        let _ = tokio::time::timeout(Duration::from_secs(5), self.0.wait()).await;
        // What the leader left behind in its group goes too.
        self.kill9().await;
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.0.try_wait().ok().flatten()
    }

    /// The leader's standard output, once.
    pub fn output(&mut self) -> Option<tokio::process::ChildStdout> {
        self.0.stdout.take()
    }

    fn signal(&self, signal: Signal) {
        if let Some(group) = self.0.id().and_then(|id| i32::try_from(id).ok()) {
            // An already empty group is what we want anyway.
            let _ = killpg(Pid::from_raw(group), signal);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal(Signal::SIGKILL);
    }
}

/// Runs `work` until it is done or until somebody ends this process by Ctrl-C or SIGTERM, so that
/// the groups it holds end with it. `None`: it was ended.
pub async fn until_ended<T>(work: impl Future<Output = T>) -> Option<T> {
    let ended = async {
        match (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
        ) {
            (Ok(mut interrupt), Ok(mut terminate)) => {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            }
            // Without handlers the signals end the process by themselves.
            _ => std::future::pending().await,
        }
    };
    tokio::select! {
        done = work => Some(done),
        () = ended => None,
    }
}
