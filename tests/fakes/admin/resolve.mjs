// @ts-check
/** The Admin API's queries and mutations on a store. What the product never asks for is not here. */
import { metafieldsOf, metafieldsSet, put, reserved } from './metafield.mjs';
import { numeric } from './store.mjs';

/** @typedef {import('./store.mjs').Store} Store */

/** Most items of a page. */
const PAGE = 250;

/** Active delivery customizations that a store may have. */
const ACTIVE = 25;

/** A page of `nodes`, as the arguments of a connection ask for it. @param {any[]} nodes @param {any} args */
function connection(nodes, { first, after } = /** @type {any} */ ({})) {
  if (first > PAGE) throw new Error(`The maximum page size is ${PAGE}`);
  const start = after ? Number(Buffer.from(after, 'base64').toString()) + 1 : 0;
  if (Number.isNaN(start)) throw new Error('Invalid cursor for current pagination sort.');
  const page = nodes.slice(start, first === undefined ? undefined : start + first);
  const cursor = (/** @type {number} */ index) => Buffer.from(String(start + index)).toString('base64');
  return {
    nodes: page,
    edges: page.map((node, index) => ({ node, cursor: cursor(index) })),
    pageInfo: {
      hasNextPage: start + page.length < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: page.length ? cursor(0) : null,
      endCursor: page.length ? cursor(page.length - 1) : null,
    },
  };
}

/** @param {Store} store @param {any} stored @returns {any} */
function order(store, stored) {
  if (!stored) return null;
  const id = `gid://shopify/Order/${stored.id}`;
  const lines = (stored.shippingLines ?? []).map((/** @type {any} */ line) => ({
    __typename: 'ShippingLine',
    code: line.title,
    source: 'shopify',
    deliveryCategory: null,
    custom: false,
    isRemoved: false,
    ...line,
  }));
  return {
    __typename: 'Order',
    name: `#${stored.id}`,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    processedAt: '2026-01-01T00:00:00Z',
    displayFulfillmentStatus: 'UNFULFILLED',
    displayFinancialStatus: 'PAID',
    cancelledAt: null,
    cancelReason: null,
    fulfillments: [],
    refunds: [],
    ...stored,
    id,
    ...metafieldsOf(store, id),
    shippingLine: lines[0] ?? null,
    shippingLines: (/** @type {any} */ args) => connection(lines, args),
    fulfillmentOrders: (/** @type {any} */ args) =>
      connection(
        (stored.fulfillmentOrders ?? []).map((/** @type {any} */ one) => fulfillmentOrder(store, store.fulfillmentOrders.get(String(one.id)))),
        args,
      ),
    lineItems: (/** @type {any} */ args) =>
      connection(
        (stored.lineItems ?? []).map((/** @type {any} */ line) => ({
          __typename: 'LineItem',
          title: 'Item',
          sku: null,
          quantity: 1,
          currentQuantity: line.quantity ?? 1,
          requiresShipping: true,
          isGiftCard: false,
          ...line,
          id: `gid://shopify/LineItem/${line.id}`,
          variant: variant(line),
        })),
        args,
      ),
  };
}

/** The variant of a line; `handling` is its handling class. @param {any} line @returns {any} */
const variant = ({ id, handling }) => ({
  __typename: 'ProductVariant',
  id: `gid://shopify/ProductVariant/${id}`,
  metafield: (/** @type {any} */ { namespace, key }) =>
    handling && reserved(namespace) === reserved('$app') && key === 'handling'
      ? { __typename: 'Metafield', value: handling }
      : null,
});

/** @param {Store} store @param {any} stored @returns {any} */
function fulfillmentOrder(store, stored) {
  if (!stored) return null;
  const id = `gid://shopify/FulfillmentOrder/${stored.id}`;
  const place = store.locations.find((one) => one.id === String(stored.location ?? store.locations[0]?.id));
  const [shipping] = store.orders.get(String(stored.order))?.shippingLines ?? [];
  return {
    __typename: 'FulfillmentOrder',
    status: 'OPEN',
    requestStatus: 'UNSUBMITTED',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    fulfillAt: null,
    fulfillBy: null,
    orderName: `#${stored.order}`,
    assignedLocation: {
      __typename: 'FulfillmentOrderAssignedLocation',
      name: place?.name ?? 'Closed',
      location: place ? location(place) : null,
      countryCode: 'US',
    },
    deliveryMethod: {
      __typename: 'DeliveryMethod',
      id: `gid://shopify/DeliveryMethod/${stored.id}`,
      methodType: 'SHIPPING',
      presentedName: shipping?.title ?? null,
      serviceCode: shipping ? (shipping.code ?? shipping.title) : null,
    },
    fulfillmentHolds: [],
    ...stored,
    id,
    orderId: `gid://shopify/Order/${stored.order}`,
    order: () => order(store, store.orders.get(String(stored.order))),
    lineItems: (/** @type {any} */ args) =>
      connection(
        (stored.lineItems ?? []).map((/** @type {any} */ line) => ({
          __typename: 'FulfillmentOrderLineItem',
          totalQuantity: line.quantity ?? 1,
          remainingQuantity: line.quantity ?? 1,
          ...line,
          id: `gid://shopify/FulfillmentOrderLineItem/${line.id}`,
          lineItem: { __typename: 'LineItem', id: `gid://shopify/LineItem/${line.lineItem ?? line.id}` },
        })),
        args,
      ),
  };
}

/** @param {any} stored */
function location(stored) {
  return {
    __typename: 'Location',
    shipsInventory: true,
    fulfillsOnlineOrders: true,
    isFulfillmentService: false,
    isActive: true,
    address: {},
    ...stored,
    localPickupSettingsV2: stored.pickup ? { instructions: '', pickupTime: 'ONE_HOUR' } : null,
    id: `gid://shopify/Location/${stored.id}`,
  };
}

/** @param {any} method */
function method(method) {
  const rateProvider = method.service
    ? {
        __typename: 'DeliveryParticipant',
        carrierService: { __typename: 'DeliveryCarrierService', name: method.service },
        participantServices: (method.services ?? []).map((/** @type {string} */ name) => ({ name, active: true })),
      }
    : {
        __typename: 'DeliveryRateDefinition',
        id: `gid://shopify/DeliveryRateDefinition/${method.id}`,
        price: { __typename: 'MoneyV2', amount: method.price ?? '0.0', currencyCode: 'USD' },
      };
  return {
    __typename: 'DeliveryMethodDefinition',
    active: true,
    name: method.name,
    ...(method.active === undefined ? {} : { active: method.active }),
    id: `gid://shopify/DeliveryMethodDefinition/${method.id}`,
    rateProvider,
  };
}

/** @param {Store} store @param {any} profile */
function profile(store, profile) {
  return {
    __typename: 'DeliveryProfile',
    id: `gid://shopify/DeliveryProfile/${profile.id}`,
    name: profile.name,
    default: profile.default ?? false,
    profileLocationGroups: (/** @type {any} */ { locationGroupId }) =>
      profile.groups
        .filter((/** @type {any} */ group) => !locationGroupId || numeric(locationGroupId) === group.id)
        .map((/** @type {any} */ group) => ({
          locationGroup: {
            id: `gid://shopify/DeliveryLocationGroup/${group.id}`,
            locations: (/** @type {any} */ args) =>
              connection(store.locations.filter((one) => group.locations.includes(one.id)).map(location), args),
          },
          locationGroupZones: (/** @type {any} */ args) =>
            connection(
              group.zones.map((/** @type {any} */ zone) => ({
                zone: { __typename: 'DeliveryZone', id: `gid://shopify/DeliveryZone/${zone.id}`, name: zone.name },
                methodDefinitions: (/** @type {any} */ args) => connection(zone.methods.map(method), args),
              })),
              args,
            ),
        })),
  };
}

/** @param {Store} store @param {any} stored @returns {any} */
function customization(store, stored) {
  if (!stored) return null;
  const id = `gid://shopify/DeliveryCustomization/${stored.id}`;
  return {
    __typename: 'DeliveryCustomization',
    id,
    title: stored.title,
    enabled: stored.enabled,
    functionId: stored.function.id,
    shopifyFunction: { __typename: 'ShopifyFunction', apiType: 'delivery_customization', ...stored.function },
    ...metafieldsOf(store, id),
  };
}

/** @param {string} code @param {string} message */
const customizationError = (code, message) => ({
  deliveryCustomization: null,
  userErrors: [{ __typename: 'DeliveryCustomizationError', field: ['deliveryCustomization'], code, message }],
});

/** @param {Store} store @param {any} except */
const active = (store, except) =>
  [...store.customizations.values()].filter((one) => one.enabled && one !== except).length;

const TOO_MANY = customizationError(
  'MAXIMUM_ACTIVE_DELIVERY_CUSTOMIZATIONS',
  `Shop cannot have more than ${ACTIVE} active delivery customizations.`,
);

/** The roots of the schema on one store. @param {Store} store */
export function roots(store) {
  return {
    order: (/** @type {any} */ { id }) => order(store, store.orders.get(numeric(id))),
    fulfillmentOrder: (/** @type {any} */ { id }) => fulfillmentOrder(store, store.fulfillmentOrders.get(numeric(id))),
    fulfillmentOrders: (/** @type {any} */ args) =>
      connection(
        [...store.fulfillmentOrders.values()]
          .filter((one) => args.includeClosed || !['CLOSED', 'CANCELLED'].includes(one.status))
          .map((one) => fulfillmentOrder(store, one)),
        args,
      ),
    shop: { __typename: 'Shop', ...store.shop },
    deliveryPromiseSettings: { __typename: 'DeliveryPromiseSetting', ...store.promise },
    locations: (/** @type {any} */ args) => connection(store.locations.map(location), args),
    deliveryProfiles: (/** @type {any} */ args) => connection(store.profiles.map((one) => profile(store, one)), args),
    deliveryProfile: (/** @type {any} */ { id }) => {
      const found = store.profiles.find((one) => one.id === numeric(id));
      return found ? profile(store, found) : null;
    },
    deliveryCustomizations: (/** @type {any} */ args) =>
      connection([...store.customizations.values()].map((one) => customization(store, one)), args),

    metafieldsSet: (/** @type {any} */ { metafields }) => metafieldsSet(store, metafields),

    deliveryCustomizationCreate: (/** @type {any} */ { deliveryCustomization: input }) => {
      if (input.functionId && input.functionHandle) {
        return customizationError('MULTIPLE_FUNCTION_IDENTIFIERS', 'Only one of function_id or function_handle can be provided.');
      }
      if (!input.functionId && !input.functionHandle) {
        return customizationError('MISSING_FUNCTION_IDENTIFIER', 'Either function_id or function_handle must be provided.');
      }
      if (!input.title) return customizationError('REQUIRED_INPUT_FIELD', 'Required input field must be present.');
      const found = store.functions.find((one) => one.handle === input.functionHandle || one.id === input.functionId);
      if (!found) return customizationError('FUNCTION_NOT_FOUND', `Function ${input.functionHandle ?? input.functionId} not found.`);
      if (input.enabled && active(store, null) >= ACTIVE) return TOO_MANY;
      const stored = { id: store.id(), title: input.title, enabled: input.enabled ?? false, function: found };
      store.customizations.set(stored.id, stored);
      for (const field of input.metafields ?? []) put(store, `gid://shopify/DeliveryCustomization/${stored.id}`, field);
      return { deliveryCustomization: customization(store, stored), userErrors: [] };
    },

    deliveryCustomizationUpdate: (/** @type {any} */ { id, deliveryCustomization: input }) => {
      const stored = store.customizations.get(numeric(id));
      if (!stored) return customizationError('DELIVERY_CUSTOMIZATION_NOT_FOUND', 'Could not find DeliveryCustomization.');
      if (input.enabled && active(store, stored) >= ACTIVE) return TOO_MANY;
      if (input.enabled !== undefined) stored.enabled = input.enabled;
      if (input.title !== undefined) stored.title = input.title;
      for (const field of input.metafields ?? []) put(store, id, field);
      return { deliveryCustomization: customization(store, stored), userErrors: [] };
    },

    fulfillmentOrdersSetFulfillmentDeadline: (/** @type {any} */ { fulfillmentOrderIds, fulfillmentDeadline }) => {
      const found = fulfillmentOrderIds.map((/** @type {string} */ id) => store.fulfillmentOrders.get(numeric(id)));
      if (found.some((/** @type {any} */ one) => !one)) {
        const message = 'One or more fulfillment orders were not found.';
        return { success: false, userErrors: [{ field: ['fulfillmentOrderIds'], code: 'FULFILLMENT_ORDERS_NOT_FOUND', message }] };
      }
      for (const one of found) Object.assign(one, { fulfillBy: fulfillmentDeadline, updatedAt: new Date().toISOString() });
      return { success: true, userErrors: [] };
    },
  };
}
