// @ts-check
/**
 * Child processes that never outlive this one: each has its own process group, and every way out of
 * here ends all groups, first politely, then not.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';

import { root } from './house.mjs';

/** How long a child may take to end by itself: the demo stops its own worker and fakes meanwhile. */
const GRACE_MS = 8000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @typedef {(line: string) => void} Sink takes a line of output, without its end */

/**
 * Starts a command in the root. Its lines go to `sink`, or straight to the terminal without one.
 * @param {string[]} command the program and its arguments
 * @param {Sink} [sink]
 * @param {NodeJS.ProcessEnv} [env] beside this process's own
 */
export function start(command, sink, env = {}) {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
    // The child sees the end of its input when this process is gone, even killed.
    stdio: ['pipe', sink ? 'pipe' : 'inherit', sink ? 'pipe' : 'inherit'],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream && sink) createInterface({ input: stream }).on('line', (line) => sink(clean(line)));
  }
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', (error) => {
      running.delete(child);
      reject(new Error(`could not start ${program}: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
  return { child, ended };
}

/**
 * Runs a command to its end; a code other than 0 is an error.
 * @param {string[]} command
 * @param {Sink} [sink]
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function run(command, sink, env) {
  const code = await start(command, sink, env).ended;
  if (code !== 0) throw new Error(`\`${command.join(' ')}\` ended with code ${code}`);
}

/** Ends every child and what they started; resolves when they are gone. */
export async function endAll() {
  const gone = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of running) signal(child, 'SIGTERM');
  const kill = setTimeout(() => {
    for (const child of running) signal(child, 'SIGKILL');
  }, GRACE_MS);
  await Promise.all(gone);
  clearTimeout(kill);
}

let leaving = false;

/** Whether somebody asked this process to end: what children then report is no failure. */
export function isLeaving() {
  return leaving;
}

/** From now on Ctrl-C, a closed terminal and `kill` end all children before this process. */
export function endWithThis() {
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, async () => {
      if (leaving) return;
      leaving = true;
      await endAll();
      process.exit(128 + constants.signals[name]);
    });
  }
  process.on('exit', () => {
    for (const child of running) signal(child, 'SIGKILL');
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signal(child, name) {
  try {
    if (child.pid) process.kill(-child.pid, name);
  } catch {
    // It ended between the look and the signal.
  }
}

/**
 * A line as text: no colours, and of a line redrawn in place only the last state.
 * @param {string} line
 */
function clean(line) {
  return (line.split('\r').filter(Boolean).pop() ?? '').replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
}
