// @ts-check
/** Metafields of the app: the reserved namespace, compare-and-set, all of a call or none. */
import { createHash } from 'node:crypto';
import { numeric } from './store.mjs';

/** @typedef {import('./store.mjs').Store} Store */

/** Most metafields in one call. */
const MOST = 25;
/** Most bytes of a JSON value, since 2026-04. */
const JSON_BYTES = 128 * 1024;

/** `$app` and `$app:name` as Shopify resolves them. @param {string | undefined | null} namespace */
export function reserved(namespace) {
  const given = namespace ?? '$app';
  return given.startsWith('$app') ? given.replace('$app', 'app--1').replace(':', '--') : given;
}

/** @param {Store} store @param {string} owner a gid */
export function metafieldsOf(store, owner) {
  return {
    /** @param {{namespace?: string, key: string}} args */
    metafield: ({ namespace, key }) => store.metafields.get(`${owner}/${reserved(namespace)}/${key}`) ?? null,
  };
}

/** @param {Store} store @param {string} gid */
function exists(store, gid) {
  if (gid.startsWith('gid://shopify/Order/')) return store.orders.has(numeric(gid));
  if (gid.startsWith('gid://shopify/DeliveryCustomization/')) return store.customizations.has(numeric(gid));
  return false;
}

/** Puts one metafield, whoever writes it. @param {Store} store @param {string} owner @param {any} input */
export function put(store, owner, input) {
  const namespace = reserved(input.namespace);
  const name = `${owner}/${namespace}/${input.key}`;
  const before = store.metafields.get(name);
  store.writes += 1;
  const field = {
    __typename: 'Metafield',
    id: before?.id ?? `gid://shopify/Metafield/${store.id()}`,
    ownerGid: owner,
    namespace,
    key: input.key,
    type: input.type ?? before?.type ?? 'json',
    value: input.value,
    writes: (before?.writes ?? 0) + 1,
    compareDigest: createHash('sha256').update(String(input.value)).digest('hex'),
    createdAt: before?.createdAt ?? new Date().toISOString(),
    updatedAt: new Date().toISOString(),
  };
  store.metafields.set(name, field);
  return field;
}

/** What is wrong with one input. @param {Store} store @param {any} input */
function wrong(store, input) {
  if (!exists(store, input.ownerId)) return ['ownerId', 'INVALID', 'Owner does not exist'];
  const namespace = reserved(input.namespace);
  if (namespace.startsWith('app--') && !namespace.startsWith('app--1')) {
    return ['namespace', 'APP_NOT_AUTHORIZED', 'Access to this namespace and key on Metafields is not allowed.'];
  }
  const before = store.metafields.get(`${input.ownerId}/${namespace}/${input.key}`);
  if (!input.type && !before) return ['type', 'BLANK', "Type can't be blank"];
  if ((input.type ?? before.type) === 'json') {
    if (Buffer.byteLength(input.value) > JSON_BYTES) return ['value', 'TOO_LONG', 'Value is too long.'];
    try {
      JSON.parse(input.value);
    } catch {
      return ['value', 'INVALID_VALUE', 'Value is invalid JSON.'];
    }
  }
  // Left out is no comparison; null says that there is none yet.
  if ('compareDigest' in input && (input.compareDigest ?? null) !== (before?.compareDigest ?? null)) {
    return ['compareDigest', 'STALE_OBJECT', 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.'];
  }
  return null;
}

/** @param {Store} store @param {any[]} metafields */
export function metafieldsSet(store, metafields) {
  const userErrors = [];
  /** @param {string[]} field @param {string} code @param {string} message @param {number | null} elementIndex */
  const refuse = (field, code, message, elementIndex) =>
    userErrors.push({ __typename: 'MetafieldsSetUserError', field, code, message, elementIndex });
  if (metafields.length > MOST) {
    refuse(['metafields'], 'LESS_THAN_OR_EQUAL_TO', `Exceeded the maximum metafields input limit of ${MOST}.`, null);
  }
  metafields.forEach((input, index) => {
    const found = wrong(store, input);
    if (found) refuse(['metafields', String(index), found[0]], found[1], found[2], index);
  });
  if (userErrors.length) return { metafields: [], userErrors };
  return { metafields: metafields.map((input) => put(store, input.ownerId, input)), userErrors };
}
