// A worker in workerd, by the platform's own simulator and by the configuration that is deployed.
//
// `wrangler dev` would put a second workerd before it, for reloads nobody here asks for, and each request would cross both.
import { dirname } from 'node:path';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as readConfig } from 'wrangler';

const [config, port, state, vars, level] = process.argv.slice(2);
const { workerOptions, main } = readConfig(config, undefined, { envFiles: [vars] });
const loud = level === 'info' ? ['debug', 'info', 'log', 'warn', 'error'] : ['warn', 'error'];
const world = new Miniflare({
  host: '127.0.0.1',
  port: Number(port),
  defaultPersistRoot: state,
  cf: false,
  telemetry: { enabled: false },
  logRequests: false,
  log: new Log(LogLevel.WARN),
  handleStructuredLogs: ({ level, message }) => {
    if (loud.includes(level)) console.log(message);
  },
  ...workerOptions,
  modules: true,
  rootPath: dirname(main),
  modulesRoot: dirname(main),
  scriptPath: main,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => world.dispose().then(() => process.exit()));
await world.ready;
