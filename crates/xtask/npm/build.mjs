// @ts-check
/** `npm run build`: what is deployed, in `dist/`. */
import { endWithThis } from './children.mjs';
import { buildTool, lanes, npmPackages, performAll, prerequisites, wasmTarget } from './steps.mjs';

endWithThis();
try {
  await performAll([prerequisites, npmPackages, wasmTarget, buildTool, lanes]);
} catch (error) {
  console.error(`npm run build: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
process.exit();
