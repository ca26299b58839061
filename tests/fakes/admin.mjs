// @ts-check
/**
 * A stateful fake of Shopify's Admin API, executing over Shopify's own schema.
 *
 * Both sides are held to the schema: a query that does not validate, asks for what the app's scopes
 * do not grant or costs too much is refused as Shopify refuses it, and an answer of ours that breaks
 * a type is an error and not a silent lie. In scope: what the product asks for, each store by its own
 * token, cost and THROTTLED by a leaky bucket, token exchange and refresh. Not in scope: the rest.
 *
 *   node admin.mjs [--port PORT] [--shop DOMAIN]
 *
 * Secrets come from the environment, a command line is seen by everyone: ADMIN_TOKEN, an access token
 * without end for DOMAIN; CLIENT_ID and CLIENT_SECRET, the app's. Prints `listening PORT`. Tests and
 * the demo drive it by `/fake/…`, JSON both ways; `?shop=DOMAIN` names another store than the first:
 *
 *   GET    /fake/state                what the app wrote: metafields, customizations, deadlines; refused queries
 *   GET    /fake/calls                how often each operation was called; DELETE counts anew
 *   PUT    /fake/orders/ID            an order: shippingLines, lineItems [{id, quantity, handling}], fulfillmentOrders
 *                                     [{id, status, location, lineItems}]
 *   PUT    /fake/shop                 fields of the store, e.g. {"ianaTimezone": …}
 *   PUT    /fake/promise              {"deliveryDatesEnabled": …, "processingTime": "P2D"}
 *   PUT    /fake/locations            [{id, name, address: {…}, isFulfillmentService, pickup}]
 *   PUT    /fake/profiles             see admin/store.mjs
 *   PUT    /fake/customizations/ID    {title, enabled, function: {id, handle, appKey}}, by the merchant or another app; DELETE
 *   PUT    /fake/metafield            {"owner": gid, "key": …, "value": …}: written by someone else
 *   POST   /fake/throttle             {"requests": n}  the next n requests are THROTTLED
 *   POST   /fake/bucket               {"maximumAvailable", "restoreRate", "currentlyAvailable"}, each as wanted
 *   POST   /fake/down                 {"down": true}   every request answers 503
 *   POST   /fake/token                {"token": "…"}   the first store's token changes: every other is revoked
 *   POST   /fake/expire               {"refresh": false}  access tokens (and refresh tokens) with an end reach it
 *   POST   /fake/scopes               {"scopes": "read_orders,…"}  what the merchant granted; first, all the app asks for
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { execute, getOperationAST, parse, separateOperations, validate } from 'graphql';
import { cost, denied, load, MOST } from '../../crates/integrations/graphql/schema.mjs';
import { Bucket } from './admin/bucket.mjs';
import { put } from './admin/metafield.mjs';
import { roots } from './admin/resolve.mjs';
import { Store } from './admin/store.mjs';
import { Tokens } from './admin/tokens.mjs';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    shop: { type: 'string', default: 'fake.myshopify.com' },
  },
});

const { schema, access } = load();
const { ADMIN_TOKEN = '', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env;
const app = { id: CLIENT_ID, secret: CLIENT_SECRET };
const configuration = readFileSync(new URL('../../shopify.app.toml', import.meta.url), 'utf8');

const state = {
  down: false,
  throttled: 0,
  requests: 0,
  scopes: configuration.match(/^scopes = "([^"]*)"/m)?.[1] ?? '',
  refused: /** @type {string[]} */ ([]),
  /** @type {Map<string, number>} by name of the operation */
  calls: new Map(),
  /** @type {Map<string, {store: Store, bucket: Bucket}>} by domain */
  shops: new Map(),
};
const tokens = new Tokens(app, () => state.scopes);
if (ADMIN_TOKEN) tokens.grant(ADMIN_TOKEN, options.shop);

/** @param {string} domain */
function shop(domain) {
  const known = state.shops.get(domain) ?? { store: new Store(domain, app.id), bucket: new Bucket() };
  state.shops.set(domain, known);
  return known;
}

/** @param {string} message @param {string} code */
const error = (message, code) => ({ message, extensions: { code } });

/** @param {string} domain @param {any} body */
async function answer(domain, body) {
  const { store, bucket } = shop(domain);
  let document;
  try {
    document = parse(body.query ?? '');
  } catch (problem) {
    state.refused.push(String(problem));
    return { errors: [error(String(problem), 'parseError')] };
  }
  const broken = validate(schema, document);
  if (broken.length) {
    state.refused.push(...broken.map(String));
    return { errors: broken.map((one) => ({ ...error(one.message, 'undefinedField'), locations: one.locations })) };
  }
  const { operationName, variables } = body;
  const name = getOperationAST(document, operationName)?.name?.value ?? 'anonymous';
  state.calls.set(name, (state.calls.get(name) ?? 0) + 1);
  const requested = cost(schema, document, { operationName, variables });
  if (requested > MOST) {
    const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${MOST}).`;
    state.refused.push(message);
    return { errors: [error(message, 'MAX_COST_EXCEEDED')] };
  }
  if (state.throttled > 0 || !bucket.take(requested)) {
    state.throttled = Math.max(0, state.throttled - 1);
    return { errors: [error('Throttled', 'THROTTLED')], extensions: bucket.told(requested, null) };
  }
  const selected = separateOperations(document)[name] ?? document;
  const missing = denied(schema, access, selected, new Set(state.scopes.split(',')));
  if (missing.length) {
    state.refused.push(...missing);
    return { data: null, errors: missing.map((what) => error(`Access denied for ${what}`, 'ACCESS_DENIED')), extensions: bucket.told(requested, requested) };
  }
  const result = await execute({ schema, document, rootValue: roots(store), variableValues: variables, operationName });
  if (result.errors) state.refused.push(...result.errors.map(String));
  const actual = result.data ? cost(schema, document, { operationName, variables, data: result.data }) : requested;
  bucket.giveBack(requested - actual);
  return { ...result, extensions: bucket.told(requested, actual) };
}

/** @param {import('node:http').IncomingMessage} request */
async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return text ? JSON.parse(text) : {};
}

/** One of the control endpoints above. @param {string} call @param {any} body @param {string} domain */
function drive(call, body, domain) {
  const { store, bucket } = shop(domain);
  const [, verb, what, id] = call.match(/^(\w+) \/fake\/(\w+)(?:\/(\w+))?$/) ?? [];
  switch (`${verb} ${what}`) {
    case 'GET state':
      return { requests: state.requests, refused: state.refused, ...store.told() };
    case 'GET calls':
      return Object.fromEntries(state.calls);
    case 'DELETE calls':
      return state.calls.clear();
    case 'PUT orders':
      return store.putOrder(id, body);
    case 'PUT shop':
      return Object.assign(store.shop, body);
    case 'PUT promise':
      return Object.assign(store.promise, body);
    case 'PUT locations':
      return (store.locations = body);
    case 'PUT profiles':
      return (store.profiles = body);
    case 'PUT customizations':
      return store.customizations.set(id, { function: store.functions[0], ...store.customizations.get(id), ...body, id });
    case 'DELETE customizations':
      return store.customizations.delete(id);
    case 'PUT metafield':
      return put(store, body.owner, body);
    case 'POST throttle':
      return (state.throttled = body.requests);
    case 'POST bucket':
      return bucket.set(body);
    case 'POST down':
      return (state.down = body.down);
    case 'POST token':
      tokens.revoke();
      return tokens.grant(body.token, options.shop);
    case 'POST expire':
      return tokens.expire(body);
    case 'POST scopes':
      return (state.scopes = body.scopes);
    default:
      throw new Error(`no such call: ${call}`);
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://fake');
  /** @param {number} status @param {any} body */
  const reply = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  };
  try {
    const body = await read(request);
    if (url.pathname.startsWith('/fake/')) {
      const domain = url.searchParams.get('shop') ?? options.shop;
      return reply(200, drive(`${request.method} ${url.pathname}`, body, domain));
    }
    state.requests += 1;
    if (state.down) return reply(503, { errors: 'Service Unavailable' });
    if (request.method === 'POST' && url.pathname === '/admin/oauth/access_token') {
      return reply(...tokens.answer(body));
    }
    if (request.method !== 'POST' || !/^\/admin\/api\/[\w-]+\/graphql\.json$/.test(url.pathname)) {
      return reply(404, { errors: 'Not Found' });
    }
    const domain = tokens.shopOf(request.headers['x-shopify-access-token']);
    if (!domain) {
      return reply(401, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
    }
    return reply(200, await answer(domain, body));
  } catch (problem) {
    return reply(400, { errors: { query: String(problem) } });
  }
});

server.listen(Number(options.port), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening ${typeof address === 'object' ? address?.port : ''}`);
});
