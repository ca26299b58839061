// @ts-check
/**
 * Where the house is, what the machine brings, and what is already installed.
 *
 * Only Node's own modules here and in everything `npm start` loads first: on a fresh checkout there
 * is no `node_modules` yet.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** What is compiled for browsers and for Cloudflare. */
export const WASM_TARGET = 'wasm32-unknown-unknown';

/** The oldest of each that works: package.json's engines, the workspace's rust-version. */
const OLDEST = { node: [20, 3], rust: [1, 91] };

/**
 * What a newcomer has to install first and has not; each with how.
 * @returns {string[]}
 */
export function missingPrerequisites() {
  const missing = [];
  if (older(process.versions.node, OLDEST.node)) {
    missing.push(`Node ${process.versions.node} is too old: ${OLDEST.node.join('.')} or newer, from https://nodejs.org`);
  }
  const rust = output('rustc', ['--version'])?.match(/\d+\.\d+/)?.[0];
  if (!rust || !output('cargo', ['--version'])) {
    missing.push('Rust is missing: install it by rustup, from https://rustup.rs');
  } else if (older(rust, OLDEST.rust)) {
    missing.push(`Rust ${rust} is too old: ${OLDEST.rust.join('.')} or newer, by \`rustup update stable\``);
  }
  return missing;
}

/**
 * Whether `node_modules` holds what the lock file says: each installed package in the version locked.
 */
export function npmIsCurrent() {
  const locked = packages(join(root, 'package-lock.json'));
  const installed = packages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(locked).every(([path, { version, optional }]) => {
    const there = installed[path];
    // Optional: another platform's binary, rightly absent here.
    return path === '' || (there ? there.version === version : optional === true);
  });
}

/** Whether the compiler can make Wasm. */
export function wasmTargetIsThere() {
  const library = output('rustc', ['--print', 'target-libdir', '--target', WASM_TARGET])?.trim();
  return library !== undefined && existsSync(library);
}

/** The browser and its driver, by name, that are not on the path. */
export function missingBrowser() {
  const names = [['chromium', 'chromium-browser', 'google-chrome'], ['chromedriver']];
  return names.filter((any) => !any.some(isOnPath)).map(([name]) => name);
}

/** @param {string} name */
export function isOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, name)));
}

/**
 * @param {string} version
 * @param {number[]} than
 */
function older(version, than) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < than[0] || (major === than[0] && minor < than[1]);
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, optional?: boolean}>}
 */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * What a command prints, or nothing when it cannot run.
 * @param {string} command
 * @param {string[]} args
 */
function output(command, args) {
  try {
    return execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
