// A test-only main module: the built worker, to which nobody but the two fakes on this machine is outside.
//
// As deployed it takes no other address for Shopify and AfterShip than their own, so the addresses are turned here.
// The names in capitals are replaced: the fakes' origins, and a list of what AfterShip may say of a number.
import worker from "./built.js";
export * from "./built.js";

const send = globalThis.fetch;

/** AfterShip refuses the number `SAYS{n}` in the nth of these words: its reasons are foreign text as well. */
const reasons = REASONS;

/** Who stands in for the addressee of `url`; nobody for any other. */
function stand(url) {
  if (url.protocol !== "https:" || url.port !== "") return undefined;
  if (url.hostname.endsWith(".myshopify.com")) return "SHOPIFY";
  if (url.hostname === "api.aftership.com") return "AFTERSHIP";
  return undefined;
}

/** What AfterShip says to a number it refuses in words of ours. */
function refusal(body) {
  const number = JSON.parse(body).tracking_number;
  const message = /^SAYS\d+$/.test(number) ? reasons[Number(number.slice(4))] : undefined;
  if (message === undefined) return undefined;
  const meta = { code: 4012, message, type: "BadRequest" };
  return Response.json({ meta, data: {} }, { status: 400 });
}

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input));
  const fake = stand(url);
  if (fake === undefined) {
    // The run counts every error of the log: whoever is called must be known.
    console.error(JSON.stringify({ level: "error", event: "outside", reason: `${url.protocol}//${url.host} was called` }));
    throw new TypeError("nobody is outside");
  }
  const refused = fake === "AFTERSHIP" && typeof init?.body === "string" ? refusal(init.body) : undefined;
  return refused ?? send(new URL(url.pathname + url.search, fake), input instanceof Request ? input : init);
};

export default worker;
