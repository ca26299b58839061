// @ts-check
/**
 * The one Wasm instance of the isolate, and what becomes of it when Rust panics.
 *
 * With `panic = "abort"` a panic leaves the instance unusable and every promise it owes unsettled.
 * So: a panic soon fails all requests in flight, the next call starts a fresh instance. Whoever keeps
 * objects of the instance compares `generation()` and makes them anew.
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

/** How often a request in flight looks whether its instance still lives, in milliseconds. */
const LOOK = 25;

// The worker crate's panic hook sets `criticalError`: it becomes our flag.
Object.defineProperty(/** @type {any} */ (globalThis).__worker_init_state, 'criticalError', {
  get: () => poisoned,
  set: (value) => {
    poisoned ||= Boolean(value);
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
    if (error instanceof WebAssembly.RuntimeError) poisoned = true;
    throw error;
  }
}

/**
 * Calls an async export of Rust; rejects soon after any panic took the instance away meanwhile.
 *
 * The request looks for itself: what one request rejects does not wake another one, the runtime would
 * take it for hung.
 * @template T
 * @param {(core: Core) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function callAsync(work) {
  const born = generation();
  /** @type {number | null} */
  let timer = null;
  /** @type {Promise<never>} */
  const lost = new Promise((_, reject) => {
    const look = () => {
      if (poisoned || generation_ !== born) reject(new Panicked());
      else timer = setTimeout(look, LOOK);
    };
    timer = setTimeout(look, LOOK);
  });
  try {
    return await Promise.race([call(work), lost]);
  } finally {
    clearTimeout(timer);
  }
}
