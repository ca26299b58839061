// Made from crates/contract/src/block.rs by its test typescript.rs (GOLDEN=write): not to be edited.

export const CONTRACT = 3;
export const NAMESPACE = '$app';
export const KEY = 'status';

/** An order's block in every language. */
export interface BlockView {
  /** `crate::VERSION` of the writer; a reader of another version shows nothing. */
  contract: number;
  /** Language for a reader in whose language there are no words: the order's own, else English. */
  lang: string;
  /** The full page, `https:`. */
  url?: string;
  /** The words, by BCP 47 language. */
  words: Record<string, BlockWords>;
  /** IANA zone the times are shown in: the shop's, named in `BlockLabels::zone`. */
  zone: string;
}

/** Fixed words of the block. */
export interface BlockLabels {
  /** The order action: `Where is it?` */
  ask: string;
  /** Heading of the items. */
  items: string;
  /** Leads to the full page. */
  more: string;
  /** Heading of open exceptions. */
  notices: string;
  /** Heading of a timeline. */
  timeline: string;
  /** Word before tracking. */
  tracking: string;
  /** Which zone the times are in. */
  zone: string;
}

/** One parcel in one language. */
export interface BlockParcel {
  /** As `BlockWords::alert`. */
  alert: boolean;
  /** Its claim in two or three words; absent where the order has no other parcel. */
  badge?: string;
  /** Shopify's numeric id of its fulfillment; absent while nothing is fulfilled. */
  fulfillment?: string;
  /** `Part 1 of 2`, or the plain word when there is one. */
  heading: string;
  /** `2 × Mug`. */
  items?: string[];
  /** Promised ship-by date, where the order's parts have different ones. */
  promise?: BlockPromise;
  /** Its sentences: the claim, the second sentence, the expected date. None where they are the order's. */
  says?: Text[];
  /** Timeline, oldest first. */
  steps?: BlockStep[];
  /** `USPS 9400…`. */
  tracking?: string;
  /** Where it is tracked, `https:`. */
  tracking_url?: string;
}

/** A promise, and what becomes of its words once its day has passed without news. */
export interface BlockPromise {
  /** What is said until `BlockPromise::until`, line by line. */
  says: Text[];
  /** What is said afterwards. */
  then?: Text[];
  /** From then on `BlockPromise::then` is said. Milliseconds since 1970. */
  until?: Instant;
}

/** A step of a timeline. */
export interface BlockStep {
  /** When. Milliseconds since 1970. */
  at: Instant;
  /** Witness and place. */
  by?: Text;
  /** The step the parcel is at. */
  current?: boolean;
  /** Grade, for the mark: a mark is a claim. */
  grade: Grade;
  /** What happened. */
  label: string;
  /** `done` or `current` in words. */
  state: string;
}

/** The block in one language. */
export interface BlockWords {
  /** The claim is one the shopper must not overlook: held, delayed, failed. */
  alert: boolean;
  /** The claim in two or three words. */
  badge: string;
  /** A second sentence: silence, conflict, hold. */
  detail?: Text;
  /** `ltr` or `rtl`. */
  dir: string;
  /** Expected date or window. */
  expected?: Text;
  /** The one plain sentence. */
  headline: Text;
  /** Fixed words. */
  labels: BlockLabels;
  /** Open exceptions. */
  notices?: Text[];
  /** `Order #1001`. */
  order: string;
  /** Parcels, and groups of items not yet in one. */
  parcels?: BlockParcel[];
  /** Promised ship-by date. */
  promise?: BlockPromise;
  /** `Updated … by USPS`. */
  updated?: Text;
}

/** A calendar date: days since 1970-01-01. Prints and is stored as `YYYY-MM-DD`. */
export type Date = string;

/** Evidence grade, weakest first: `Ord` is the claim ladder. */
export type Grade = 'inferred' | 'record' | 'warehouse' | 'carrier';

/** A point in time: milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** A piece of a text. */
export type Part = string | { m: Instant; } | { d: Date; u: Date; } | { d: Date; };

/** Words, with times where times stand. */
export type Text = string | Part[];
