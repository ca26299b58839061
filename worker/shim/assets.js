// @ts-check
/**
 * The pages' browser bundle, kept in the worker itself.
 *
 * Not the platform's static assets: where those are bound, local workerd sends every request through
 * two more workers (a third fewer webhooks a second) and hands no cron event on.
 */
import { call } from './instance.js';
import js from './order_js.bin';
import wasm from './order_wasm.bin';

/** @typedef {{ bytes: ArrayBuffer, type: string, etag?: string }} Asset */

/** @type {Map<string, Asset>} */
const files = new Map([
  ['order.js', { bytes: js, type: 'text/javascript; charset=utf-8' }],
  ['order_bg.wasm', { bytes: wasm, type: 'application/wasm' }],
]);

/**
 * `/assets/{name}`. Also loaded from a shop's domain, through the app proxy: any origin may read it.
 * `null`: no such file.
 * @param {Request} request
 * @param {string} name
 */
export function asset(request, name) {
  const file = files.get(name);
  if (file === undefined) return null;
  const etag = (file.etag ??= call((core) => core.etag(new Uint8Array(file.bytes))));
  const headers = {
    'content-type': file.type,
    'cache-control': 'public, max-age=0, must-revalidate',
    etag,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  // A proxy that compresses makes the validator a weak one.
  const known = request.headers.get('if-none-match')?.replace(/^W\//, '');
  if (known === etag) return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : file.bytes, { headers });
}
