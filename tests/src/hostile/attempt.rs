//! One request, hostile or honest, and many of them at once.

use std::time::Duration;

use tokio::task::JoinSet;

use super::HostileError;
use crate::client::{Answer, Client, ClientError};

/// Requests under way at a time.
const AT_ONCE: usize = 16;
/// Tries of a request that never reached the worker.
const TRIES: u32 = 6;

/// By what it is judged whether a request was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The status says it.
    Status,
    /// A shopper's act is always answered by the way back to its page: what became of it is the outcome that the worker signed.
    Outcome,
    /// The page is there for every reader: taken is what puts an outcome's sentence on it.
    Sentence,
}

/// A request and what it is meant to be.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What is tried, for people.
    pub what: String,
    /// An honest request, which must be taken; otherwise it must be refused.
    pub honest: bool,
    /// By what that is seen.
    pub by: By,
    /// Address with its query.
    pub path: String,
    /// Headers in order; a name may occur twice.
    pub headers: Vec<(String, String)>,
    /// Body of a POST; a GET has none.
    pub body: Option<Vec<u8>>,
}

impl Attempt {
    /// A hostile GET.
    pub fn get(what: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            honest: false,
            by: By::Status,
            path: path.into(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// A hostile POST.
    pub fn post(what: impl Into<String>, path: impl Into<String>, body: Vec<u8>) -> Self {
        Self {
            body: Some(body),
            ..Self::get(what, path)
        }
    }

    /// The same with a header more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same, JSON within the session of `token`.
    #[must_use]
    pub fn within(self, token: &str) -> Self {
        self.with("authorization", format!("Bearer {token}"))
            .with("content-type", "application/json")
    }

    /// The same, judged by something else than its status.
    #[must_use]
    pub fn by(mut self, by: By) -> Self {
        self.by = by;
        self
    }

    /// The same, honest.
    #[must_use]
    pub fn honest(mut self) -> Self {
        self.honest = true;
        self
    }

    /// Sends it, and again where the development server in front of the worker lost the connection: it does, now and then,
    /// when the worker answers without reading the body.
    pub async fn send(&self, client: &Client) -> Result<Answer, HostileError> {
        let mut tries = 1;
        loop {
            match self.send_once(client).await {
                Ok(answer) if tries < TRIES && lost(&answer) => {}
                Err(HostileError::Client(ClientError::Transport { .. })) if tries < TRIES => {}
                done => return done,
            }
            tokio::time::sleep(Duration::from_millis(50 << tries)).await;
            tries += 1;
        }
    }

    /// Sends it once.
    pub async fn send_once(&self, client: &Client) -> Result<Answer, HostileError> {
        let headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        Ok(match &self.body {
            None => client.get(&self.path, &headers).await?,
            Some(body) => client.post(&self.path, body.clone(), &headers).await?,
        })
    }
}

/// Whether this is not the worker's answer but the development server's.
pub fn lost(answer: &Answer) -> bool {
    let text = answer.text.as_str();
    answer.status == 503 && text.starts_with("Your worker restarted mid-request")
        || answer.status == 500 && text.starts_with("Error: Network connection lost")
}

/// Sends all of them, some at a time, and has each answer judged.
pub async fn send_all(
    client: &Client,
    attempts: Vec<Attempt>,
    mut judge: impl FnMut(&Attempt, &Answer),
) -> Result<(), HostileError> {
    let mut waiting = attempts.into_iter();
    let mut sending = JoinSet::new();
    loop {
        while sending.len() < AT_ONCE
            && let Some(attempt) = waiting.next()
        {
            let client = client.clone();
            sending.spawn(async move {
                let answer = attempt.send(&client).await;
                (attempt, answer)
            });
        }
        match sending.join_next().await {
            None => return Ok(()),
            Some(Ok((attempt, answer))) => judge(&attempt, &answer?),
            Some(Err(error)) => return Err(HostileError::Wrong(error.to_string())),
        }
    }
}
