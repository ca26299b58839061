// @ts-check
/**
 * Fills the block order.liquid with the order page: its HTML through the app's signed proxy, its style, and the bundle that
 * refreshes it. All of it in a shadow tree, because a theme's rules are written for the theme's own elements.
 */
(() => {
  /** A link's token: what opens one order, and nothing else. */
  const TOKEN = /\/o\/([\w-]{16,})$/;

  /** Sizes are the reader's, not multiples of what a theme makes of its root; widths are the block's, not the window's. */
  const FRAME = `
    :host { all: initial !important; display: block !important; inline-size: 100% !important; }
    :host([hidden]) { display: none !important; }
    .frame { container-type: inline-size; min-width: min(280px, 100vw); }
    .plumbline { display: block; border-radius: var(--radius); background: var(--sheet); padding: 8px 20px 24px; font-size: 16px; }
    .plumbline > .heading { padding-top: 20px; font-size: 22px; }
    .plumbline #order { max-width: none; padding: 0; }
    .plumbline .shop, .plumbline .languages { display: none; }
    .plumbline .now { padding: 24px 0; }
    .plumbline .said { min-height: 0; }
    .plumbline h1 { font-size: 26px; }
    .plumbline .end { padding-bottom: 0; }`;

  /** The page's sheet, for a part of a page. @param {string} css */
  const scoped = (css) =>
    css
      .replace(/(^|[{},\s])(?::root|html|body)(?=[\s,{])/g, '$1.plumbline')
      .replace(/([\d.]+)rem\b/g, (_, size) => `${Number(size) * 16}px`)
      .replaceAll('@media (min-width', '@container (min-width');

  /** The merchant's colours; every other shade is mixed from them. @param {DOMStringMap} of */
  const look = ({ text = '', background = '', accent = '', radius = '' }) => {
    const colour = (/** @type {string} */ given, /** @type {string} */ otherwise) =>
      CSS.supports('color', given) ? given : otherwise;
    const ink = colour(text, '#1d2021');
    const sheet = colour(background, '#ffffff');
    const deep = colour(accent, '#14594b');
    const mixed = (/** @type {string} */ a, /** @type {number} */ share, /** @type {string} */ b) =>
      `color-mix(in srgb, ${a} ${share}%, ${b})`;
    return {
      '--ink': ink,
      '--sheet': sheet,
      '--paper': sheet,
      '--deep': deep,
      '--soft': mixed(ink, 72, sheet),
      '--line': mixed(ink, 16, sheet),
      '--tint': mixed(deep, 12, sheet),
      '--warn': mixed('#8a4b08', 60, ink),
      '--warn-tint': mixed('#f0a030', 16, sheet),
      '--focus': deep,
      '--radius': `${Math.min(Math.max(Number.parseInt(radius, 10) || 0, 0), 24)}px`,
      '--shadow': 'none',
    };
  };

  /** @param {HTMLElement} block */
  const fill = async (block) => {
    const { address = '', proxy = '', lang = '', heading = '', module = '', wasm = '' } = block.dataset;
    const named = new URLSearchParams(location.search).get('order') ?? '';
    const token = TOKEN.exec(address)?.[1] ?? TOKEN.exec(`/o/${named}`)?.[1];
    if (!token) return;
    const answer = await fetch(`${proxy}/o/${token}?${new URLSearchParams({ lang })}`);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [order, data, style] = ['#order', '#page', 'style'].map((name) => page.querySelector(name));
    if (!order || !data || !style) return;

    const root = block.shadowRoot ?? block.attachShadow({ mode: 'open' });
    const sheet = document.createElement('style');
    sheet.textContent = scoped(style.textContent ?? '') + FRAME;
    const inner = document.createElement('div');
    inner.className = 'plumbline';
    inner.lang = page.documentElement.lang;
    inner.dir = page.documentElement.dir;
    for (const [name, value] of Object.entries(look(block.dataset))) inner.style.setProperty(name, value);
    if (heading) {
      const own = document.createElement('h2');
      own.className = 'heading';
      own.textContent = heading;
      inner.append(own);
    }
    inner.append(document.importNode(order, true), document.importNode(data, true));
    const frame = document.createElement('div');
    frame.className = 'frame';
    frame.append(inner);
    root.replaceChildren(sheet, frame);
    block.hidden = false;

    // The page is complete without it; with it, it follows the order.
    const bundle = await import(module);
    await bundle.default({ module_or_path: wasm });
    bundle.hydrateIn(root);
  };

  const fillAll = () => {
    for (const block of document.querySelectorAll('[data-plumbline-order]:not([data-filled])')) {
      if (!(block instanceof HTMLElement)) continue;
      block.dataset.filled = '';
      fill(block).catch(() => {
        // No order, no network: what is there stays, and an empty place stays empty.
      });
    }
  };

  fillAll();
  // The theme editor puts a section in anew when its settings change.
  document.addEventListener('shopify:section:load', fillAll);
})();
