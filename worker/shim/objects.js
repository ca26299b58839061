// @ts-check
/** The two kinds of Durable Object, as the entry exports them. */
export { Ledger } from './ledger.js';
export { Shop } from './shop.js';
