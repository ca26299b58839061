// @ts-check
/**
 * The two kinds of Durable Object: the I/O around a synchronous core in Rust.
 *
 * Every call that may write runs inside `transactionSync`: it happens as a whole or not at all, also
 * when Rust panics. What is owed to the outside (KV, the queue, the other object, Shopify) is planned
 * by the core, performed here and reported back to it.
 */
import { DurableObject } from 'cloudflare:workers';
import { call, generation } from './instance.js';

/** @typedef {import('./edge.js').Bindings & Record<string, unknown>} Env */
/** @typedef {import('./instance.js').Core} Core */

/** Where an alarm is put before its work is done: if the work dies, it is done again. Milliseconds. */
const AGAIN = 60_000;
/** Waits longer than this are the alarm's. Milliseconds. */
const PATIENCE = 5_000;
/** Time for further facts of an order to come in before it is told, when nobody watches. Milliseconds. */
const GATHER = 100;
/** Orders whose deadlines fire in one transaction, and transactions an alarm. */
const BATCH = 50;
const BATCHES = 20;
/** Sockets an order may have. */
const SOCKETS = 200;
/** What an object does when there is nothing to do: looks for what expired. Milliseconds. */
const DAY = 86_400_000;
/** How long Shopify may take. Milliseconds. */
const TIMEOUT = 15_000;

const encoder = new TextEncoder();

/**
 * @param {string} event
 * @param {unknown} error
 * @param {object} [more]
 */
function log(event, error, more) {
  console.error(JSON.stringify({ level: 'error', event, reason: String(error), ...more }));
}

/** @param {unknown} value */
const text = (value) => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * What both kinds share: a core that outlives no panic, transactions, one alarm, one pump.
 * @template {{ forget(): void, panic(): void }} T
 * @extends {DurableObject<Env>}
 */
class Held extends DurableObject {
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
    clearTimeout(this.#timer);
    this.#pumpAt = at;
    this.#timer = setTimeout(() => {
      this.#pumpAt = Infinity;
      void this.#turn();
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
      this.#alarm = now + AGAIN;
      await this.ctx.storage.setAlarm(this.#alarm);
      this.due(now);
      if (now - this.#expired > DAY) {
        this.expire(now);
        this.#expired = now;
      }
      await this.#inTurn(false);
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

/**
 * One shard of a shop's orders: the only place where their truth changes.
 * @extends {Held<InstanceType<Core['LedgerCore']>>}
 */
export class Ledger extends Held {
  #sockets = this.ctx.getWebSockets().length;

  /** @param {Core} core */
  make(core) {
    return new core.LedgerCore(
      this.ctx.storage.sql,
      String(this.env.MASTER_KEY ?? ''),
      this.env.DEVELOPMENT === '1',
    );
  }

  wake() {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
    const [next, owed] = this.core().next();
    if (next !== undefined) this.arm(next);
    if (owed) {
      this.arm(Date.now() + PATIENCE);
      this.pump(GATHER);
    }
  }

  /** After a call that changed something: the alarm in the same turn, the telling after it. */
  #changed() {
    const wants = this.core().take_wants();
    if (wants === Infinity) return;
    this.arm(wants);
    this.pump(this.#sockets > 0 ? 0 : GATHER);
  }

  /**
   * Takes a delivery. Acknowledged means persisted.
   * @param {number} now
   * @param {Uint8Array} bytes
   */
  append(now, bytes) {
    this.at(now);
    let ack;
    try {
      ack = this.run((core) => core.append(now, bytes));
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      // These facts take the core down, now and at every retry: set aside, with the reason.
      log('ledger.poison', error);
      ack = this.run((core) => core.bury_poison(now, bytes, `the core panicked: ${error.message}`));
    }
    this.#changed();
    return ack;
  }

  /** @param {number} now @param {string} order */
  view(now, order) {
    this.at(now);
    const view = this.run((core) => core.view(now, order));
    this.#changed();
    return view;
  }

  /** @param {number} now @param {string} order */
  trace(now, order) {
    this.at(now);
    const trace = this.run((core) => core.trace(now, order));
    this.#changed();
    return trace;
  }

  /** A data request: who may ask is the caller's to check. @param {number} now @param {string} order */
  personal(now, order) {
    this.at(now);
    console.log(JSON.stringify({ level: 'info', event: 'personal.read', order }));
    return this.run((core) => core.personal(now, order));
  }

  /** @param {number} now @param {Uint8Array} bytes */
  configure(now, bytes) {
    this.at(now);
    this.run((core) => core.configure(now, bytes));
    this.#refold(now);
    this.#changed();
  }

  /**
   * @param {number} now
   * @param {string} what JSON array of order ids, or `*`
   * @param {string} shop
   */
  redact(now, what, shop) {
    this.at(now);
    this.run((core) => core.redact(now, shop, what));
    this.#changed();
  }

  digests() {
    return this.run((core) => core.digests());
  }

  letters() {
    return this.run((core) => core.letters());
  }

  /** @param {number} now @param {number | string} id */
  replay(now, id) {
    this.at(now);
    const ack = this.run((core) => core.replay(now, Number(id)));
    this.#changed();
    return ack;
  }

  /** @param {number} now @param {string | undefined} order @param {string} source @param {string} reason @param {Uint8Array} bytes */
  bury(now, order, source, reason, bytes) {
    this.run((core) => core.bury(now, order, source, reason, bytes));
    this.#changed();
  }

  /** The request of a leased effect, or JSON's null. @param {number} now @param {string} key @param {number} attempt */
  deliver(now, key, attempt) {
    return this.run((core) => core.deliver(this.driven ? this.told : now, key, attempt));
  }

  /** @param {number} now @param {string} key @param {number} attempt @param {string} report */
  settle(now, key, attempt, report) {
    const outcome = this.run((core) =>
      core.settle(this.driven ? this.told : now, key, attempt, report),
    );
    this.#changed();
    return outcome;
  }

  /** SQL statements so far: development's `ingest.statements`. */
  statements() {
    return this.core().statements();
  }

  /**
   * Fires what is due, tells what is owed; answers the next deadline as JSON.
   * @param {number} now
   */
  async tick(now) {
    this.at(now);
    this.due(now);
    this.core().take_wants();
    await this.flush();
    const [next] = this.core().next();
    return JSON.stringify(next ?? null);
  }

  /** @param {number} now */
  due(now) {
    this.#refold(now);
    for (let batch = 0, limit = BATCH; batch < BATCHES || this.driven; batch += 1) {
      try {
        if (this.run((core) => core.fire(now, limit)) < limit) return;
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError)) throw error;
        // One of these orders takes the core down: find it, one at a time, and set it aside.
        if (limit === 1) this.run((core) => core.skip(now, `the core panicked: ${error.message}`));
        limit = 1;
      }
    }
  }

  /** @param {number} now */
  #refold(now) {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      if (!this.run((core) => core.refold(now))) return;
    }
  }

  /** @param {number} now */
  expire(now) {
    this.run((core) => core.expire(now));
  }

  next() {
    const [next = Infinity, owed] = this.core().next();
    if (!owed) return next;
    // What a failure holds back waits for its time, at most until the next look.
    const later = this.core().next_try();
    const soon = Date.now() + PATIENCE;
    return Math.min(next, later === Infinity ? soon : Math.max(soon, Math.min(later, soon + AGAIN)));
  }

  /** @param {boolean} all */
  async round(all) {
    const now = this.now();
    // A driven clock nobody told: nothing is due, readers are still told.
    const jobs = this.run((core) => core.plan(Number.isNaN(now) ? 0 : now, Date.now(), all));
    await Promise.all(jobs.map((job) => this.#perform(job)));
    if (jobs.length > 0) return Date.now();
    return this.core().next_try();
  }

  /** @param {any[]} job */
  async #perform(job) {
    const [kind, ...rest] = job;
    if (kind === 'view') await this.#tellReaders(rest);
    else if (kind === 'send') await this.#send(rest);
    else await this.#tellShop(rest);
  }

  /** @param {any[]} job */
  async #tellReaders([order, rev, version, key, body]) {
    let ok = true;
    try {
      if (body === undefined) await this.env.VIEWS.delete(key);
      else await this.env.VIEWS.put(key, body);
    } catch (error) {
      ok = false;
      log('view.put', error, { key });
    }
    this.run((core) => core.told_view(order, rev, ok, Date.now()));
    // Also after a failure: whoever has seen this version asks the ledger.
    for (const socket of this.ctx.getWebSockets(order)) {
      try {
        socket.send(JSON.stringify({ version }));
      } catch {
        // A socket that went away needs no news.
      }
    }
  }

  /** @param {any[]} job */
  async #send([key, attempt]) {
    let ok = true;
    try {
      await this.env.OUTBOX.send({ ledger: this.ctx.id.toString(), key, attempt });
    } catch (error) {
      ok = false;
      log('outbox.send', error, { key });
    }
    const now = this.now();
    this.run((core) => core.told_send(Number.isNaN(now) ? 0 : now, key, attempt, ok));
  }

  /** @param {any[]} job */
  async #tellShop([shop, body]) {
    let ok = true;
    const now = this.now();
    try {
      const stub = this.env.SHOP.get(this.env.SHOP.idFromName(shop));
      await stub.apply(Number.isNaN(now) ? 0 : now, this.ctx.id.toString(), encoder.encode(body));
    } catch (error) {
      ok = false;
      log('shop.apply', error, { shop });
    }
    this.run((core) => core.told_delta(ok, Date.now()));
  }

  /**
   * `/live/{order}`: a socket that hears `{"version"}` after every projected change.
   * @param {Request} request
   */
  async fetch(request) {
    const order = /\/live\/([^/?]+)/.exec(request.url)?.[1];
    if (order === undefined || request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return new Response('a WebSocket is expected here', { status: 426 });
    }
    if (this.ctx.getWebSockets(order).length >= SOCKETS) {
      return new Response('too many open pages of this order', { status: 503 });
    }
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [order]);
    this.#sockets += 1;
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage() {
    // Nothing is taken from a page.
  }

  /** @param {WebSocket} socket @param {number} code */
  webSocketClose(socket, code) {
    this.#sockets = this.ctx.getWebSockets().length;
    try {
      socket.close(code === 1005 || code === 1006 ? 1000 : code);
    } catch {
      // Closed already.
    }
  }

  webSocketError() {
    this.#sockets = this.ctx.getWebSockets().length;
  }
}

/**
 * A shop: settings, directory, list, parked facts, the writer to Shopify.
 * @extends {Held<InstanceType<Core['ShopCore']>>}
 */
export class Shop extends Held {
  /** @param {Core} core */
  make(core) {
    return new core.ShopCore(
      this.ctx.storage.sql,
      String(this.env.MASTER_KEY ?? ''),
      this.env.DEVELOPMENT === '1',
      text(this.env.ADMIN_API_URL),
      text(this.env.ADMIN_API_TOKEN),
    );
  }

  wake() {
    const next = this.next();
    this.arm(next);
    if (next !== Infinity) this.pump(Math.min(PATIENCE, Math.max(0, next - Date.now())));
  }

  /** This shop's domain, where the platform tells it. */
  get #name() {
    return this.ctx.id.name ?? '';
  }

  #changed() {
    const next = this.next();
    if (next === Infinity) return;
    this.arm(Math.max(next, Date.now() + PATIENCE));
    this.pump(Math.min(PATIENCE, Math.max(0, next - Date.now())));
  }

  /** @param {number} _now @param {string} locator JSON */
  resolve(_now, locator) {
    return this.run((core) => core.resolve(locator));
  }

  /** @param {number} now @param {Uint8Array} bytes */
  park(now, bytes) {
    this.at(now);
    const parking = this.run((core) => core.park(now, bytes));
    this.#changed();
    return parking;
  }

  /** @param {number} now @param {string} shard the ledger's object id @param {Uint8Array} bytes */
  apply(now, shard, bytes) {
    this.at(now);
    this.run((core) => core.apply(now, Date.now(), shard, bytes));
    this.#changed();
  }

  /** @param {number} now @param {string} filter JSON */
  list(now, filter) {
    return this.run((core) => core.list(now, filter));
  }

  /** One order's row in the list, as JSON. @param {number} _now @param {string} order */
  row(_now, order) {
    return this.run((core) => core.row(order));
  }

  /** @param {number} now @param {string} number @param {string} blind @param {string} client */
  lookup(now, number, blind, client) {
    return this.run((core) => core.lookup(now, number, blind, client));
  }

  /** @param {number} _now */
  settings(_now) {
    return this.run((core) => core.settings());
  }

  /** @param {number} now @param {Uint8Array} bytes a JSON merge patch */
  configure(now, bytes) {
    this.at(now);
    const outcome = this.run((core) => core.configure(now, this.#name, bytes));
    this.#changed();
    return outcome;
  }

  /** @param {number} now */
  uninstall(now) {
    this.at(now);
    this.run((core) => core.uninstall(now, this.#name));
    this.#changed();
  }

  /** @param {number} now @param {string} what JSON array of order ids, or `*` */
  redact(now, what) {
    this.at(now);
    this.run((core) => core.redact(now, this.#name, what));
    this.#changed();
  }

  /** After a restore: everything that was forgotten is forgotten again. @param {number} now */
  redactAgain(now) {
    this.at(now);
    this.run((core) => core.redact_again(now));
    this.#changed();
  }

  /** @param {number} now @param {string | undefined} order @param {string} source @param {string} reason @param {Uint8Array} bytes */
  bury(now, order, source, reason, bytes) {
    this.run((core) => core.bury(now, this.#name, order, source, reason, bytes));
  }

  letters() {
    return this.run((core) => core.letters());
  }

  /** Takes a letter out: `{"source","order","body"}` or null. @param {number} now @param {number | string} id */
  replay(now, id) {
    this.at(now);
    const letter = this.run((core) => core.replay(now, Number(id)));
    this.#changed();
    return letter;
  }

  /** @param {number} now */
  async tick(now) {
    this.at(now);
    this.expire(now);
    await this.flush();
    return 'null';
  }

  /** @param {number} now */
  expire(now) {
    this.run((core) => core.expire(now));
  }

  next() {
    return this.core().next();
  }

  async round() {
    const clock = Date.now();
    const tasks = this.run((core) => core.plan(clock));
    await Promise.all(tasks.map((task) => this.#perform(task)));
    return tasks.length > 0 ? Date.now() : this.next();
  }

  /** @param {any[]} task */
  async #perform(task) {
    const [kind, ...rest] = task;
    if (kind === 'ledger') await this.#callLedger(rest);
    else await this.#callShopify(rest);
  }

  /** @param {any[]} task */
  async #callLedger([id, method, target, at, body]) {
    let ok = true;
    try {
      const ledger = this.env.LEDGER.get(this.env.LEDGER.idFromName(target));
      if (method === 'append') await ledger.append(at, encoder.encode(body));
      else if (method === 'configure') await ledger.configure(at, encoder.encode(body));
      else await ledger.redact(at, body, target.slice(0, target.lastIndexOf('/')));
    } catch (error) {
      ok = false;
      log('ledger.call', error, { method, target });
    }
    this.run((core) => core.told(id, ok, Date.now()));
  }

  /** @param {any[]} task */
  async #callShopify([method, url, headers, body]) {
    let status = 0;
    let answer = new Uint8Array();
    try {
      const response = await fetch(url, {
        method,
        headers: JSON.parse(headers),
        body,
        // The address was checked; a redirect's was not.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      answer = new Uint8Array(await response.arrayBuffer());
      status = response.status;
    } catch (error) {
      log('shopify.call', error);
    }
    const now = this.now();
    const failure = this.run((core) =>
      core.told_admin(Number.isNaN(now) ? 0 : now, Date.now(), status, answer),
    );
    if (failure !== undefined) log('shopify.answer', failure);
  }
}
