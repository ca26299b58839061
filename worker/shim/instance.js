// @ts-check
/**
 * The one Wasm instance of the isolate, and what becomes of it when Rust panics.
 *
 * With `panic = "abort"` a panic leaves the instance unusable and every promise it owes unsettled.
 * So: the panic fails all requests in flight at once, the next call starts a fresh instance. Whoever
 * keeps objects of the instance compares `generation()` and makes them anew.
 */
import * as core from '../../dist/core/index.js';

/** The exports of the worker crate. @typedef {typeof core} Core */

/** A request in flight when Rust panicked: ours, safe to send again. */
export class Panicked extends Error {
  constructor() {
    super('the instance was reset');
    this.name = 'Panicked';
  }
}

let generation_ = 0;
let poisoned = false;
/** @type {Set<(error: Error) => void>} */
const inFlight = new Set();

function panicked() {
  poisoned = true;
  const waiting = [...inFlight];
  inFlight.clear();
  for (const reject of waiting) reject(new Panicked());
}

// The worker crate's panic hook sets `criticalError`; a setter makes that an event.
Object.defineProperty(/** @type {any} */ (globalThis).__worker_init_state, 'criticalError', {
  get: () => poisoned,
  set: (value) => {
    if (value) panicked();
  },
});

/** Grows whenever the instance was replaced: objects of an older generation are gone. */
export function generation() {
  if (poisoned) {
    core.__wbg_reset_state();
    generation_ += 1;
    poisoned = false;
  }
  return generation_;
}

/**
 * Calls Rust synchronously. A trap poisons the instance like a panic does.
 * @template T
 * @param {(core: Core) => T} work
 * @returns {T}
 */
export function call(work) {
  generation();
  try {
    return work(core);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) panicked();
    throw error;
  }
}

/**
 * Calls an async export of Rust; rejects at once if any panic takes the instance away meanwhile.
 * @template T
 * @param {(core: Core) => Promise<T>} work
 * @returns {Promise<T>}
 */
export function callAsync(work) {
  return new Promise((resolve, reject) => {
    inFlight.add(reject);
    const settle = () => inFlight.delete(reject);
    try {
      call(work).then(
        (value) => {
          settle();
          resolve(value);
        },
        (error) => {
          settle();
          reject(error);
        },
      );
    } catch (error) {
      settle();
      reject(error);
    }
  });
}
