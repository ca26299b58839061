//! The checkout function, as shipped, run for real.
//!
//! In scope: the built module in Shopify's engine ([`host`]), the carts it is given ([`cart`], [`samples`]), inputs no shop should
//! send ([`fuzz`]).
//! Not in scope: building it (`cargo xtask function`), and Shopify itself: what its checkout does with the answer is not tested.

pub mod cart;
pub mod fuzz;
pub mod host;
pub mod samples;

use std::path::Path;

use serde_json::Value;

use crate::world::root;
use host::Host;

/// The function's entry, as `shopify.extension.toml` names it.
pub const EXPORT: &str = "cart_delivery_options_transform_run";
/// Where the lane leaves the function.
pub const FUNCTION: &str = "dist/function/checkout-estimate.wasm";
/// Where the lane leaves Shopify's half.
pub const PROVIDER: &str = "dist/function/provider.wasm";

/// Why the function could not be run; a trap of the function itself is a result ([`Run::trap`]).
#[derive(Debug, thiserror::Error)]
pub enum FunctionError {
    /// It is not built.
    #[error("{path}: {error}; `cargo xtask function` makes it")]
    Missing {
        /// The module.
        path: &'static str,
        /// Why it cannot be read.
        error: std::io::Error,
    },
    /// The engine.
    #[error("wasmtime: {0}")]
    Engine(#[from] wasmtime::Error),
    /// Bytes outside a memory.
    #[error(transparent)]
    Memory(#[from] wasmtime::MemoryAccessError),
    /// An import that the provider does not have.
    #[error("nothing provides the import {0}")]
    Import(String),
    /// The provider does not do what its crate documents.
    #[error("the provider {0}")]
    Provider(&'static str),
    /// The input as MessagePack.
    #[error("the input: {0}")]
    Input(#[from] rmp_serde::encode::Error),
    /// The output is not MessagePack.
    #[error("the output: {0}")]
    Output(#[from] rmp_serde::decode::Error),
}

/// The shipped function, compiled once.
#[derive(Clone)]
pub struct Function {
    host: Host,
    bytes: usize,
}

/// One run.
#[derive(Clone, Debug)]
pub struct Run {
    /// What it answered; null if it trapped before.
    pub output: Value,
    /// Instructions as the deployed form would count them, at most ([`host::DEPLOYED`]).
    pub instructions: u64,
    /// Bytes of memory, Shopify's half included.
    pub memory: u64,
    /// What it logged.
    pub log: String,
    /// Why it ended without an answer.
    pub trap: Option<String>,
}

impl Function {
    /// The function the lane built.
    pub fn load() -> Result<Self, FunctionError> {
        let read = |path: &'static str| {
            std::fs::read(root().join(Path::new(path)))
                .map_err(|error| FunctionError::Missing { path, error })
        };
        Self::of(&read(PROVIDER)?, &read(FUNCTION)?)
    }

    /// A function from its bytes.
    pub fn of(provider: &[u8], function: &[u8]) -> Result<Self, FunctionError> {
        Ok(Self {
            host: Host::new(provider, function, EXPORT)?,
            bytes: function.len(),
        })
    }

    /// Size of the module.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Runs it on an input: the query's result, as JSON.
    pub fn run(&self, input: &Value) -> Result<Run, FunctionError> {
        let ran = self.host.run(&rmp_serde::to_vec(input)?)?;
        let output = if ran.trap.is_some() {
            Value::Null
        } else {
            rmp_serde::from_slice(&ran.output)?
        };
        Ok(Run {
            output,
            instructions: (ran.fuel as f64 * host::DEPLOYED).ceil() as u64,
            memory: ran.memory,
            log: String::from_utf8_lossy(&ran.log).into_owned(),
            trap: ran.trap,
        })
    }
}
