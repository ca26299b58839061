import { render, type VNode } from 'preact';

/** Shows what `make` makes, or nothing where it cannot be made. */
export function show(make: () => VNode | undefined): void {
  let view: VNode | null = null;
  try {
    view = make() ?? null;
  } catch {
    // Malformed: a page without our block is better than one with a wrong one.
  }
  render(view, document.body);
}
