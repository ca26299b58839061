// @ts-check
/**
 * `npm start`: one link at once, the build's progress behind it, then the demo shop. Ctrl-C ends all.
 *
 * The demo shop is the end-to-end crate's program `demo`: it starts the worker and its surroundings,
 * prints its own address when it is ready, and stops on SIGTERM, or when the end of its input says
 * that this process is gone.
 */
import { endAll, endWithThis, isLeaving, start } from './children.mjs';
import { ProgressPage, Watched } from './progress.mjs';
import {
  buildTool,
  DEMO,
  demo,
  functionWasm,
  lanes,
  npmPackages,
  pageWasm,
  prerequisites,
  wasmTarget,
  workerWasm,
} from './steps.mjs';

/** @typedef {import('./steps.mjs').Step} Step */

const FIRST_PORT = 8484;
const SHOP = 'Open the demo shop';
const BUILD = [prerequisites, npmPackages, wasmTarget, workerWasm, pageWasm, functionWasm, buildTool, demo, lanes];

endWithThis();
const page = new ProgressPage();
const link = await page.listen(Number(process.env.PORT) || FIRST_PORT);
console.log(`\n  Plumbline  ${link}\n`);

try {
  await performTogether(BUILD);
  await openShop();
} catch (error) {
  // The signal's handler ends this process when the last child is gone.
  if (isLeaving()) await new Promise(() => {});
  const message = error instanceof Error ? error.message : String(error);
  const failed = page.steps.find((step) => step.state === 'failed');
  console.error(`\n${failed?.lines.join('\n') ?? ''}\n\nnpm start: ${message}`);
  await Promise.all([page.fail(message), endAll()]);
  process.exit(1);
}

/**
 * Performs every step as soon as those it waits for are done, or have come to their turn.
 * @param {Step[]} steps each after those it waits for
 */
async function performTogether(steps) {
  const watched = steps.map((step) => new Watched(step.name));
  page.steps.push(...watched, new Watched(SHOP));
  /** @type {Map<string, Promise<unknown>>} */
  const done = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const turned = new Map();
  steps.forEach((step, index) => {
    const ended = (step.after ?? []).map((name) => done.get(name));
    const turns = (step.afterTurn ?? []).map((name) => turned.get(name));
    const turn = new Promise((/** @type {(value?: unknown) => void} */ comeToTurn) => {
      const performed = Promise.all([...ended, ...turns]).then(() => perform(step, watched[index], comeToTurn));
      done.set(step.name, performed);
      // One that finds nothing to do never says that line.
      performed.then(comeToTurn, () => {});
    });
    turned.set(step.name, turn);
  });
  await Promise.all(done.values());
}

/**
 * @param {Step} step
 * @param {Watched} shown
 * @param {() => void} comeToTurn
 */
async function perform(step, shown, comeToTurn) {
  if (step.isDone?.()) {
    shown.end('current');
    return;
  }
  shown.begin();
  try {
    await step.perform((line) => {
      if (step.turn?.test(line)) comeToTurn();
      shown.say(line);
    });
  } catch (error) {
    shown.end('failed');
    throw error;
  }
  shown.end('done');
  console.log(`  ${step.name}: ${shown.seconds} s`);
}

/** Starts the demo shop and leads the page to it; resolves only when it has ended. */
async function openShop() {
  const shown = page.steps[page.steps.length - 1];
  shown.begin();
  let isOpen = false;
  const shop = start(demoCommand(), (line) => {
    shown.say(line);
    const address = line.match(/https?:\/\/(?:127\.0\.0\.1|localhost):\d+\S*/)?.[0];
    if (address && !isOpen) {
      isOpen = true;
      shown.end('done');
      page.demo = address;
      console.log(`\n  The demo shop is open: ${link}\n  Ctrl-C stops everything.\n`);
    } else if (isOpen) {
      console.log(`  ${line}`);
    }
  });
  const code = await shop.ended;
  if (code === 0) process.exit(0);
  shown.end('failed');
  throw new Error(isOpen ? `the demo shop ended with code ${code}` : `the demo shop could not open (code ${code})`);
}

function demoCommand() {
  return ['cargo', 'run', '--quiet', ...DEMO];
}
