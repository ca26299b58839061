// @ts-check
/**
 * The hot path: a webhook's I/O. Rust decides everything, synchronously, on the raw bytes.
 *
 * One delivery = one body read, one call into Rust, one call to a ledger; 200 only after the ledger's
 * transaction. What names no order (or speaks to the shop as a whole) goes on in async Rust.
 */
import { Panicked, call, callAsync } from './instance.js';

/**
 * @typedef {object} Bindings
 * @property {DurableObjectNamespace<import('./objects.js').Ledger>} LEDGER
 * @property {DurableObjectNamespace<import('./objects.js').Shop>} SHOP
 * @property {KVNamespace} VIEWS
 * @property {Queue} OUTBOX
 * @property {string} [SHOPIFY_API_SECRET]
 * @property {string} [SHOPIFY_API_SECRET_PREVIOUS]
 */

/** Bytes of a body we read. Rust holds the same limit; this one spares reading. */
const LIMIT = 8 * 1024 * 1024;

/** First item of Rust's answer: the payload is for the named ledger. */
const RECEIVE = 0;
/** First item of Rust's answer: the report needs the shop's directory or concerns the whole shop. */
const REPORT = 1;

const JSON_HEADERS = new Headers({
  'content-type': 'application/json',
  'cache-control': 'no-store',
});

/**
 * @param {number} status
 * @param {string} body
 */
function json(status, body) {
  return new Response(body, { status, headers: JSON_HEADERS });
}

/**
 * The answer to a failure of ours: the sender tries again.
 * @param {unknown} error
 */
export function failed(error) {
  const panicked = error instanceof Panicked || error instanceof WebAssembly.RuntimeError;
  console.error(
    JSON.stringify({ level: 'error', event: 'request.failed', panicked, reason: String(error) }),
  );
  const code = panicked ? 'panicked' : 'unavailable';
  const reason = 'failed on our side; nothing acknowledged is lost, try again';
  return json(panicked ? 500 : 503, JSON.stringify({ error: { class: 'ours', code, reason } }));
}

/**
 * The raw body, or the refusal of one that is too large.
 * @param {Request} request
 * @returns {Promise<Uint8Array | Response>}
 */
async function read(request) {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > LIMIT) return json(413, call((core) => core.too_large(declared)));
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.length > LIMIT) return json(413, call((core) => core.too_large(body.length)));
  return body;
}

/** @type {Map<string, Promise<CryptoKey>>} */
const keys = new Map();

/**
 * The body's HMAC-SHA256 under each live client secret, 32 bytes each: the platform computes, Rust
 * judges. An empty secret is never live.
 * @param {Bindings} env
 * @param {Uint8Array} body
 */
async function macs(env, body) {
  const live = [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => !!secret);
  const all = new Uint8Array(32 * live.length);
  for (const [index, secret] of live.entries()) {
    const text = String(secret);
    let key = keys.get(text);
    if (key === undefined) {
      const bytes = new TextEncoder().encode(text);
      key = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      keys.set(text, key);
    }
    all.set(new Uint8Array(await crypto.subtle.sign('HMAC', await key, body)), 32 * index);
  }
  return all;
}

/** Shops this isolate has put on the sweep's list. @type {Set<string>} */
const listed = new Set();

/**
 * Puts a shop on the list the cron sweep goes through: once an isolate, so that a lost list fills again.
 * @param {Bindings} env
 * @param {ExecutionContext} ctx
 * @param {string} shop
 */
function list(env, ctx, shop) {
  if (listed.has(shop)) return;
  listed.add(shop);
  ctx.waitUntil(env.VIEWS.put(`shop/${shop}`, '').catch(() => void listed.delete(shop)));
}

/**
 * `POST /webhooks/shopify`.
 * @param {Request} request
 * @param {Bindings} env
 * @param {ExecutionContext} ctx
 */
export async function ingestShopify(request, env, ctx) {
  const { headers } = request;
  const body = await read(request);
  if (body instanceof Response) return body;
  const shop = headers.get('x-shopify-shop-domain') ?? '';
  const delivery = headers.get('x-shopify-webhook-id') ?? '';
  const signed = await macs(env, body);
  const [kind, target, payload, now] = call((core) =>
    core.ingest_shopify(
      env,
      body,
      signed,
      headers.get('x-shopify-hmac-sha256') ?? '',
      headers.get('x-shopify-topic') ?? '',
      shop,
      delivery,
      headers.get('x-shopify-triggered-at') ?? '',
      Date.now(),
      headers.get('x-plumbline-now') ?? undefined,
    ),
  );
  if (kind === RECEIVE) {
    const ledger = env.LEDGER.get(env.LEDGER.idFromName(target));
    const answer = await ledger.receive(now, payload);
    list(env, ctx, shop);
    return json(200, answer);
  }
  if (kind === REPORT) {
    const response = await callAsync((core) => core.take_report(env, now, shop, delivery, payload));
    list(env, ctx, shop);
    return response;
  }
  return json(kind, target);
}

/**
 * `POST /webhooks/operations/{shop handle}/{source id}`.
 * @param {Request} request
 * @param {Bindings} env
 * @param {string} sender `{shop handle}/{source id}`
 */
export async function ingestOperations(request, env, sender) {
  const { headers } = request;
  const body = await read(request);
  if (body instanceof Response) return body;
  return await callAsync((core) =>
    core.ingest_operations(
      env,
      body,
      sender,
      headers.get('webhook-id') ?? '',
      headers.get('webhook-timestamp') ?? '',
      headers.get('webhook-signature') ?? '',
      Date.now(),
      headers.get('x-plumbline-now') ?? undefined,
    ),
  );
}

/**
 * `POST /webhooks/aftership/{shop handle}/{door}`.
 * @param {Request} request
 * @param {Bindings} env
 * @param {string} to `{shop handle}/{door}`
 */
export async function ingestAfterShip(request, env, to) {
  const { headers } = request;
  const body = await read(request);
  if (body instanceof Response) return body;
  return await callAsync((core) =>
    core.ingest_aftership(
      env,
      body,
      to,
      headers.get('aftership-hmac-sha256') ?? '',
      Date.now(),
      headers.get('x-plumbline-now') ?? undefined,
    ),
  );
}

/** How long a receiver may take, in milliseconds, and how much of its answer is kept, in characters. */
const PATIENCE = 10_000;
const KEPT = 4_096;

/** A lease of the outbox as its ledger put it into the queue. @typedef {{ ledger: string, key: string, attempt: number }} Lease */
/** A request as Rust plans it. @typedef {{ method: string, url: string, headers: [string, string][], body: string }} Planned */

/**
 * Sends a planned request; status 0 stands for no answer.
 * @param {Planned} planned
 */
async function send({ method, url, headers, body }) {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      body,
      // The address was checked; a redirect's was not.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    return {
      status: answer.status,
      retryAfter: answer.headers.get('retry-after'),
      idempotencyKey: answer.headers.get('idempotency-key'),
      body: (await answer.text()).slice(0, KEPT),
    };
  } catch (error) {
    return { status: 0, retryAfter: null, idempotencyKey: null, body: String(error).slice(0, KEPT) };
  }
}

/**
 * One lease: ask its ledger for the request, send it, report. A refusal by the receiver is reported
 * too and no failure here: the ledger decides what follows.
 * @param {Lease} lease
 * @param {Bindings} env
 */
async function fulfil({ ledger, key, attempt }, env) {
  const stub = env.LEDGER.get(env.LEDGER.idFromString(ledger));
  const planned = JSON.parse(await stub.deliver(Date.now(), key, attempt));
  // Sent already, expired, or another attempt owns it.
  if (planned === null) return;
  const report = await send(planned);
  await stub.settle(Date.now(), key, attempt, JSON.stringify(report));
}

/**
 * One batch of the outbox's queue, or of its dead letters. Never throws: each message is
 * acknowledged or tried again by itself, so a poison one holds up none.
 * @param {MessageBatch<unknown>} batch
 * @param {Bindings} env
 */
export async function deliver(batch, env) {
  if (batch.queue.endsWith('-dead')) {
    // The ledger's own lease has the row sent again: this only tells that the queue gave up.
    console.error(
      JSON.stringify({ level: 'error', event: 'outbox.dead', messages: batch.messages.length }),
    );
    batch.ackAll();
    return;
  }
  await Promise.all(
    batch.messages.map(async (message) => {
      try {
        await fulfil(/** @type {Lease} */ (message.body), env);
        message.ack();
      } catch (error) {
        console.error(
          JSON.stringify({ level: 'error', event: 'outbox.delivery', reason: String(error) }),
        );
        message.retry();
      }
    }),
  );
}
