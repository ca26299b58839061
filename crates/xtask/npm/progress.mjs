// @ts-check
/**
 * The page that shows a build while it runs: what each step does, for how long, its latest lines.
 *
 * One address from the first second to the last: it shows the build, then leads to the demo shop.
 */
import { createServer } from 'node:http';

import { page } from './page.mjs';

/** Lines kept of each step. */
const KEPT = 60;

/**
 * @typedef {'waiting' | 'running' | 'done' | 'current' | 'failed'} State `current`: nothing had to be done
 * @typedef {object} Shown one step, as the page shows it
 * @property {string} name
 * @property {State} state
 * @property {number} seconds so far, or in all
 * @property {number | null} part of it done, 0 to 1, where the tool says
 * @property {string} doing the tool's own word for what it does now
 * @property {string[]} lines the latest
 */

/** A step while it is shown. */
export class Watched {
  /** @type {State} */
  state = 'waiting';
  /** @type {string[]} */
  lines = [];
  doing = '';
  /** @type {number | null} */
  part = null;
  began = 0;
  ended = 0;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  begin() {
    this.state = 'running';
    this.began = Date.now();
  }

  /** @param {State} state */
  end(state) {
    this.state = state;
    this.ended = Date.now();
    this.began ||= this.ended;
    this.part = state === 'failed' ? this.part : 1;
  }

  /**
   * Takes a line of the tool's output. Cargo's bar (`Building [==> ] 12/340: syn, leptos`) is a number, not a line.
   * @param {string} line
   */
  say(line) {
    const bar = line.match(/^\s*Building \[[=> ]*\] (\d+)\/(\d+)(?:: (.*))?/);
    if (bar) {
      this.part = Number(bar[1]) / Number(bar[2]);
      this.doing = `${bar[1]} of ${bar[2]} crates${bar[3] ? ` · ${bar[3]}` : ''}`;
    } else if (line.trim() !== '') {
      this.lines.push(line);
      if (this.lines.length > KEPT) this.lines.shift();
    }
  }

  get seconds() {
    return this.began === 0 ? 0 : Math.round(((this.ended || Date.now()) - this.began) / 1000);
  }

  /** @returns {Shown} */
  shown() {
    const { name, state, seconds, part, doing } = this;
    const wanted = state === 'failed' ? KEPT : state === 'running' ? 6 : 0;
    return { name, state, seconds, part, doing, lines: wanted > 0 ? this.lines.slice(-wanted) : [] };
  }
}

/** The local page of one build. */
export class ProgressPage {
  /** @type {Watched[]} */
  steps = [];
  /** Where the demo shop is, once it answers. */
  demo = '';
  failure = '';
  #began = Date.now();
  #server = createServer((request, response) => this.#answer(request, response));
  #failureSeen = () => {};

  /**
   * Listens on the first free port from `first` on, on this machine only.
   * @param {number} first
   * @returns {Promise<string>} the page's address
   */
  async listen(first) {
    for (let port = first; ; port += 1) {
      try {
        await new Promise((resolve, reject) => {
          this.#server.once('error', reject);
          this.#server.listen(port, '127.0.0.1', () => resolve(this.#server.off('error', reject)));
        });
        return `http://127.0.0.1:${port}/`;
      } catch (error) {
        const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
        if (!taken || port >= first + 50) throw error;
      }
    }
  }

  /**
   * Shows what went wrong; resolves when an open page has it, or after a moment when none is open.
   * @param {string} message
   */
  async fail(message) {
    const seen = new Promise((resolve) => {
      this.#failureSeen = () => resolve(undefined);
      setTimeout(resolve, 2500);
    });
    this.failure = message;
    await seen;
  }

  get state() {
    const { demo, failure } = this;
    const seconds = Math.round((Date.now() - this.#began) / 1000);
    return { demo, failure, seconds, steps: this.steps.map((step) => step.shown()) };
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  #answer(request, response) {
    const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
    if (request.url === '/progress.json') {
      response.writeHead(200, { ...headers, 'content-type': 'application/json' });
      response.end(JSON.stringify(this.state));
      if (this.failure) response.once('finish', () => this.#failureSeen());
    } else if (this.demo) {
      response.writeHead(302, { ...headers, location: this.demo }).end();
    } else if (request.url === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
      response.end(page(this.state));
    } else {
      response.writeHead(404, headers).end();
    }
  }
}
