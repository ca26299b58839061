// @ts-check
/**
 * `npm run deploy [-- --secrets FILE]`: the worker to Cloudflare, then the app's configuration to
 * Shopify. `--dry-run` does all of it but the sending, without network or account; the tests run it.
 *
 * docs/first-store.md says what has to exist before the first time.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import * as app from './app.mjs';
import { endWithThis, run, start } from './children.mjs';
import { root } from './house.mjs';
import { buildTool, lanes, npmPackages, performAll, prerequisites, wasmTarget } from './steps.mjs';

const CONFIG = 'worker/wrangler.jsonc';
const STAGE = 'dist/app';
const SECRETS = ['SHOPIFY_API_SECRET', 'MASTER_KEY'];

/** Neither tool asks, reports or looks for a newer self. */
const QUIET = {
  ...app.QUIET,
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_SEND_METRICS: 'false',
};
/** A rehearsal reads and leaves nothing in the home of whoever runs it. */
const NO_HOME = { ...app.NO_HOME, WRANGLER_LOG_PATH: join(root, 'dist/.wrangler/logs') };

const args = process.argv.slice(2);
const dryRun = args.includes('--dry-run');
const secrets = args.includes('--secrets') ? args[args.indexOf('--secrets') + 1] : undefined;

endWithThis();
try {
  const target = dryRun
    ? app.NOBODY
    : { clientId: needed('SHOPIFY_CLIENT_ID'), url: needed('PLUMBLINE_URL').replace(/\/+$/, '') };
  checkTarget(target);
  if (!dryRun) {
    await account();
    await secretsAreThere();
  }
  await performAll([prerequisites, npmPackages, wasmTarget, buildTool, lanes]);
  await run(['cargo', 'run', '--quiet', '--package', 'xtask', '--', 'app']);
  checkTopics(app.stage(STAGE, target));
  await worker(target);
  await configuration();
  console.log(dryRun ? 'dry run: everything is ready to be sent' : `deployed: ${target.url}/health should answer`);
} catch (error) {
  console.error(`npm run deploy: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
process.exit();

/** @typedef {app.Target} Target */

/** @param {string} name */
function needed(name) {
  const value = process.env[name]?.trim();
  if (!value) throw new Error(`${name} is not set; docs/first-store.md says where it comes from`);
  return value;
}

/** @param {Target} target */
function checkTarget({ clientId, url }) {
  if (!/^[0-9a-f]{32}$/.test(clientId)) throw new Error('SHOPIFY_CLIENT_ID is not a client id: 32 hex digits');
  if (new URL(url).protocol !== 'https:') throw new Error('PLUMBLINE_URL must begin with https://');
}

async function account() {
  if ((await start(wrangler('whoami'), () => {}, QUIET).ended) !== 0) {
    throw new Error('no Cloudflare account: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN');
  }
}

/** What the worker needs and must never be in a file of the repository. */
async function secretsAreThere() {
  if (secrets) {
    const text = readFileSync(secrets, 'utf8');
    const missing = SECRETS.filter((name) => !text.includes(name));
    if (missing.length > 0) throw new Error(`${secrets} does not hold ${missing.join(' and ')}`);
    return;
  }
  let listed = '';
  await start(wrangler('secret', 'list', '--config', CONFIG), (line) => (listed += line), QUIET).ended;
  const missing = SECRETS.filter((name) => !listed.includes(`"${name}"`));
  if (missing.length > 0) {
    throw new Error(
      `the worker has no secret ${missing.join(', ')}: put them in a file of lines NAME=value outside the ` +
        'repository and run `npm run deploy -- --secrets FILE` once',
    );
  }
}

/**
 * Every topic is one of Shopify's, in the version subscribed to. The compliance topics are not in the schema.
 * @param {string} toml the app's configuration
 */
function checkTopics(toml) {
  const version = toml.match(/^api_version = "(.*)"$/m)?.[1];
  const file = join(root, `node_modules/@shopify/dev-mcp/dist/data/admin_${version}.json.gz`);
  const schema = gunzipSync(readFileSync(file)).toString();
  const lists = toml.matchAll(/^topics = \[([^\]]*)\]/gm);
  const topics = [...lists].flatMap(([, list]) => [...list.matchAll(/"([^"]+)"/g)].map(([, topic]) => topic));
  const unknown = topics.filter((topic) => !schema.includes(`"${topic.toUpperCase().replace('/', '_')}"`));
  if (unknown.length > 0) throw new Error(`Shopify has no topic ${unknown.join(', ')} in ${version}`);
  console.log(`${topics.length} topics of Shopify's ${version}`);
}

/** @param {Target} target */
async function worker({ clientId }) {
  const command = wrangler('deploy', '--config', CONFIG, '--var', `SHOPIFY_API_KEY:${clientId}`);
  if (dryRun) await run([...command, '--dry-run', '--outdir', 'dist/.wrangler/deploy'], undefined, { ...QUIET, ...NO_HOME });
  else await run(secrets ? [...command, '--secrets-file', secrets] : command, undefined, QUIET);
}

async function configuration() {
  await app.build(STAGE, dryRun ? { ...QUIET, ...NO_HOME } : QUIET);
  const deploy = ['node_modules/.bin/shopify', 'app', 'deploy', '--path', STAGE, '--allow-updates'];
  if (!dryRun) await run(deploy, undefined, QUIET);
}

/** @param {string[]} command */
function wrangler(...command) {
  return ['node_modules/.bin/wrangler', ...command];
}
