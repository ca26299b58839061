// @ts-check
/**
 * The app as Shopify's own tool takes it: its configuration and its extensions, in a folder of their own.
 *
 * Not in it: the checkout function, whose last step of building fetches a tool from no registry. The storefront's blocks
 * get the order page's browser bundle among their assets, which is made and never committed.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './children.mjs';
import { root } from './house.mjs';

/** Each extension, and the parts of it that Shopify takes. */
const EXTENSIONS = {
  'order-status': ['shopify.extension.toml', 'tsconfig.json', 'src'],
  'order-timeline': ['shopify.extension.toml', 'assets', 'blocks', 'locales'],
};
/** The order page's browser bundle, and its names among the theme extension's assets. */
const BUNDLE = {
  'dist/assets/order.js': 'plumbline-order.js',
  'dist/assets/order_bg.wasm': 'plumbline-order.wasm',
};
const EMPTY_LOCK = '{"name":"plumbline","lockfileVersion":3,"requires":true,"packages":{"":{"name":"plumbline"}}}';

/** Shopify's tool neither asks, reports nor looks for a newer self. */
export const QUIET = { CI: '1', OPT_OUT_INSTRUMENTATION: 'true', SHOPIFY_CLI_NO_ANALYTICS: '1' };

/** Without an account nothing is read from or left in the home of whoever runs it. */
export const NO_HOME = {
  XDG_CACHE_HOME: join(root, 'dist/.home/cache'),
  XDG_CONFIG_HOME: join(root, 'dist/.home/config'),
};

/** What the files of the repository have instead of an account's. */
export const NOBODY = { clientId: '0'.repeat(32), url: 'https://plumbline.example' };

/** @typedef {{clientId: string, url: string}} Target */

/**
 * Lays the app into `folder`, emptied; answers its configuration.
 * @param {string} folder relative to the root
 * @param {Target} target
 */
export function stage(folder, { clientId, url }) {
  const app = readFileSync(join(root, 'shopify.app.toml'), 'utf8')
    .replace(/^client_id = ".*"$/m, `client_id = "${clientId}"`)
    .replaceAll(NOBODY.url, url);
  const to = join(root, folder);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'shopify.app.toml'), app);
  for (const [name, parts] of Object.entries(EXTENSIONS)) {
    for (const part of parts) {
      cpSync(join(root, 'extensions', name, part), join(to, 'extensions', name, part), { recursive: true });
    }
  }
  for (const [made, name] of Object.entries(BUNDLE)) {
    cpSync(join(root, made), join(to, 'extensions/order-timeline/assets', name));
  }
  // Shopify's tool wants a package around every app, and installs what it lists: nothing.
  writeFileSync(join(to, 'package.json'), JSON.stringify({ name: 'plumbline', private: true }));
  writeFileSync(join(to, 'package-lock.json'), EMPTY_LOCK);
  return app;
}

/**
 * Builds what was laid into `folder`, which validates it by Shopify's own rules, without an account.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
export const build = (folder, env) => run(['node_modules/.bin/shopify', 'app', 'build', '--path', folder], undefined, env);
