// @ts-check
/** The leaky bucket of one app at one store: what is asked for must be in it, what was not used flows back. */

/** A development store's: points, and points restored a second. */
const STANDARD = { maximumAvailable: 2000, restoreRate: 100 };

export class Bucket {
  constructor() {
    this.size = { ...STANDARD };
    this.available = this.size.maximumAvailable;
    this.at = Date.now();
  }

  /** Sets its size, its flow or what is in it. @param {any} wanted */
  set({ maximumAvailable, restoreRate, currentlyAvailable }) {
    this.flow();
    if (maximumAvailable !== undefined) this.size.maximumAvailable = maximumAvailable;
    if (restoreRate !== undefined) this.size.restoreRate = restoreRate;
    this.available = Math.min(currentlyAvailable ?? this.available, this.size.maximumAvailable);
  }

  flow() {
    const now = Date.now();
    const restored = ((now - this.at) / 1000) * this.size.restoreRate;
    this.available = Math.min(this.size.maximumAvailable, this.available + restored);
    this.at = now;
  }

  /** Whether so many points could be taken. @param {number} points */
  take(points) {
    this.flow();
    if (this.available < points) return false;
    this.available -= points;
    return true;
  }

  /** @param {number} points */
  giveBack(points) {
    this.available = Math.min(this.size.maximumAvailable, this.available + points);
  }

  /** As an answer tells it. @param {number} requestedQueryCost @param {number | null} actualQueryCost */
  told(requestedQueryCost, actualQueryCost) {
    const throttleStatus = { ...this.size, currentlyAvailable: Math.floor(this.available) };
    return { cost: { requestedQueryCost, actualQueryCost, throttleStatus } };
  }
}
