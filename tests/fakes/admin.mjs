// @ts-check
/**
 * A stateful fake of Shopify's Admin API, executing over Shopify's own schema.
 *
 * Both sides are held to the schema: a query that does not validate is refused as Shopify refuses
 * it, and an answer of ours that breaks a type is an error and not a silent lie. In scope: orders,
 * fulfillment orders, `$app` metafields, cost and THROTTLED, the access token. Not in scope: what
 * the product never asks for.
 *
 *   node admin.mjs --port 0 --token TOKEN [--version 2026-10]
 *
 * Prints `listening PORT`. Tests drive it by `/fake/…` (JSON):
 *   PUT  /fake/orders/ID      an order, with its fulfillment orders
 *   POST /fake/throttle       {"requests": n}  the next n requests are THROTTLED
 *   POST /fake/down           {"down": true}   every request answers 503
 *   POST /fake/token          {"token": "…"}   the token changes: the old one is revoked
 *   GET  /fake/state          metafields, counters, refused queries
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, execute, parse, validate } from 'graphql';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: '' },
    version: { type: 'string', default: '2026-10' },
  },
});

// The package exports no paths, so its data is found beside this repository's other packages.
const data = fileURLToPath(new URL('../../node_modules/@shopify/dev-mcp/dist/data/', import.meta.url));
const introspection = JSON.parse(
  gunzipSync(readFileSync(join(data, `admin_${options.version}.json.gz`))).toString('utf8'),
);
const schema = buildClientSchema(introspection.data ?? introspection, { assumeValid: true });

/** What Shopify gives a development store: points, and points restored a second. */
const BUCKET = { maximumAvailable: 2000, restoreRate: 100 };

const state = {
  token: options.token,
  down: false,
  throttled: 0,
  available: BUCKET.maximumAvailable,
  restoredAt: Date.now(),
  requests: 0,
  refused: /** @type {string[]} */ ([]),
  /** @type {Map<string, any>} by numeric id */
  orders: new Map(),
  /** @type {Map<string, any>} by numeric id */
  fulfillmentOrders: new Map(),
  /** @type {Map<string, any>} by `owner gid/namespace/key` */
  metafields: new Map(),
  writes: 0,
};

/** @param {string} gid */
const numeric = (gid) => String(gid).split('/').pop()?.split('?')[0] ?? '';

/** `$app` and `$app:name` as Shopify resolves them. @param {string | undefined} namespace */
function reserved(namespace) {
  const given = namespace ?? '$app';
  return given.startsWith('$app') ? given.replace('$app', 'app--1').replace(':', '--') : given;
}

/** @param {any[]} nodes */
function connection(nodes) {
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: String(index) })),
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  };
}

/** @param {string} owner */
function metafieldsOf(owner) {
  return {
    /** @param {{namespace?: string, key: string}} args */
    metafield: ({ namespace, key }) =>
      state.metafields.get(`${owner}/${reserved(namespace)}/${key}`) ?? null,
    metafields: () =>
      connection([...state.metafields.values()].filter((field) => field.ownerGid === owner)),
  };
}

/** @param {any} stored */
function order(stored) {
  if (!stored) return null;
  const id = `gid://shopify/Order/${stored.id}`;
  return {
    __typename: 'Order',
    legacyResourceId: String(stored.id),
    name: `#${stored.id}`,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    processedAt: '2026-01-01T00:00:00Z',
    displayFulfillmentStatus: 'UNFULFILLED',
    displayFinancialStatus: 'PAID',
    cancelledAt: null,
    cancelReason: null,
    fulfillments: [],
    ...stored,
    id,
    ...metafieldsOf(id),
    fulfillmentOrders: () =>
      connection((stored.fulfillmentOrders ?? []).map((/** @type {any} */ one) => fulfillmentOrder(state.fulfillmentOrders.get(String(one.id))))),
    lineItems: () =>
      connection((stored.lineItems ?? []).map((/** @type {any} */ line) => ({
        __typename: 'LineItem',
        title: 'Item',
        name: 'Item',
        sku: null,
        quantity: 1,
        currentQuantity: line.quantity ?? 1,
        requiresShipping: true,
        ...line,
        id: `gid://shopify/LineItem/${line.id}`,
      }))),
  };
}

/** @param {any} stored @returns {any} */
function fulfillmentOrder(stored) {
  if (!stored) return null;
  const id = `gid://shopify/FulfillmentOrder/${stored.id}`;
  return {
    __typename: 'FulfillmentOrder',
    status: 'OPEN',
    requestStatus: 'UNSUBMITTED',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    fulfillAt: null,
    fulfillBy: null,
    assignedLocation: { __typename: 'FulfillmentOrderAssignedLocation', name: 'Warehouse', location: null, countryCode: 'US' },
    deliveryMethod: { __typename: 'DeliveryMethod', id: `gid://shopify/DeliveryMethod/${stored.id}`, methodType: 'SHIPPING' },
    fulfillmentHolds: [],
    ...stored,
    id,
    orderId: `gid://shopify/Order/${stored.order}`,
    order: () => order(state.orders.get(String(stored.order))),
    lineItems: () =>
      connection((stored.lineItems ?? []).map((/** @type {any} */ line) => ({
        __typename: 'FulfillmentOrderLineItem',
        totalQuantity: line.quantity ?? 1,
        remainingQuantity: line.quantity ?? 1,
        ...line,
        id: `gid://shopify/FulfillmentOrderLineItem/${line.id}`,
        lineItem: { __typename: 'LineItem', id: `gid://shopify/LineItem/${line.lineItem ?? line.id}` },
      }))),
  };
}

/** @param {string} gid */
function node(gid) {
  if (gid.includes('/Order/')) return order(state.orders.get(numeric(gid)));
  if (gid.includes('/FulfillmentOrder/')) return fulfillmentOrder(state.fulfillmentOrders.get(numeric(gid)));
  return null;
}

const roots = {
  /** @param {{id: string}} args */
  order: ({ id }) => order(state.orders.get(numeric(id))),
  /** @param {{id: string}} args */
  fulfillmentOrder: ({ id }) => fulfillmentOrder(state.fulfillmentOrders.get(numeric(id))),
  /** @param {{id: string}} args */
  node: ({ id }) => node(id),
  /** @param {{ids: string[]}} args */
  nodes: ({ ids }) => ids.map(node),
  shop: { __typename: 'Shop', id: 'gid://shopify/Shop/1', name: 'Fake Shop', myshopifyDomain: 'fake.myshopify.com', ianaTimezone: 'America/New_York', email: 'owner@example.com', contactEmail: 'help@example.com' },

  /** @param {{metafields: any[]}} args */
  metafieldsSet: ({ metafields }) => {
    const userErrors = [];
    if (metafields.length > 25) {
      userErrors.push({ __typename: 'MetafieldsSetUserError', field: ['metafields'], message: 'Exceeded the maximum metafields input limit of 25', code: 'LESS_THAN_OR_EQUAL_TO', elementIndex: null });
    }
    metafields.forEach((input, index) => {
      const known = /^gid:\/\/shopify\/Order\//.test(input.ownerId) && state.orders.has(numeric(input.ownerId));
      if (!known) {
        userErrors.push({ __typename: 'MetafieldsSetUserError', field: ['metafields', String(index), 'ownerId'], message: 'Owner does not exist', code: 'INVALID', elementIndex: index });
      }
      if (input.type === 'json') {
        try {
          JSON.parse(input.value);
        } catch {
          userErrors.push({ __typename: 'MetafieldsSetUserError', field: ['metafields', String(index), 'value'], message: 'Value is invalid JSON', code: 'INVALID_VALUE', elementIndex: index });
        }
      }
    });
    if (userErrors.length) return { metafields: null, userErrors };
    state.writes += metafields.length;
    const written = metafields.map((input) => {
      const namespace = reserved(input.namespace);
      const name = `${input.ownerId}/${namespace}/${input.key}`;
      const before = state.metafields.get(name);
      const field = {
        __typename: 'Metafield',
        id: before?.id ?? `gid://shopify/Metafield/${state.metafields.size + 1}`,
        ownerGid: input.ownerId,
        namespace,
        key: input.key,
        type: input.type ?? before?.type ?? 'json',
        value: input.value,
        jsonValue: input.type === 'json' ? JSON.parse(input.value) : input.value,
        compareDigest: `digest-${state.writes}`,
        createdAt: before?.createdAt ?? new Date().toISOString(),
        updatedAt: new Date().toISOString(),
        ownerType: 'ORDER',
      };
      state.metafields.set(name, field);
      return field;
    });
    return { metafields: written, userErrors: [] };
  },
};

/** Points in the bucket now. */
function restore() {
  const now = Date.now();
  const restored = ((now - state.restoredAt) / 1000) * BUCKET.restoreRate;
  state.available = Math.min(BUCKET.maximumAvailable, state.available + restored);
  state.restoredAt = now;
}

/** @param {number} requested @param {number | null} actual */
function cost(requested, actual) {
  return {
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: { ...BUCKET, currentlyAvailable: Math.floor(state.available) },
    },
  };
}

/** @param {any} body */
async function answer(body) {
  state.requests += 1;
  const requested = 10;
  restore();
  if (state.throttled > 0 || state.available < requested) {
    state.throttled = Math.max(0, state.throttled - 1);
    const error = { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } };
    return { errors: [error], extensions: cost(requested, null) };
  }
  let document;
  try {
    document = parse(body.query ?? '');
  } catch (error) {
    state.refused.push(String(error));
    return { errors: [{ message: String(error) }] };
  }
  const broken = validate(schema, document);
  if (broken.length) {
    state.refused.push(...broken.map(String));
    return { errors: broken.map((error) => ({ message: error.message, locations: error.locations, extensions: { code: 'undefinedField' } })) };
  }
  state.available -= requested;
  const result = await execute({
    schema,
    document,
    rootValue: roots,
    variableValues: body.variables,
    operationName: body.operationName,
  });
  if (result.errors) state.refused.push(...result.errors.map(String));
  return { ...result, extensions: cost(requested, requested) };
}

/** @param {import('node:http').IncomingMessage} request */
async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return text ? JSON.parse(text) : {};
}

/** @param {string} path @param {any} body */
function drive(path, body) {
  if (path.startsWith('/fake/orders/')) {
    const id = numeric(path);
    state.orders.set(id, { ...body, id });
    for (const one of body.fulfillmentOrders ?? []) {
      state.fulfillmentOrders.set(String(one.id), { ...one, order: id });
    }
    return {};
  }
  if (path === '/fake/throttle') state.throttled = body.requests;
  if (path === '/fake/down') state.down = body.down;
  if (path === '/fake/token') state.token = body.token;
  return {
    requests: state.requests,
    writes: state.writes,
    refused: state.refused,
    metafields: [...state.metafields.values()],
  };
}

const server = createServer(async (request, response) => {
  const path = (request.url ?? '/').split('?')[0];
  /** @param {number} status @param {any} body */
  const reply = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  try {
    const body = await read(request);
    if (path.startsWith('/fake/')) return reply(200, drive(path, body));
    if (state.down) return reply(503, { errors: 'Service Unavailable' });
    if (!/^\/admin\/api\/[\w-]+\/graphql\.json$/.test(path) || request.method !== 'POST') {
      return reply(404, { errors: 'Not Found' });
    }
    if (request.headers['x-shopify-access-token'] !== state.token) {
      return reply(401, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
    }
    return reply(200, await answer(body));
  } catch (error) {
    return reply(400, { errors: { query: String(error) } });
  }
});

server.listen(Number(options.port), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening ${typeof address === 'object' ? address?.port : ''}`);
});
