// @ts-check
/**
 * What has to happen before the product runs, as steps that say for themselves whether they are
 * needed and what they wait for. `npm start` shows them on a page, the other scripts in the terminal.
 */
import { run } from './children.mjs';
import { isOnPath, missingBrowser, missingPrerequisites, npmIsCurrent, WASM_TARGET, wasmTargetIsThere } from './house.mjs';

/** Cargo draws its bar even when nobody's terminal is there: the page reads it. */
const BAR = { CARGO_TERM_PROGRESS_WHEN: 'always', CARGO_TERM_PROGRESS_WIDTH: '100' };

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} [after] names of steps that must be done first
 * @property {RegExp} [turn] the line from which on it is one thread's work
 * @property {string[]} [afterTurn] names of steps that leave a core to this one from their turn on: it waits for that
 * @property {() => boolean} [isDone] nothing to do on this machine, now
 * @property {(sink?: import('./children.mjs').Sink) => Promise<void>} perform
 */

/** @type {Step} */
export const prerequisites = {
  name: 'Look for Rust and Node',
  perform: async () => {
    const missing = missingPrerequisites();
    if (missing.length > 0) throw new Error(missing.join('\n'));
  },
};

/** @type {Step} */
export const npmPackages = {
  name: 'Install npm packages',
  after: [prerequisites.name],
  isDone: npmIsCurrent,
  perform: (sink) =>
    run(['npm', 'ci', '--no-audit', '--no-fund', ...(sink ? ['--loglevel=http'] : [])], sink && fetched(sink)),
};

/** @type {Step} */
export const wasmTarget = {
  name: 'Add the Wasm target',
  after: [prerequisites.name],
  isDone: wasmTargetIsThere,
  perform: async (sink) => {
    if (!isOnPath('rustup')) {
      throw new Error(`This Rust has no ${WASM_TARGET} and no rustup to add it: install Rust by rustup, from https://rustup.rs`);
    }
    await run(['rustup', 'target', 'add', WASM_TARGET], sink);
  },
};

/** @type {Step} */
export const buildTool = {
  name: 'Build the build tool',
  after: [prerequisites.name],
  perform: (sink) => run(cargo('build', '--package', 'xtask'), sink, sink && BAR),
};

/** The lanes' own words: in any others cargo would compile everything again for them. */
const AS_THE_LANES = ['rustc', '--release', '--lib', '--crate-type', 'cdylib'];

/**
 * Compiled before the lanes ask for it: needs neither npm nor the build tool, so it overlaps with both.
 * @type {Step}
 */
export const workerWasm = {
  name: 'Compile the worker to Wasm',
  after: [wasmTarget.name],
  turn: /Compiling plumbline-worker /,
  perform: (sink) =>
    run(cargo(...AS_THE_LANES, '--package', 'plumbline-worker', '--target', WASM_TARGET), sink, sink && BAR),
};

/**
 * Likewise the pages' browser half; cargo makes it wait for the worker's.
 * @type {Step}
 */
export const pageWasm = {
  name: 'Compile the page to Wasm',
  after: [workerWasm.name],
  perform: (sink) =>
    run(
      cargo(...AS_THE_LANES, '--package', 'web', '--target', WASM_TARGET, '--no-default-features', '--features', 'hydrate'),
      sink,
      sink && BAR,
    ),
};

/**
 * And the checkout function, with Shopify's half of it.
 * @type {Step}
 */
export const functionWasm = {
  name: 'Compile the checkout function to Wasm',
  after: [pageWasm.name],
  perform: async (sink) => {
    for (const [name, profile] of [['function-provider', 'provider'], ['checkout-estimate', 'release']]) {
      await run(cargo('build', '--package', name, '--profile', profile, '--target', WASM_TARGET), sink, sink && BAR);
    }
  },
};

/** @type {Step} */
export const lanes = {
  name: 'Bundle the worker and the pages',
  after: [npmPackages.name, buildTool.name, functionWasm.name],
  perform: (sink) => run(cargo('run', '--quiet', '--package', 'xtask', '--', 'lanes'), sink, sink && BAR),
};

/** The demo shop as cargo knows it: without what measures and judges. */
export const DEMO = ['--package', 'e2e', '--bin', 'demo', '--no-default-features'];

/** @type {Step} */
export const demo = {
  name: 'Build the demo shop',
  // After the build tool only because cargo builds one thing at a time.
  after: [buildTool.name],
  // Optimising the worker takes minutes of one core: the other one's work, kept for then.
  afterTurn: [workerWasm.name],
  perform: (sink) => run(cargo('build', ...DEMO), sink, sink && BAR),
};

/** @type {Step} */
export const browser = {
  name: 'Install Chromium and its driver',
  after: [prerequisites.name],
  isDone: () => missingBrowser().length === 0,
  perform: async (sink) => {
    if (isOnPath('apt-get') && process.getuid?.() === 0) {
      await run(['apt-get', 'update', '--quiet'], sink);
      const packages = ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium', 'chromium-driver'];
      await run(['apt-get', ...packages], sink, { DEBIAN_FRONTEND: 'noninteractive' });
    } else if (isOnPath('brew')) {
      await run(['brew', 'install', '--cask', 'chromium', 'chromedriver'], sink);
    }
    const missing = missingBrowser();
    if (missing.length > 0) {
      throw new Error(
        `The browser tests need ${missing.join(' and ')} on the path. Install them by hand: on Debian and Ubuntu ` +
          '`sudo apt-get install chromium chromium-driver`, on macOS `brew install --cask chromium chromedriver`.',
      );
    }
  },
};

/**
 * Performs steps in the terminal, each as soon as what it waits for is done; those that need nothing are silent.
 * @param {Step[]} steps in an order that respects `after`
 */
export async function performAll(steps) {
  for (const step of steps) {
    if (step.isDone?.()) continue;
    console.log(`── ${step.name}`);
    await step.perform();
  }
}

/** @param {string[]} args */
function cargo(...args) {
  return ['cargo', ...args];
}

/**
 * npm says nothing while it installs, unless asked for every request: keep the package's name of each.
 * @param {import('./children.mjs').Sink} sink
 * @returns {import('./children.mjs').Sink}
 */
function fetched(sink) {
  return (line) => {
    const request = line.match(/http fetch GET \d+ https?:\/\/[^/]+\/(\S+)/);
    if (request) sink(`fetched ${decodeURIComponent(request[1])}`);
    else if (!line.startsWith('npm http')) sink(line);
  };
}
