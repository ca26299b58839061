/* Runs in every page that is looked at, beside axe. Each look answers complaints as text. */
window.plumbline = (() => {
  const { parse, behind, contrast } = colours;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  /* For readers' ears alone: clipped to a point on purpose. */
  const clipped = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { clipPath, position } = getComputedStyle(at);
      if (position === 'absolute' && clipPath !== 'none') return true;
    }
    return false;
  };
  const named = (element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ');
    const kind = element.className ? `${element.localName}.${element.className}` : element.localName;
    return `${kind} “${text.slice(0, 40)}”`;
  };
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  /* All that can be unfolded, once it stands. */
  const open = async () => {
    for (const details of all('details')) details.open = true;
    await frame();
    for (const motion of document.getAnimations())
      if (motion.effect.getComputedTiming().endTime < Infinity) motion.finish();
  };

  const axed = async () => {
    const rules = {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    };
    // To name where a violation is costs as much as a sixth of finding that there is none.
    const { violations } = await axe.run(document, { ...rules, selectors: false });
    if (violations.length === 0) return [];
    const found = await axe.run(document, rules);
    return found.violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`));
  };

  /* Everything a keyboard must reach, in the order of reading. */
  const stops = () =>
    all('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]').filter((element) =>
      element.tabIndex >= 0 && !element.disabled && seen(element) &&
      (element.type !== 'radio' || element.checked ||
        !all(`input[type=radio][name="${element.name}"]`).some((other) => other.checked || other.compareDocumentPosition(element) & 4)));

  let visited = [];
  const watch = () => {
    visited = [];
    // From the very start, wherever the focus was before.
    document.body.tabIndex = -1;
    document.body.focus();
    document.addEventListener('focusin', ({ target }) => visited.push([target, marked(target)]));
    const pieces = { time: 4, date: 5, 'datetime-local': 8 };
    return stops().reduce((sum, element) => sum + (pieces[element.type] ?? 1), 0);
  };

  /* What is wrong with how the focus shows on an element that has it. */
  const marked = (element) => {
    const style = getComputedStyle(element);
    const wide = parseFloat(style.outlineWidth);
    if (style.outlineStyle === 'none' || wide < 2) return 'its focus is not drawn';
    const ratio = contrast(parse(style.outlineColor), behind(element.parentElement ?? element));
    if (ratio < 3) return `its focus has contrast ${ratio.toFixed(2)}`;
    const box = element.getBoundingClientRect();
    if (box.right < 1 || box.left > innerWidth - 1) return 'it has the focus outside the window';
    return '';
  };

  /* After Tab was pressed often enough. */
  const walked = () => {
    document.body.removeAttribute('tabindex');
    const wanted = stops();
    const path = [];
    const wrong = [];
    for (const [element, complaint] of visited) {
      if (path.includes(element) || element === document.body) continue;
      path.push(element);
      if (complaint) wrong.push(`${named(element)}: ${complaint}`);
    }
    const missed = wanted.filter((element) => !path.includes(element));
    for (const element of missed) wrong.push(`${named(element)} is not reached by Tab`);
    const order = path.filter((element) => wanted.includes(element));
    const out = order.findIndex((element, index) => element !== wanted.filter((one) => order.includes(one))[index]);
    if (out >= 0) wrong.push(`${named(order[out])} is reached out of order`);
    const last = wanted.at(-1);
    if (last && visited.at(-1)?.[0] === last && document.activeElement === last) wrong.push(`${named(last)} keeps the focus`);
    return wrong;
  };

  /* Nothing to the side, at whatever width the window has. */
  const narrow = () => {
    const wrong = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) wrong.push(`the page is ${wide} wide in a window of ${innerWidth}`);
    for (const element of all('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !seen(element) || clipped(element) || element.closest('.scroll, .skip, svg')) continue;
      const box = element.getBoundingClientRect();
      if (box.left < -1 || box.right > innerWidth + 1) wrong.push(`${named(element)} reaches from ${box.left} to ${box.right} of ${innerWidth}`);
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
        wrong.push(`${named(element)} is cut off`);
    }
    return wrong;
  };

  /* A reader's own spacing (WCAG 1.4.12) and letters twice as large (1.4.4). */
  const spaced = async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [sheet];
    await frame();
    const wrong = narrow().map((one) => `with wide spacing ${one}`);
    document.adoptedStyleSheets = [];
    document.documentElement.style.fontSize = '200%';
    await frame();
    wrong.push(...narrow().map((one) => `with letters twice as large ${one}`));
    document.documentElement.style.fontSize = '';
    return wrong;
  };

  /* The reader asked for less motion. */
  const still = async () => {
    const wrong = [];
    for (const details of all('details')) details.open = false;
    await frame();
    for (const details of all('details')) details.open = true;
    await frame();
    for (const motion of document.getAnimations()) wrong.push(`${motion.constructor.name} runs on ${named(motion.effect.target)}`);
    for (const element of all('*')) {
      for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        const time = [style.transitionDuration, style.animationName === 'none' ? '0s' : style.animationDuration];
        if (time.join().split(',').some((one) => parseFloat(one) > 0)) wrong.push(`${named(element)}${part ?? ''} would move`);
      }
      if (getComputedStyle(element).scrollBehavior === 'smooth') wrong.push(`${named(element)} scrolls smoothly`);
    }
    return wrong;
  };

  /* The reader's own few colours: words, marks and the focus stay visible. */
  const forced = () => {
    const wrong = [];
    if (!matchMedia('(forced-colors: active)').matches) return ['forced colours are not in force'];
    for (const element of all('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (own && seen(element) && !element.closest('svg')) {
        const ratio = contrast(parse(getComputedStyle(element).color), behind(element));
        if (ratio < 4.5) wrong.push(`${named(element)} has contrast ${ratio.toFixed(2)}`);
      }
    }
    for (const step of all('.steps li, .now .badge')) {
      const mark = getComputedStyle(step, '::before');
      if (contrast(parse(mark.borderTopColor), behind(step)) < 3) wrong.push(`the mark of ${named(step)} cannot be seen`);
    }
    for (const shape of all('svg.map path')) {
      const style = getComputedStyle(shape);
      const drawn = [style.fill, style.stroke].filter((colour) => colour !== 'none');
      if (!drawn.some((colour) => contrast(parse(colour), behind(shape.closest('figure'))) >= 1.2)) wrong.push('the map cannot be seen');
    }
    for (const stop of stops()) {
      stop.focus({ focusVisible: true, preventScroll: true });
      const style = getComputedStyle(stop);
      if (style.outlineStyle === 'none' || contrast(parse(style.outlineColor), behind(stop.parentElement)) < 3)
        wrong.push(`the focus of ${named(stop)} cannot be seen`);
    }
    document.activeElement?.blur();
    return wrong;
  };

  /* Read from the other side, everything stands on the other side. */
  const mirrored = async () => {
    const root = document.documentElement;
    const dir = root.dir;
    const blocks = all('body *').filter((element) =>
      seen(element) && !clipped(element) && !element.closest('[dir=auto], .scroll, svg, .skip') &&
      /^(block|flex|grid|list-item|inline-flex|inline-block)$/.test(getComputedStyle(element).display));
    const measure = async (way) => {
      root.dir = way;
      await frame();
      return blocks.map((element) => {
        const { left, right } = element.getBoundingClientRect();
        return way === 'ltr' ? [left, right] : [innerWidth - right, innerWidth - left];
      });
    };
    const wrong = [];
    const [ltr, rtl] = [await measure('ltr'), await measure('rtl')];
    root.dir = dir;
    blocks.forEach((element, index) => {
      if (Math.abs(ltr[index][0] - rtl[index][0]) > 2) wrong.push(`${named(element)} does not change sides: ${ltr[index]} and ${rtl[index]}`);
    });
    for (const element of blocks)
      if (getComputedStyle(element).textAlign === 'left' || (getComputedStyle(element).direction === 'ltr' && !element.closest('[dir=ltr]')))
        wrong.push(`${named(element)} is written from the left`);
    return wrong;
  };

  return { axed, open, watch, walked, narrow, spaced, still, forced, mirrored };
})();
