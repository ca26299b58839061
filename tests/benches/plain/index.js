// @ts-check
/**
 * The yardstick of `bench ingest`: the same job in plain JavaScript, as one would write it well.
 *
 * A Shopify webhook is verified on its raw bytes, parsed, deduplicated and stored as the order's
 * newest state in a SQLite Durable Object a shop, with an alarm; 200 only after the write. It keeps
 * no facts, folds nothing and tells nobody: it is the floor, not a competitor.
 */
import { DurableObject } from 'cloudflare:workers';

const DAY = 86_400_000;
const encoder = new TextEncoder();

/** @type {Promise<CryptoKey> | undefined} */
let key;

/** @param {string} secret */
function verifyingKey(secret) {
  key ??= crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return key;
}

/** @param {string} text */
function decodeBase64(text) {
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let index = 0; index < plain.length; index += 1) bytes[index] = plain.charCodeAt(index);
  return bytes;
}

export class Orders extends DurableObject {
  /** @param {DurableObjectState} ctx @param {any} env */
  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS inbox(id TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID');
    this.sql.exec('CREATE TABLE IF NOT EXISTS orders(id TEXT PRIMARY KEY, updated_at TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID');
    this.armed = false;
  }

  /**
   * @param {number} now
   * @param {string} delivery
   * @param {string} order
   * @param {string} updatedAt
   * @param {string} body
   */
  async append(now, delivery, order, updatedAt, body) {
    const fresh = this.ctx.storage.transactionSync(() => {
      const inserted = this.sql.exec('INSERT OR IGNORE INTO inbox(id, expires) VALUES (?, ?)', delivery, now + 3 * DAY);
      if (inserted.rowsWritten === 0) return false;
      this.sql.exec(
        'INSERT INTO orders(id, updated_at, body) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET ' +
          'updated_at = excluded.updated_at, body = excluded.body WHERE excluded.updated_at >= updated_at',
        order,
        updatedAt,
        body,
      );
      return true;
    });
    if (!this.armed) {
      this.armed = true;
      await this.ctx.storage.setAlarm(now + 10_000);
    }
    return fresh;
  }

  async alarm() {
    this.armed = false;
    this.sql.exec('DELETE FROM inbox WHERE expires < ?', Date.now());
  }
}

/** What of an order is worth keeping. @param {any} order */
function stateOf(order) {
  return JSON.stringify({
    name: order.name,
    createdAt: order.created_at,
    financial: order.financial_status,
    fulfillment: order.fulfillment_status,
    cancelledAt: order.cancelled_at,
    lines: (order.line_items ?? []).map((/** @type {any} */ line) => ({
      id: line.id,
      title: line.title,
      quantity: line.current_quantity ?? line.quantity,
    })),
  });
}

export default {
  /** @param {Request} request @param {any} env */
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/health') return new Response('ok');
    if (request.method !== 'POST' || pathname !== '/webhooks/shopify') return new Response('not found', { status: 404 });
    const body = await request.arrayBuffer();
    const signature = decodeBase64(request.headers.get('x-shopify-hmac-sha256') ?? '');
    const genuine = await crypto.subtle.verify('HMAC', await verifyingKey(env.SHOPIFY_API_SECRET), signature, body);
    if (!genuine) return new Response('bad signature', { status: 401 });
    const order = JSON.parse(new TextDecoder().decode(body));
    const shop = request.headers.get('x-shopify-shop-domain') ?? '';
    const object = env.ORDERS.get(env.ORDERS.idFromName(shop));
    const fresh = await object.append(
      Date.now(),
      request.headers.get('x-shopify-webhook-id') ?? '',
      String(order.id),
      order.updated_at,
      stateOf(order),
    );
    return Response.json({ fresh });
  },
};
