/* Colours, as WCAG 2 measures them: what stands before what, and their contrast. */
const colours = (() => {
  const parse = (colour) => {
    const numbers = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    const scale = colour.startsWith('color(') ? 255 : 1;
    const rgb = numbers.slice(0, 3).map((value) => value * scale);
    return [...rgb, numbers[3] ?? 1];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return dark ? [0, 0, 0, 1] : [255, 255, 255, 1];
  };
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return { parse, behind, contrast };
})();
