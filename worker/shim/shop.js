// @ts-check
/**
 * The Shop object: RPC, alarm; calls to ledgers, to Shopify's Admin API and to AfterShip.
 */
import { Held, PATIENCE, log } from './held.js';

/** @typedef {import('./held.js').Core} Core */

/** How long Shopify may take. Milliseconds. */
const TIMEOUT = 15_000;
/** How long the relay of carriers' scans may take. Milliseconds. */
const RELAY_TIMEOUT = 10_000;

const encoder = new TextEncoder();

/** @param {unknown} value */
const text = (value) => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * A shop: settings, directory, list, parked facts, the writer to Shopify.
 * @extends {Held<InstanceType<Core['ShopCore']>>}
 */
export class Shop extends Held {
  /** Calls to ledgers since the last tick. */
  #called = 0;
  /** The request to AfterShip under way, until its answer is taken. @type {Promise<void> | undefined} */
  #asking;

  /** @param {Core} core */
  make(core) {
    return new core.ShopCore(
      this.ctx.storage.sql,
      String(this.env.MASTER_KEY ?? ''),
      this.env.DEVELOPMENT === '1',
      text(this.env.ADMIN_API_URL),
      text(this.env.ADMIN_API_TOKEN),
      String(this.env.SHOPIFY_API_KEY ?? ''),
      String(this.env.SHOPIFY_API_SECRET ?? ''),
      text(this.env.AFTERSHIP_API_URL),
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

  /**
   * Now by the shop's clock; 0 where a driven clock was told nothing yet. Not private: `wake` asks for it while the base
   * class is still constructing, when private names are not there yet.
   */
  get time() {
    const now = this.now();
    return Number.isNaN(now) ? 0 : now;
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

  /** @param {number} now @param {string} number @param {string} blinds @param {string} client */
  lookup(now, number, blinds, client) {
    return this.run((core) => core.lookup(now, number, blinds, client));
  }

  /** The ship-by dates in force, as JSON. @param {number} now */
  published(now) {
    this.at(now);
    return this.run((core) => core.published(now));
  }

  /** All that the merchant's page of promises shows, as JSON. @param {number} now */
  promises(now) {
    this.at(now);
    return this.run((core) => core.promises(now));
  }

  /** Rows read and written since this was asked last: development's `promise.rows_growth`. */
  rows() {
    return this.core().rows();
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

  /** Someone of the shop opened the app. @param {number} now @param {string} session its verified session token */
  visited(now, session) {
    this.at(now);
    this.run((core) => core.visited(this.#name, Date.now(), session));
    this.#changed();
  }

  /** The store is to be read again. @param {number} now */
  reread(now) {
    this.at(now);
    this.run((core) => core.reread(now));
    this.#changed();
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
    const orders = this.run((core) => core.redact_again(now));
    this.#changed();
    return orders;
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

  /** What verifies a webhook of AfterShip's, and the shop's zone, as JSON. @param {number} now */
  relaySecrets(now) {
    return this.run((core) => core.relay_secrets(now));
  }

  /** @param {number} now @param {string} words JSON array */
  countWords(now, words) {
    this.run((core) => core.count_words(now, words));
  }

  /** All that the merchant's page of carrier tracking shows, as JSON. @param {number} now */
  watchBoard(now) {
    this.at(now);
    return this.run((core) => core.watch_board(now));
  }

  /** What became of an order's tracking numbers, as JSON. @param {string} order */
  watched(order) {
    return this.run((core) => core.watched(order));
  }

  /** @param {number} now */
  async tick(now) {
    this.at(now);
    this.expire(now);
    this.#called = 0;
    await this.flush();
    while (this.#asking !== undefined) {
      await this.#asking;
      await this.flush();
    }
    return JSON.stringify({ called: this.#called });
  }

  /** @param {number} now */
  expire(now) {
    this.run((core) => core.expire(now));
  }

  next() {
    return this.core().next_due(this.time, Date.now());
  }

  async round() {
    const clock = Date.now();
    const tasks = this.run((core) => core.plan(this.time, clock));
    this.#called += tasks.filter(([kind]) => kind === 'ledger').length;
    await Promise.all(tasks.map((task) => this.#perform(task)));
    return tasks.length > 0 ? Date.now() : this.next();
  }

  /** @param {any[]} task */
  async #perform(task) {
    const [kind, ...rest] = task;
    if (kind === 'ledger') await this.#callLedger(rest);
    else if (kind === 'blocks') await this.#askLedger(rest);
    // Nothing of ours waits for AfterShip.
    else if (kind === 'relay') this.#asking = this.#callAfterShip(rest);
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
  async #askLedger([target, orders]) {
    /** @type {string | undefined} */
    let answer;
    try {
      const ledger = this.env.LEDGER.get(this.env.LEDGER.idFromName(target));
      answer = await ledger.blocks(this.time, orders);
    } catch (error) {
      log('ledger.blocks', error, { target });
    }
    this.run((core) => core.told_blocks(Date.now(), target, answer));
  }

  /** @param {any[]} task */
  async #callAfterShip([method, url, headers, body]) {
    /** @type {[number, string | undefined, string | undefined, Uint8Array]} */
    let told = [0, undefined, undefined, new Uint8Array()];
    try {
      const response = await fetch(url, {
        method,
        headers: JSON.parse(headers),
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(RELAY_TIMEOUT),
      });
      const header = (/** @type {string} */ name) => response.headers.get(name) ?? undefined;
      told = [
        response.status,
        header('retry-after'),
        header('x-ratelimit-reset'),
        new Uint8Array(await response.arrayBuffer()),
      ];
    } catch (error) {
      log('aftership.call', error);
    }
    try {
      this.run((core) => core.told_relay(this.time, Date.now(), ...told));
    } catch (error) {
      log('aftership.answer', error);
    }
    this.#asking = undefined;
    this.#changed();
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
    const failure = this.run((core) => core.told_admin(this.time, Date.now(), status, answer));
    if (failure !== undefined) log('shopify.answer', failure);
  }
}
