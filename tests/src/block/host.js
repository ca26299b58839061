// Shopify's side of the order status page, as far as a bundle sees it: `shopify`, the elements' names, a body.
// The body of a function; `request` stands before it: {bundle} once, then {target, value, lang, now, fulfillment, titles}.
window.host ??= { targets: {}, fetched: [] };
if (request.bundle !== undefined) {
  window.shopify = { extend: (target, run) => (window.host.targets[target] = run) };
  new Function(request.bundle)();
  return Object.keys(window.host.targets);
}

const signal = (value) => ({ value, subscribe: () => () => {} });
const { target, value, lang, now, fulfillment, titles = [] } = request;
Object.assign(window.shopify, {
  appMetafields: signal(
    value === null ? [] : [{
      target: { type: 'order', id: 'gid://shopify/Order/1' },
      metafield: { namespace: '$app', key: 'status', value, valueType: 'json_string', type: 'json' },
    }],
  ),
  localization: { language: signal({ isoCode: lang }) },
  orderId: 'gid://shopify/Order/1',
  fulfillmentId: `gid://shopify/Fulfillment/${fulfillment}`,
  // The second of what was on offer was chosen.
  deliveryGroups: signal(titles.map((title) => ({
    deliveryOptions: [{ handle: 'other', title: 'Other' }, { handle: 'chosen', title }],
    selectedDeliveryOption: { handle: 'chosen' },
  }))),
});
window.host.fetched = [];
window.fetch = async (address) => {
  window.host.fetched.push(String(address));
  return { json: async () => ({ data: { order: { metafield: value === null ? null : { value } } } }) };
};
const clock = Date.now;
Date.now = () => now;
try {
  await window.host.targets[target]();
} finally {
  Date.now = clock;
}

// Every text in the order in which it is read: a heading is an attribute, a link to our page is the last of all.
const texts = [];
const walk = (node) => {
  if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const heading = node.getAttribute('heading');
  if (heading !== null) texts.push(heading);
  node.childNodes.forEach(walk);
};
walk(document.body);
const links = [...document.querySelectorAll('[href]')].map((link) => link.getAttribute('href'));
const elements = [...new Set([...document.body.querySelectorAll('*')].map((element) => element.localName))];
return { texts, links, elements, fetched: window.host.fetched };
