/**
 * Puts the reader's times into the words: how near a day is named depends on when it is read.
 * The same rules as the page's (worker/src/locale.rs); `bench parity` holds the two together.
 */
import type { Part, Text } from './contract';

type Style = Intl.DateTimeFormatOptions;

const DAY = 86_400_000;
const WEEKDAY: Style = { weekday: 'short' };
const DATE: Style = { ...WEEKDAY, day: 'numeric', month: 'short' };
const CLOCK: Style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const YEAR: Style = { year: 'numeric' };

/** For whom times are written: language, zone, and the present. */
export interface Reader {
  lang: string;
  zone: string;
  now: number;
}

/** Plain English writes the day before the month, and Arabic text here has Latin digits. */
const tag = (lang: string) => (lang === 'en' ? 'en-GB' : lang === 'ar' ? 'ar-u-nu-latn' : lang);

const format = (reader: Reader, style: Style, timeZone: string) =>
  new Intl.DateTimeFormat(tag(reader.lang), { ...style, timeZone });

const year = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('en', { ...YEAR, timeZone }).format(at);

/** A moment in the shop's zone: weekday and time, with the date where it is far, with the year where it is another. */
export function moment(at: number, reader: Reader): string {
  const { now, zone } = reader;
  const far = Math.abs(at - now) > 6 * DAY;
  const text = format(reader, { ...(far ? DATE : WEEKDAY), ...CLOCK }, zone).format(at);
  return far && year(at, zone) !== year(now, zone)
    ? `${text} (${format(reader, YEAR, zone).format(at)})`
    : text;
}

/** A calendar's days: named at noon in UTC, so that no zone moves them. */
function days(from: string, until: string, reader: Reader): string {
  const noon = (date: string) => Date.parse(date) + DAY / 2;
  const first = noon(from);
  const last = noon(until);
  const here = year(reader.now, reader.zone);
  const style = [first, last].every((at) => year(at, 'UTC') === here) ? DATE : { ...DATE, ...YEAR };
  const formatter = format(reader, style, 'UTC');
  if (first === last) return formatter.format(first);
  // Days in the wrong order come from a broken report.
  return first < last ? formatter.formatRange(first, last) : `${formatter.format(first)} – ${formatter.format(last)}`;
}

const piece = (part: Part, reader: Reader) =>
  typeof part === 'string'
    ? part
    : 'm' in part
      ? moment(part.m, reader)
      : days(part.d, 'u' in part ? part.u : part.d, reader);

/** A text as it is read. */
export const read = (text: Text, reader: Reader): string =>
  typeof text === 'string' ? text : text.map((part) => piece(part, reader)).join('');
