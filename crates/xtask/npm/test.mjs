// @ts-check
/**
 * `npm test`: sets up everything, the browser included, then `cargo xtask test`, which runs every
 * step and closes with one line of counts. Arguments go on to it: `npm test -- --only claims`.
 */
import { endWithThis, start } from './children.mjs';
import { browser, buildTool, npmPackages, performAll, prerequisites, wasmTarget } from './steps.mjs';

const started = Date.now();
endWithThis();
try {
  await performAll([prerequisites, npmPackages, wasmTarget, browser, buildTool]);
  console.log(`set-up took ${((Date.now() - started) / 1000).toFixed(1)} s`);
  const args = process.argv.slice(2);
  process.exitCode = await start(['cargo', 'run', '--quiet', '--package', 'xtask', '--', 'test', ...args]).ended;
} catch (error) {
  console.error(`npm test: ${error instanceof Error ? error.message : error}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
process.exit();
