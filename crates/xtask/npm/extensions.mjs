// @ts-check
/** `node extensions.mjs FOLDER`: lays the app into the folder and builds it with Shopify's own tool. */
import { build, NO_HOME, NOBODY, QUIET, stage } from './app.mjs';
import { endWithThis } from './children.mjs';

const [folder] = process.argv.slice(2);
endWithThis();
try {
  if (!folder) throw new Error('which folder?');
  stage(folder, NOBODY);
  await build(folder, { ...QUIET, ...NO_HOME });
} catch (error) {
  console.error(`extensions: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
process.exit();
