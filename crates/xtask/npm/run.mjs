// @ts-check
/**
 * `npm run replay|bench|crash|backtest|fuzz -- …`: sets up what is not there, builds what changed, then becomes
 * the program of that name: the end-to-end crate's, or one of a crate of its own, which needs Rust and nothing built before.
 */
import { resolve } from 'node:path';

import { endWithThis, start } from './children.mjs';
import { buildTool, lanes, npmPackages, performAll, prerequisites, wasmTarget } from './steps.mjs';

const [name, ...args] = process.argv.slice(2);

endWithThis();
try {
  const alone = name === 'backtest' || name === 'fuzz';
  await performAll(alone ? [prerequisites] : [prerequisites, npmPackages, wasmTarget, buildTool, lanes]);
  const command = ['cargo', 'run', '--quiet', '--package', alone ? name : 'e2e', '--bin', name, '--', ...args.map(fromHere)];
  process.exitCode = await start(command).ended;
} catch (error) {
  console.error(`npm run ${name}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
process.exit();

/**
 * npm moves to the root; a file named on the command line is meant from where it was typed.
 * @param {string} argument
 */
function fromHere(argument) {
  const typedIn = process.env.INIT_CWD;
  const isPath = /^[.~]{0,2}\//.test(argument) || /\.(csv|jsonl?|ndjson|svg)$/.test(argument);
  return typedIn && isPath ? resolve(typedIn, argument) : argument;
}
