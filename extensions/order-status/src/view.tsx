/**
 * The words in Shopify's own elements, in the order in which the full page says them (web/src/order.rs).
 */
import type { ComponentChildren, VNode } from 'preact';

import type { BlockParcel, BlockPromise, BlockStep, Text } from './contract';
import type { Shown } from './block';
import { moment, read, type Reader } from './times';

const lines = (texts: (Text | undefined)[], reader: Reader) =>
  texts.map((text) => text && <s-paragraph>{read(text, reader)}</s-paragraph>);

/** What is said of a promise now: until its day has passed one thing, then another. */
const promised = (promise: BlockPromise | undefined, reader: Reader) =>
  promise && lines(promise.until && reader.now > promise.until ? (promise.then ?? []) : promise.says, reader);

const badge = (text: string, alert: boolean) => (
  <s-badge tone={alert ? 'critical' : 'neutral'}>{text}</s-badge>
);

const stack = (children: ComponentChildren) => <s-stack gap="base">{children}</s-stack>;

/** A timeline. States are in words; the mark only repeats the grade of the evidence. */
const step = (of: BlockStep, reader: Reader) => (
  <s-list-item>
    <s-text type={of.current ? 'strong' : 'generic'}>{of.label}</s-text>{' '}
    <s-text accessibilityVisibility={of.current ? 'visible' : 'exclusive'} color="subdued">
      {of.state}
    </s-text>
    <s-paragraph color="subdued">
      <s-time dateTime={new Date(of.at).toISOString()}>{moment(of.at, reader)}</s-time>
    </s-paragraph>
    {of.by && <s-paragraph color="subdued">{read(of.by, reader)}</s-paragraph>}
  </s-list-item>
);

/** A parcel; `alone`: where nothing around it says the order's sentence. */
function parcel(of: BlockParcel, { words, reader }: Shown, alone: boolean): VNode {
  const { labels } = words;
  const own = alone && !of.says ? [words.headline, words.detail, words.expected] : (of.says ?? []);
  return stack(
    <>
      <s-heading>{of.heading}</s-heading>
      {of.badge && badge(of.badge, of.alert)}
      {lines(own, reader)}
      {promised(of.promise ?? (alone && !of.says ? words.promise : undefined), reader)}
      {of.tracking && (
        <s-paragraph>
          <s-text color="subdued">{labels.tracking}</s-text>{' '}
          {of.tracking_url ? <s-link href={of.tracking_url}>{of.tracking}</s-link> : <s-text>{of.tracking}</s-text>}
        </s-paragraph>
      )}
      {of.items && (
        <>
          <s-text type="strong">{labels.items}</s-text>
          <s-unordered-list>{of.items.map((item) => <s-list-item>{item}</s-list-item>)}</s-unordered-list>
        </>
      )}
      {of.steps && (
        <>
          <s-text type="strong">{labels.timeline}</s-text>
          <s-ordered-list>{of.steps.map((each) => step(each, reader))}</s-ordered-list>
        </>
      )}
    </>,
  );
}

const more = ({ words, url }: Shown) => url && <s-link href={url} target="_blank">{words.labels.more}</s-link>;

/** Some of an order's parcels by themselves. */
export const parcels = (all: BlockParcel[], shown: Shown): VNode | undefined =>
  all.length > 0 ? <s-section>{stack(<>{all.map((of) => parcel(of, shown, true))}{more(shown)}</>)}</s-section> : undefined;

/** The whole order. */
export function order(shown: Shown): VNode {
  const { words, reader } = shown;
  const { labels, notices = [], parcels = [] } = words;
  return stack(
    <>
      {badge(words.badge, words.alert)}
      <s-heading>{read(words.headline, reader)}</s-heading>
      {lines([words.detail, words.expected], reader)}
      {promised(words.promise, reader)}
      {words.updated && <s-text color="subdued">{read(words.updated, reader)}</s-text>}
      {notices.length > 0 && (
        <s-banner heading={labels.notices} tone="warning">
          <s-unordered-list>
            {notices.map((text) => <s-list-item>{read(text, reader)}</s-list-item>)}
          </s-unordered-list>
        </s-banner>
      )}
      {parcels.map((of) => (
        <>
          <s-divider />
          {parcel(of, shown, false)}
        </>
      ))}
      <s-text color="subdued">{labels.zone}</s-text>
      {more(shown)}
    </>,
  );
}
