/**
 * The order's metafield as this version understands it. Anything else is nothing: a page without our block is better than
 * one with a wrong one.
 */
import { CONTRACT, type BlockView, type BlockWords } from './contract';
import type { Reader } from './times';

/** What is shown, to whom. */
export interface Shown {
  words: BlockWords;
  reader: Reader;
  /** The full page in the reader's language. */
  url?: string;
}

/** The metafield's value in the reader's language, else in the order's; nothing if it is none of ours. */
export function shown(value: unknown, language: string): Shown | undefined {
  try {
    const block: BlockView = typeof value === 'string' ? JSON.parse(value) : value;
    if (block.contract !== CONTRACT) return undefined;
    const wanted = language.split(/[-_]/)[0]!.toLowerCase();
    const lang = Object.hasOwn(block.words, wanted) ? wanted : block.lang;
    const words = block.words[lang]!;
    const url = block.url?.startsWith('https://') ? `${block.url}?lang=${lang}` : undefined;
    // Whatever is missing from them fails here, not on the page.
    return words.labels && { words, url, reader: { lang, zone: block.zone, now: Date.now() } };
  } catch {
    return undefined;
  }
}
