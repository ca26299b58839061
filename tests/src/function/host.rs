//! The host of a Shopify Function: wasmtime, in the version and with the limits of Shopify's own runner.
//!
//! In scope: linking the function to Shopify's provider module, moving bytes between their two memories, counting. Not in
//! scope: what the function is asked and what its answer means.
//!
//! In production a tool rewrites the function's imports and links the same two modules; here the five imports that move bytes
//! are shims, and all others are the provider's exports under their own names.

use std::sync::Arc;

use wasmtime::{
    AsContextMut, Caller, Config, Engine, Extern, ExternType, Func, Instance, Memory, Module,
    OptLevel, Store, TypedFunc,
};

use super::FunctionError;

/// Instructions Shopify gives a run with up to 200 cart lines.
pub const INSTRUCTIONS: u64 = 11_000_000;
/// What the deployed form counts for what is counted here, at most: it does in Wasm what the shims do in the host.
pub const DEPLOYED: f64 = 1.15;
/// Stack of a run, in bytes.
const STACK: usize = 512 * 1024;

/// Both modules, compiled.
#[derive(Clone)]
pub struct Host {
    engine: Engine,
    provider: Module,
    function: Module,
    export: Arc<str>,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    /// `None` = the function returned; else why it trapped.
    pub trap: Option<String>,
    /// MessagePack, empty if nothing was written.
    pub output: Vec<u8>,
    /// Instructions counted in the export's call.
    pub fuel: u64,
    /// Bytes of both memories.
    pub memory: u64,
    /// What it logged, the last kilobyte.
    pub log: Vec<u8>,
}

impl Host {
    /// Compiles both modules; `export` is the function's entry.
    pub fn new(provider: &[u8], function: &[u8], export: &str) -> Result<Self, FunctionError> {
        let mut config = Config::new();
        config.consume_fuel(true).max_wasm_stack(STACK);
        // Instructions are counted before this; a module is compiled at every start and runs for microseconds.
        config.cranelift_opt_level(OptLevel::None);
        let engine = Engine::new(&config)?;
        Ok(Self {
            provider: Module::new(&engine, provider)?,
            function: Module::new(&engine, function)?,
            export: export.into(),
            engine,
        })
    }

    /// Runs the function once, in memories of its own.
    pub fn run(&self, input: &[u8]) -> Result<Ran, FunctionError> {
        let mut store = Store::new(&self.engine, ());
        // Setting up is the host's business and is not counted.
        store.set_fuel(u64::MAX)?;
        let provider = Instance::new(&mut store, &self.provider, &[])?;
        let theirs = memory(&provider, &mut store)?;
        let initialize: TypedFunc<u32, u32> = provider.get_typed_func(&mut store, "initialize")?;
        let at = initialize.call(&mut store, word(input.len()))?;
        theirs.write(&mut store, at as usize, input)?;

        let shims = Shims {
            theirs,
            provider: &provider,
        };
        let imports = self
            .function
            .imports()
            .map(|import| shims.import(&mut store, import.name(), import.ty()))
            .collect::<Result<Vec<_>, _>>()?;
        let function = Instance::new(&mut store, &self.function, &imports)?;
        let entry: TypedFunc<(), ()> = function.get_typed_func(&mut store, &self.export)?;

        store.set_fuel(INSTRUCTIONS)?;
        let trap = entry.call(&mut store, ()).err();
        let fuel = INSTRUCTIONS - store.get_fuel()?;

        store.set_fuel(u64::MAX)?;
        let finalize: TypedFunc<(), u32> = provider.get_typed_func(&mut store, "finalize")?;
        let at = finalize.call(&mut store, ())? as usize;
        let memory = memory(&function, &mut store)?.data_size(&store) + theirs.data_size(&store);
        let told = words::<6>(theirs.data(&store), at)?;
        let slice = |at: usize, len: usize| {
            let end = at.saturating_add(len);
            let slice = theirs.data(&store).get(at..end);
            slice.ok_or(FunctionError::Provider("told of bytes outside its memory"))
        };
        let [output, output_len, log, log_len, more, more_len] = told;
        Ok(Ran {
            trap: trap.map(|trap| format!("{trap:#}")),
            output: slice(output, output_len)?.to_vec(),
            fuel,
            memory: memory as u64,
            log: [slice(log, log_len)?, slice(more, more_len)?].concat(),
        })
    }
}

/// What the function imports, made of what the provider exports.
struct Shims<'a> {
    theirs: Memory,
    provider: &'a Instance,
}

impl Shims<'_> {
    fn import(
        &self,
        store: &mut Store<()>,
        name: &str,
        wanted: ExternType,
    ) -> Result<Extern, FunctionError> {
        let theirs = self.theirs;
        let inner = format!("_{name}");
        let shim = match name {
            "shopify_function_input_read_utf8_str" => {
                let address: TypedFunc<u32, u32> = self
                    .provider
                    .get_typed_func(&mut *store, "_shopify_function_input_get_utf8_str_addr")?;
                Func::wrap(
                    store,
                    move |mut caller: Caller<'_, ()>, source: u32, to: u32, length: u32| {
                        let from = address.call(&mut caller, source)?;
                        let text = read(&theirs, &mut caller, from, length)?;
                        write(&ours(&mut caller)?, &mut caller, to, &text)
                    },
                )
            }
            "shopify_function_input_get_obj_prop" => {
                let alloc: TypedFunc<u32, u32> = self
                    .provider
                    .get_typed_func(&mut *store, "_shopify_function_alloc")?;
                let get: TypedFunc<(u64, u32, u32), u64> =
                    self.provider.get_typed_func(&mut *store, &inner)?;
                Func::wrap(
                    store,
                    move |mut caller: Caller<'_, ()>, scope: u64, key: u32, length: u32| {
                        let at = alloc.call(&mut caller, length)?;
                        let key = read(&ours(&mut caller)?, &mut caller, key, length)?;
                        write(&theirs, &mut caller, at, &key)?;
                        get.call(&mut caller, (scope, at, length))
                    },
                )
            }
            "shopify_function_output_new_utf8_str" | "shopify_function_intern_utf8_str" => {
                // Answers a status or an id above, the address to copy to below.
                let new: TypedFunc<u32, u64> = self.provider.get_typed_func(&mut *store, &inner)?;
                Func::wrap(
                    store,
                    move |mut caller: Caller<'_, ()>, from: u32, length: u32| {
                        let told = new.call(&mut caller, length)?;
                        let text = read(&ours(&mut caller)?, &mut caller, from, length)?;
                        write(&theirs, &mut caller, told as u32, &text)?;
                        Ok((told >> 32) as u32)
                    },
                )
            }
            "shopify_function_log_new_utf8_str" => {
                // A ring: where to begin in the text, then two places with their lengths.
                let new: TypedFunc<u32, u32> = self.provider.get_typed_func(&mut *store, &inner)?;
                Func::wrap(
                    store,
                    move |mut caller: Caller<'_, ()>, from: u32, length: u32| {
                        let at = new.call(&mut caller, length)? as usize;
                        let [begin, one, one_len, two, two_len] =
                            words::<5>(theirs.data(&caller), at)?;
                        let from = from + word(begin);
                        let first = read(&ours(&mut caller)?, &mut caller, from, word(one_len))?;
                        write(&theirs, &mut caller, word(one), &first)?;
                        let from = from + word(one_len);
                        let rest = read(&ours(&mut caller)?, &mut caller, from, word(two_len))?;
                        write(&theirs, &mut caller, word(two), &rest)
                    },
                )
            }
            _ => self
                .provider
                .get_func(&mut *store, &inner)
                .ok_or_else(|| FunctionError::Import(name.to_owned()))?,
        };
        match wanted {
            ExternType::Func(_) => Ok(shim.into()),
            _ => Err(FunctionError::Import(name.to_owned())),
        }
    }
}

fn memory(instance: &Instance, store: &mut Store<()>) -> Result<Memory, FunctionError> {
    instance
        .get_memory(store, "memory")
        .ok_or(FunctionError::Provider("has no memory"))
}

/// The calling function's memory.
fn ours(caller: &mut Caller<'_, ()>) -> wasmtime::Result<Memory> {
    caller
        .get_export("memory")
        .and_then(Extern::into_memory)
        .ok_or_else(|| wasmtime::Error::msg("the function has no memory"))
}

fn read(
    memory: &Memory,
    store: &mut impl AsContextMut,
    at: u32,
    length: u32,
) -> wasmtime::Result<Vec<u8>> {
    let mut bytes = vec![0; length as usize];
    memory.read(store, at as usize, &mut bytes)?;
    Ok(bytes)
}

fn write(
    memory: &Memory,
    store: &mut impl AsContextMut,
    at: u32,
    bytes: &[u8],
) -> wasmtime::Result<()> {
    Ok(memory.write(store, at as usize, bytes)?)
}

/// `N` little-endian words at an address.
fn words<const N: usize>(memory: &[u8], at: usize) -> wasmtime::Result<[usize; N]> {
    let bytes = at
        .checked_add(4 * N)
        .and_then(|end| memory.get(at..end))
        .ok_or_else(|| wasmtime::Error::msg("words outside the memory"))?;
    let mut words = [0; N];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<4>().0) {
        *word = u32::from_le_bytes(*bytes) as usize;
    }
    Ok(words)
}

/// Every length and address of a 32-bit memory fits.
fn word(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
