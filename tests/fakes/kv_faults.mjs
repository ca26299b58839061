// A test-only main module: the built worker with a Workers KV whose puts fail.
//
// `PUT_FAILURES` is replaced by the share that fails, 0 to 1. The order of failures comes from a
// small fixed generator, so a run can be repeated.
import worker, * as built from "./built.js";
export * from "./built.js";

const share = PUT_FAILURES;
let state = 0x2545f491;
function draw() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 0x1_0000_0000;
}

const wrapped = new WeakMap();

/** The KV namespace, its puts failing as Cloudflare's do in an outage. */
export function faultyNamespace(namespace) {
  return new Proxy(namespace, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name === "put") {
        return async (...args) => {
          if (draw() < share) throw new Error("KV PUT failed: 503 Service Unavailable");
          return value.apply(target, args);
        };
      }
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The environment with every KV namespace wrapped. */
function faultyEnv(env) {
  let faulty = wrapped.get(env);
  if (!faulty) {
    faulty = { ...env, VIEWS: faultyNamespace(env.VIEWS) };
    wrapped.set(env, faulty);
  }
  return faulty;
}

// Ledgers are what writes KV, so the objects get the wrapped environment too.
export class Ledger extends built.Ledger {
  constructor(ctx, env) {
    super(ctx, faultyEnv(env));
  }
}

export class Shop extends built.Shop {
  constructor(ctx, env) {
    super(ctx, faultyEnv(env));
  }
}

const handlers = {};
for (const name of ["fetch", "queue", "scheduled"]) {
  const handler = worker[name];
  if (handler) handlers[name] = (event, env, ctx) => handler.call(worker, event, faultyEnv(env), ctx);
}
export default handlers;
