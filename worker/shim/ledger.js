// @ts-check
/**
 * The Ledger object: RPC, alarm, sockets; puts to KV, sends to the queue, calls to its Shop.
 */
import { AGAIN, Held, PATIENCE, log } from './held.js';

/** @typedef {import('./held.js').Core} Core */

/**
 * Time for further facts of an order to come in before it is told, when nobody watches. A put costs
 * more than all else of an append, so a burst (facts that follow within BUSY) is told after it, and
 * one without an end after LATEST: a fraction of the minute KV itself may lag. Milliseconds.
 */
const GATHER = 500;
const BUSY = 3_000;
const LATEST = 10_000;
/** Between two rounds of telling. Milliseconds. */
const PAUSE = 10;
/** Orders whose deadlines fire, and deliveries taken, in one transaction; transactions an alarm. */
const BATCH = 50;
const BATCHES = 20;
/** Sockets an order may have. */
const SOCKETS = 200;

const encoder = new TextEncoder();

/**
 * One shard of a shop's orders: the only place where their truth changes.
 * @extends {Held<InstanceType<Core['LedgerCore']>>}
 */
export class Ledger extends Held {
  #sockets = this.ctx.getWebSockets().length;
  #changedAt = 0;
  #burst = false;
  /** Since when something may be owed to readers; 0 when all was told. */
  #owedAt = 0;

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
    const [next, owed] = this.core().next_due();
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
    const clock = Date.now();
    this.#burst = clock - this.#changedAt < BUSY;
    this.#changedAt = clock;
    if (this.#owedAt === 0) this.#owedAt = clock;
    this.pump(this.#sockets > 0 ? 0 : GATHER);
  }

  hold() {
    const clock = Date.now();
    const pause = this.#changedAt + BUSY - clock;
    const overdue = clock - this.#owedAt >= LATEST;
    return this.#sockets > 0 || !this.#burst || overdue ? 0 : Math.max(0, pause);
  }

  /**
   * Stores a delivery; it is taken with the telling, or before anybody looks. Acknowledged means persisted.
   * @param {number} now
   * @param {Uint8Array} bytes
   */
  receive(now, bytes) {
    this.at(now);
    const receipt = this.run((core) => core.receive(now, bytes));
    this.#changed();
    return receipt;
  }

  /**
   * Takes a delivery, for a sender who is to hear what became of it.
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
    const view = this.run((core) => core.view(now, Date.now(), order));
    this.#changed();
    return view;
  }

  /** What orders' metafields are to say, as JSON. @param {number} now @param {string} orders JSON array */
  blocks(now, orders) {
    this.at(now);
    const blocks = this.run((core) => core.blocks(now, orders));
    this.#changed();
    return blocks;
  }

  /** @param {number} now @param {string} order */
  trace(now, order) {
    this.at(now);
    const trace = this.run((core) => core.trace(now, order));
    this.#changed();
    return trace;
  }

  /** Takes what a shopper does on the page. @param {number} now @param {Uint8Array} bytes */
  act(now, bytes) {
    this.at(now);
    const acted = this.run((core) => core.act(now, bytes));
    this.#changed();
    return acted;
  }

  /** A person's data, to answer them or for the merchant who serves them: who may ask is the caller's to check. @param {number} now @param {string} order */
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
    this.#drain();
    return this.run((core) => core.digests());
  }

  letters() {
    this.#drain();
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

  /** Rows read and written since this was asked last: development's `promise.rows_growth`. */
  rows() {
    return this.core().rows();
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
    const [next] = this.core().next_due();
    return JSON.stringify(next ?? null);
  }

  /** @param {number} now */
  due(now) {
    this.#drain();
    this.#refold(now);
    this.#batches(
      this.driven ? Infinity : BATCHES,
      (core, limit) => core.fire(now, limit),
      (core, reason) => core.skip(now, reason),
    );
  }

  /** Takes what was received; false if some is left. */
  #drain(batches = Infinity) {
    return this.#batches(
      batches,
      (core, limit) => core.drain(limit),
      (core, reason) => core.reject(reason),
    );
  }

  /**
   * Works through what waits, a batch a transaction; false if some is left. Where one of a batch takes the core down it
   * is found, one at a time, and set aside.
   * @param {number} batches at most
   * @param {(core: InstanceType<Core['LedgerCore']>, limit: number) => number} work answers how many there were
   * @param {(core: InstanceType<Core['LedgerCore']>, reason: string) => void} aside
   */
  #batches(batches, work, aside) {
    for (let batch = 0, limit = BATCH; batch < batches; batch += 1) {
      try {
        if (this.run((core) => work(core, limit)) < limit) return true;
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError)) throw error;
        if (limit === 1) this.run((core) => aside(core, `the core panicked: ${error.message}`));
        limit = 1;
      }
    }
    return false;
  }

  /** @param {number} now */
  #refold(now) {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      if (!this.run((core) => core.refold(now))) return;
    }
  }

  next() {
    const [next = Infinity, owed] = this.core().next_due();
    if (!owed) return next;
    // What a failure holds back waits for its time, at most until the next look.
    const later = this.core().next_try();
    const soon = Date.now() + PATIENCE;
    return Math.min(next, later === Infinity ? soon : Math.max(soon, Math.min(later, soon + AGAIN)));
  }

  /** @param {number} now */
  calm(now) {
    const [next = Infinity, owed] = this.core().next_due();
    return !owed && next > now;
  }

  /** @param {boolean} all */
  async round(all) {
    // A batch a round: who calls meanwhile need not wait for all of them.
    if (!this.#drain(1)) return Date.now() + (all ? 0 : PAUSE);
    const now = this.now();
    // A driven clock nobody told: nothing is due, readers are still told.
    const jobs = this.run((core) => core.plan(Number.isNaN(now) ? 0 : now, Date.now(), all));
    /** @type {[string, number, boolean][]} */
    const told = [];
    await Promise.all(jobs.map((job) => this.#perform(job, told)));
    if (told.length > 0) {
      this.run((core) => core.told_views(JSON.stringify(told), Date.now()));
    }
    if (jobs.length > 0) return Date.now() + (all ? 0 : PAUSE);
    this.#owedAt = 0;
    return this.core().next_try();
  }

  /**
   * @param {any[]} job
   * @param {[string, number, boolean][]} told
   */
  async #perform(job, told) {
    const [kind, ...rest] = job;
    if (kind === 'view') told.push(await this.#tellReaders(rest));
    else if (kind === 'send') await this.#send(rest);
    else await this.#tellShop(rest);
  }

  /**
   * @param {any[]} job
   * @returns {Promise<[string, number, boolean]>}
   */
  async #tellReaders([order, rev, version, key, body]) {
    let ok = true;
    try {
      if (body === undefined) await this.env.VIEWS.delete(key);
      else await this.env.VIEWS.put(key, body);
    } catch (error) {
      ok = false;
      log('view.put', error, { key });
    }
    // Also after a failure: whoever has seen this version asks the ledger.
    for (const socket of this.ctx.getWebSockets(order)) {
      try {
        socket.send(JSON.stringify({ version }));
      } catch {
        // A socket that went away needs no news.
      }
    }
    return [order, rev, ok];
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
