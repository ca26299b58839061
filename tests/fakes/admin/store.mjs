// @ts-check
/** What a store of the fake Admin API holds. Ids are numbers as text, everything else as in the schema. */

/** The function that a store has once the app is deployed. */
const FUNCTION = 'checkout-estimate';

export class Store {
  /** @param {string} domain @param {string} app the app's client id */
  constructor(domain, app) {
    this.domain = domain;
    this.shop = {
      id: 'gid://shopify/Shop/548380009',
      name: 'Demo Shop',
      myshopifyDomain: domain,
      ianaTimezone: 'America/New_York',
      email: 'owner@example.com',
      contactEmail: 'help@example.com',
    };
    this.promise = { deliveryDatesEnabled: false, processingTime: /** @type {string | null} */ (null) };
    this.functions = [{ id: 'function-1', handle: FUNCTION, appKey: app, title: 'Ship-by dates' }];
    /** @type {any[]} */
    this.locations = [{ id: '1', name: 'Warehouse', address: { city: 'Chicago', provinceCode: 'IL', countryCode: 'US' } }];
    /** Profiles as `{id, name, default, groups: [{id, locations: [id], zones: [{id, name, methods: […]}]}]}`. @type {any[]} */
    this.profiles = [
      {
        id: '1',
        name: 'General profile',
        default: true,
        groups: [
          {
            id: '1',
            locations: ['1'],
            zones: [
              {
                id: '1',
                name: 'Domestic',
                methods: [
                  { id: '1', name: 'Standard', price: '4.90' },
                  { id: '2', name: 'Express', price: '14.90' },
                ],
              },
            ],
          },
        ],
      },
    ];
    /** @type {Map<string, any>} by numeric id */
    this.orders = new Map();
    /** @type {Map<string, any>} by numeric id */
    this.fulfillmentOrders = new Map();
    /** @type {Map<string, any>} by numeric id */
    this.customizations = new Map();
    /** @type {Map<string, any>} by `owner gid/namespace/key` */
    this.metafields = new Map();
    /** How many metafields were written. */
    this.writes = 0;
    this.lastId = 1000;
  }

  /** A number no object has yet. */
  id() {
    this.lastId += 1;
    return String(this.lastId);
  }

  /** @param {string} id @param {any} order with its `fulfillmentOrders` */
  putOrder(id, order) {
    this.orders.set(id, { ...order, id });
    for (const one of order.fulfillmentOrders ?? []) {
      this.fulfillmentOrders.set(String(one.id), { ...one, order: id });
    }
  }

  /** What the app wrote, for tests and the demo. */
  told() {
    return {
      shop: this.domain,
      writes: this.writes,
      metafields: [...this.metafields.values()],
      customizations: [...this.customizations.values()],
      fulfillmentOrders: [...this.fulfillmentOrders.values()],
    };
  }
}

/** @param {string} gid */
export const numeric = (gid) => String(gid).split('/').pop()?.split('?')[0] ?? '';
