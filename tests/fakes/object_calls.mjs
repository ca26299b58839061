// A test-only main module: the built worker, counting the calls a request makes to Durable Objects.
//
// Right only while one request is under way at a time. Work after the answer (`waitUntil`) is not
// counted: the sender does not wait for it.
import worker, * as built from "./built.js";
export * from "./built.js";

let calls = 0;

/** A stub whose method calls are counted. */
function countingStub(stub) {
  return new Proxy(stub, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== "function") return value;
      return (...args) => {
        calls += 1;
        return target[name](...args);
      };
    },
  });
}

/** A namespace whose stubs are counting. */
function countingNamespace(namespace) {
  return new Proxy(namespace, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== "function") return value;
      if (name === "get" || name === "getByName") return (...args) => countingStub(target[name](...args));
      return value.bind(target);
    },
  });
}

let counting;

export default {
  ...worker,
  async fetch(request, env, ctx) {
    counting ??= { ...env, LEDGER: countingNamespace(env.LEDGER), SHOP: countingNamespace(env.SHOP) };
    calls = 0;
    const answer = await worker.fetch(request, counting, ctx);
    const response = new Response(answer.body, answer);
    response.headers.set("x-object-calls", String(calls));
    return response;
  },
};
