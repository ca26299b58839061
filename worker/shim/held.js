// @ts-check
/**
 * What both kinds of Durable Object share: the I/O around a synchronous core in Rust.
 *
 * Every call that may write runs inside `transactionSync`: it happens as a whole or not at all, also
 * when Rust panics. What is owed to the outside is planned by the core, performed by the object and
 * reported back to the core.
 */
import { DurableObject } from 'cloudflare:workers';
import { call, generation } from './instance.js';

/** @typedef {import('./edge.js').Bindings & Record<string, unknown>} Env */
/** @typedef {import('./instance.js').Core} Core */

/** Where an alarm is put before its work is done: if the work dies, it is done again. Milliseconds. */
export const AGAIN = 60_000;
/** Waits longer than this are the alarm's. Milliseconds. */
export const PATIENCE = 5_000;
/** How often an object looks for what expired. Milliseconds. */
const DAY = 86_400_000;

/**
 * @param {string} event
 * @param {unknown} error
 * @param {object} [more]
 */
export function log(event, error, more) {
  console.error(JSON.stringify({ level: 'error', event, reason: String(error), ...more }));
}

/**
 * What both kinds share: a core that outlives no panic, transactions, one alarm, one pump.
 * @template {{ forget(): void, panic(): void }} T
 * @extends {DurableObject<Env>}
 */
export class Held extends DurableObject {
  /** @type {T | undefined} */
  #core;
  #generation = -1;
  /** When the alarm rings, as far as this instance knows. */
  #alarm = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pumpAt = Infinity;
  /** @type {Promise<unknown>} */
  #rounds = Promise.resolve();
  #expired = 0;
  /** In a driven clock nothing rings by itself and `Date.now()` says nothing of the shop's time. */
  driven = this.env.CLOCK === 'driven' && this.env.DEVELOPMENT === '1';
  /** The last time a caller told; driven clocks only. */
  told = NaN;

  /**
   * @param {DurableObjectState} ctx
   * @param {Env} env
   */
  constructor(ctx, env) {
    super(ctx, env);
    try {
      this.wake();
    } catch (error) {
      // The first call tries again and tells its caller.
      log('object.wake', error);
    }
  }

  /**
   * Makes the core. For subclasses.
   * @param {Core} _core
   * @returns {T}
   */
  make(_core) {
    throw new Error('abstract');
  }

  /** How long telling is better put off. For subclasses. @returns {number} milliseconds */
  hold() {
    return 0;
  }

  /** Looks what is owed, after a start. For subclasses. */
  wake() {}

  /** One round of telling the outside; answers when the next may be due. For subclasses.
   * @param {boolean} _all @returns {Promise<number>} */
  async round(_all) {
    return Infinity;
  }

  /** What an alarm does beside the rounds. For subclasses. @param {number} _now */
  due(_now) {}

  /** Removes what expired. For subclasses. @param {number} _now */
  expire(_now) {}

  /** When the alarm is wanted next. For subclasses. @returns {number} */
  next() {
    return Infinity;
  }

  /** Nothing is due or owed: the alarm has only to be put further. For subclasses. @param {number} _now */
  calm(_now) {
    return false;
  }

  /** The core of the living instance. */
  core() {
    const living = generation();
    if (this.#core === undefined || this.#generation !== living) {
      this.#core = this.ctx.storage.transactionSync(() => call((core) => this.make(core)));
      this.#generation = living;
    }
    return this.#core;
  }

  /**
   * Runs a synchronous call as one transaction.
   * @template R
   * @param {(core: T) => R} work
   * @returns {R}
   */
  run(work) {
    const core = this.core();
    try {
      return this.ctx.storage.transactionSync(() => call(() => work(core)));
    } catch (error) {
      // Whatever failed, the cache must not be ahead of the tables.
      if (this.#generation === generation()) call(() => core.forget());
      throw error;
    }
  }

  /**
   * The time of a call: the caller's, kept where nothing else tells it.
   * @param {number} now
   */
  at(now) {
    if (this.driven && !(now <= this.told)) this.told = now;
    return now;
  }

  /** Now, for work nobody called for. */
  now() {
    return this.driven ? this.told : Date.now();
  }

  /**
   * Rings at `at` if nothing rings earlier.
   * @param {number} at
   */
  arm(at) {
    if (this.driven || !(at < this.#alarm)) return;
    this.#alarm = at;
    this.ctx.storage.setAlarm(Math.max(at, Date.now() + 1)).catch((error) => {
      this.#alarm = Infinity;
      log('alarm.set', error);
    });
  }

  /**
   * Tells the outside after `delay`, or when that was to happen anyway. Never delays the caller.
   * @param {number} delay milliseconds
   */
  pump(delay) {
    const at = Date.now() + delay;
    if (at >= this.#pumpAt) return;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#pumpAt = at;
    this.#timer = setTimeout(() => {
      this.#pumpAt = Infinity;
      const wait = this.hold();
      if (wait > 0) this.pump(wait);
      else void this.#turn();
    }, delay);
  }

  async #turn() {
    try {
      const next = await this.#inTurn(false);
      const wait = Math.max(0, next - Date.now());
      // A longer wait is the alarm's, where there is one.
      if (wait <= PATIENCE || (this.driven && next !== Infinity)) this.pump(wait);
      this.arm(this.next());
    } catch (error) {
      log('object.pump', error);
      if (this.driven) this.pump(PATIENCE);
      else this.arm(Date.now() + PATIENCE);
    }
  }

  /**
   * One round after the other: what one has under way, the next does not plan again.
   * @param {boolean} all
   * @returns {Promise<number>}
   */
  #inTurn(all) {
    const round = this.#rounds.then(() => this.round(all));
    this.#rounds = round.catch(() => {});
    return round;
  }

  /** Tells the outside all that can be told, and waits for it. */
  async flush() {
    while ((await this.#inTurn(true)) <= Date.now());
  }

  /** The platform's alarm. An alarm that throws six times is gone for ever: this one never throws. */
  async alarm() {
    try {
      const now = Date.now();
      const stale = now - this.#expired > DAY;
      if (stale || !this.calm(now)) {
        this.#alarm = now + AGAIN;
        await this.ctx.storage.setAlarm(this.#alarm);
        this.due(now);
        if (stale) {
          this.expire(now);
          this.#expired = now;
        }
        await this.#inTurn(false);
      }
      const next = this.next();
      this.#alarm = next;
      if (next === Infinity) await this.ctx.storage.deleteAlarm();
      else await this.ctx.storage.setAlarm(Math.max(next, Date.now() + 50));
    } catch (error) {
      log('object.alarm', error);
    }
  }

  /** Development only: what a defect of ours does to the instance. */
  panic() {
    const core = this.core();
    call(() => core.panic());
  }
}
