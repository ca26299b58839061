// @ts-check
/**
 * Fills the block ship-by.liquid. Which date may be said, and in which words, comes from the app;
 * here only time passes: a countdown to the moment that changes the date, and the change itself.
 */
(() => {
  /** @typedef {{ at: string, left: string, then: string | null }} Cutoff */
  /** @typedef {{ lang: string, dir: string, text: string, cutoff: Cutoff | null, zone: string, zone_note: string, until: string }} Said */

  const MINUTE = 60_000;
  /** The longest a browser waits before it asks again; a tab left open must not keep an old date. */
  const ASK_AGAIN = 5 * MINUTE;

  /** @param {string} lang @param {number} count @param {'hour' | 'minute'} unit */
  const amount = (lang, count, unit) =>
    new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);

  /** Hours and minutes in the reader's language, never more than is left. @param {string} lang @param {number} left */
  const duration = (lang, left) => {
    const minutes = Math.floor(left / MINUTE);
    const parts = [];
    if (minutes >= 60) parts.push(amount(lang, Math.floor(minutes / 60), 'hour'));
    if (minutes % 60 > 0) parts.push(amount(lang, minutes % 60, 'minute'));
    return parts.length > 1 ? new Intl.ListFormat(lang, { type: 'unit' }).format(parts) : (parts[0] ?? '');
  };

  /** The date it is in a zone, the reader's own if none is given. @param {string} [timeZone] */
  const today = (timeZone) => new Intl.DateTimeFormat('en-CA', { timeZone }).format();

  /** Whether the shop's calendar shows another date than the reader's. @param {string} zone */
  const elsewhere = (zone) => {
    try {
      return today(zone) !== today();
    } catch {
      return true; // A zone this browser does not know: named rather than read wrong.
    }
  };

  /** @param {string} className @param {string} text */
  const line = (className, text) => {
    const span = document.createElement('span');
    span.className = className;
    span.textContent = text;
    return span;
  };

  /** One block. @param {HTMLElement} block */
  const fill = (block) => {
    const { proxy = '', option = '', variants = '', lang = '' } = block.dataset;
    /** Handling class by variant, of those that do not ship from stock. @type {Map<string, string>} */
    const slow = new Map();
    for (const pair of variants.split(';')) {
      const [id, name] = pair.trim().split(':');
      if (id && name) slow.set(id, decodeURIComponent(name.replaceAll('+', ' ')));
    }
    let classes = block.dataset.classes ?? '';
    let asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    const hide = () => {
      block.hidden = true;
      block.replaceChildren();
    };

    /** @param {Said} said @param {boolean} late the cutoff has passed */
    const show = (said, late) => {
      const text = late ? said.cutoff?.then : said.text;
      if (!text) return hide();
      block.lang = said.lang;
      block.dir = said.dir;
      const date = line('plumbline-date', text);
      if (elsewhere(said.zone)) date.append(' ', line('plumbline-zone', said.zone_note));
      block.replaceChildren(date);
      const left = said.cutoff && !late ? duration(said.lang, Date.parse(said.cutoff.at) - Date.now()) : '';
      if (said.cutoff && left && 'countdown' in block.dataset) {
        const counted = line('plumbline-left', said.cutoff.left.replace('{left}', left));
        // The same moment on the reader's own clock.
        counted.title = new Intl.DateTimeFormat(said.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(said.cutoff.at));
        block.append(counted);
      }
      block.hidden = false;
    };

    /** Keeps the block right as time passes. @param {Said} said @param {number} since when it was asked */
    const run = (said, since) => {
      const now = Date.now();
      const until = Math.min(Date.parse(said.until), since + ASK_AGAIN);
      if (now >= until) return void ask();
      const cutoff = said.cutoff ? Date.parse(said.cutoff.at) : Infinity;
      show(said, now >= cutoff);
      const next = Math.min(until, now < cutoff ? cutoff : Infinity, now + MINUTE - (now % MINUTE));
      timer = setTimeout(() => run(said, since), Math.max(250, next - now));
    };

    const ask = async () => {
      clearTimeout(timer);
      const turn = ++asked;
      const query = new URLSearchParams({ option, classes, lang });
      try {
        const answer = await fetch(`${proxy}/promise?${query}`, { headers: { accept: 'application/json' } });
        const said = answer.ok ? /** @type {Said | null} */ ((await answer.json()).promise) : null;
        if (turn !== asked) return;
        if (said && Date.parse(said.until) > Date.now()) return run(said, Date.now());
      } catch {
        if (turn !== asked) return;
      }
      hide();
      timer = setTimeout(ask, ASK_AGAIN);
    };

    if (slow.size > 0) {
      // The theme keeps the chosen variant in its form; how it tells of a change differs.
      document.addEventListener('change', () => setTimeout(() => {
        const input = document.querySelector('form[action*="/cart/add"] [name="id"]');
        const chosen = slow.get(/** @type {HTMLInputElement | null} */ (input)?.value ?? '') ?? '';
        if (chosen === classes) return;
        classes = chosen;
        hide();
        ask();
      }));
    }
    document.addEventListener('visibilitychange', () => document.hidden || ask());
    ask();
  };

  /** @param {ParentNode} within */
  const fillAll = (within) => {
    for (const block of within.querySelectorAll('[data-plumbline-ship-by]:not([data-filled])')) {
      if (!(block instanceof HTMLElement)) continue;
      block.dataset.filled = '';
      fill(block);
    }
  };

  fillAll(document);
  // Carts and the theme editor put their sections in anew.
  let looking = false;
  new MutationObserver(() => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(() => {
      looking = false;
      fillAll(document);
    });
  }).observe(document.body, { childList: true, subtree: true });
})();
