/* Runs on the merchant's pages. Every statement ends in a semicolon: lines are joined when sent. */
(() => {
  const bridge = window.shopify;
  if (!bridge?.idToken) return;
  const ours = (address) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin && url.pathname.startsWith("/admin") ? url : null;
  };
  addEventListener("click", async (event) => {
    const plain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented);
    const link = event.target.closest?.("a[href]");
    const url = plain && link && !link.target && ours(link.href);
    if (!url) return;
    event.preventDefault();
    url.searchParams.set("id_token", await bridge.idToken());
    location.assign(url);
  });
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !ours(form.action)) return;
    event.preventDefault();
    const field = form.elements.id_token ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name: "id_token", value: await bridge.idToken() });
    form.append(field);
    form.submit();
  });
})();
