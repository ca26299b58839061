// @ts-check
/**
 * Entry of the worker: says which way a request goes and does no work of its own.
 *
 * Webhooks take the hot path (`edge.js`), everything else is the worker crate's `fetch`. The glue
 * comes from `dist/core`, made by `cargo xtask worker`.
 */
import { asset } from './assets.js';
import { deliver, failed, ingestAfterShip, ingestOperations, ingestShopify } from './edge.js';
import { callAsync } from './instance.js';

export { Ledger, Shop } from './objects.js';

/** @typedef {import('./edge.js').Bindings} Bindings */

const OPERATIONS = '/webhooks/operations/';
const AFTERSHIP = '/webhooks/aftership/';
const ASSETS = '/assets/';

/** @type {ExportedHandler<Bindings, unknown>} */
export default {
  async fetch(request, env, ctx) {
    const { url } = request;
    // Found without parsing the whole address: the path starts after the host's slash.
    const path = url.slice(url.indexOf('/', 8)).split('?', 1)[0];
    try {
      if (request.method === 'POST') {
        if (path === '/webhooks/shopify') return await ingestShopify(request, env, ctx);
        if (path.startsWith(OPERATIONS)) {
          return await ingestOperations(request, env, path.slice(OPERATIONS.length));
        }
        if (path.startsWith(AFTERSHIP)) {
          return await ingestAfterShip(request, env, path.slice(AFTERSHIP.length));
        }
      }
      const file = path.startsWith(ASSETS) ? asset(request, path.slice(ASSETS.length)) : null;
      if (file !== null) return file;
      return await callAsync((core) => core.fetch(request, env, ctx));
    } catch (error) {
      return failed(error);
    }
  },

  async queue(batch, env) {
    await deliver(batch, env);
  },

  async scheduled(event, env) {
    try {
      await callAsync((core) => core.sweep(env, event.scheduledTime));
    } catch (error) {
      // The next one tries again.
      console.error(JSON.stringify({ level: 'error', event: 'sweep.failed', reason: String(error) }));
    }
  },
};
