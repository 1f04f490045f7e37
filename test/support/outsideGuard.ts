import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

/*
 * While the tests run, nothing of the program may use the network, start a process, or write outside of the folder that
 * it works on: whoever tries gets an error, and the test fails even where that error is caught. What tests and their
 * tools do by themselves goes through. The one process that the program starts is git, by `cli/files/git.ts`, with the
 * commands that SECURITY.md names; what it writes is written by the command line, into folders that tests made.
 */

const require = createRequire(import.meta.url);
const SOURCE = fileURLToPath(new URL('../../server/src/', import.meta.url));

const NETWORK: Readonly<Record<string, readonly string[]>> = {
  'node:net': ['connect', 'createConnection', 'createServer'],
  'node:tls': ['connect', 'createServer'],
  'node:http': ['request', 'get', 'createServer'],
  'node:https': ['request', 'get', 'createServer'],
  'node:http2': ['connect', 'createServer', 'createSecureServer'],
  'node:dgram': ['createSocket'],
  'node:dns': ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'reverse'],
  'node:dns/promises': ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt', 'reverse'],
};
const PROCESSES = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];
/** Functions that write, with the places of the paths that they write to among their arguments. */
const WRITES: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    [
      ...['appendFile', 'chmod', 'chown', 'createWriteStream', 'lchown', 'lutimes', 'mkdir', 'mkdtemp'],
      ...['rm', 'rmdir', 'truncate', 'unlink', 'utimes', 'writeFile'],
    ].map((name) => [name, [0]]),
  ),
  copyFile: [1],
  cp: [1],
  link: [1],
  rename: [0, 1],
  symlink: [1],
};
const GIT = new Set(['rev-parse', 'merge-base', 'ls-tree', 'cat-file']);

type Called = (...args: unknown[]) => unknown;

/** What was tried and refused since the last test. */
export const refused: string[] = [];

/** Which file of the program has called, if any has. */
function caller(): string | undefined {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const stack = new Error('who calls').stack ?? '';
  Error.stackTraceLimit = before;
  const at = stack.indexOf(SOURCE);
  return at === -1 ? undefined : /^[^:)\n]+/u.exec(stack.slice(at + SOURCE.length))?.[0];
}

function refuse(what: string, by: string): never {
  refused.push(`${by}: ${what}`);
  throw new Error(`Not in the program: ${what} by ${by}`);
}

/** Puts a check before a function of a module of Node's, for those that import it and those that require it. */
function watch(
  module: Record<string, unknown>,
  name: string,
  check: (by: string, args: unknown[]) => void,
): void {
  const original = module[name];
  if (typeof original !== 'function') return;
  const watched = function (this: unknown, ...args: unknown[]): unknown {
    const by = caller();
    if (by !== undefined) check(by, args);
    return (original as Called).apply(this, args);
  };
  // With what else stands on it, such as the form for `promisify`, whose key is a symbol.
  module[name] = Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
}

function isInside(path: unknown): boolean {
  // An open file was opened by a call that was looked at.
  if (typeof path === 'number') return true;
  const text = path instanceof URL ? fileURLToPath(path) : String(path);
  // What is in no folder that exists is not written either; the nearest one that does says where it would be.
  let folder = dirname(resolve(text));
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return `${realpathSync(folder)}${sep}`.startsWith(realpathSync(tmpdir()) + sep);
}

function checkWrite(name: string, paths: readonly unknown[], by: string): void {
  const allowed = by.startsWith('cli/') && paths.every(isInside);
  if (!allowed) refuse(`${name} of ${paths.map(String).join(' and ')}`, by);
}

function opensForWriting(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & 0b11) !== 0 || (flags & 0o100) !== 0;
  return typeof flags === 'string' && flags !== 'r' && flags !== 'rs';
}

for (const [name, functions] of Object.entries(NETWORK)) {
  const module = require(name) as Record<string, unknown>;
  for (const each of functions) watch(module, each, (by) => refuse(`${name}.${each}`, by));
}
watch(globalThis, 'fetch', (by) => refuse('fetch', by));

const processes = require('node:child_process') as Record<string, unknown>;
for (const name of PROCESSES) {
  watch(processes, name, (by, [program, args]) => {
    const words = Array.isArray(args) ? args.map(String) : [];
    const command = words.find((word, at) => !word.startsWith('-') && !/^-[Cc]$/u.test(words[at - 1] ?? ''));
    const isGit = by === 'cli/files/git.ts' && name === 'execFileSync' && program === 'git';
    if (!isGit || !GIT.has(command ?? '')) refuse(`${name} of ${String(program)} ${command ?? ''}`, by);
  });
}

for (const module of [require('node:fs'), require('node:fs/promises')] as Record<string, unknown>[]) {
  for (const [name, places] of Object.entries(WRITES)) {
    for (const each of [name, `${name}Sync`]) {
      watch(module, each, (by, args) => {
        checkWrite(
          each,
          places.map((place) => args[place]),
          by,
        );
      });
    }
  }
  for (const each of ['open', 'openSync']) {
    watch(module, each, (by, [path, flags]) => {
      if (opensForWriting(flags)) checkWrite(each, [path], by);
    });
  }
}
syncBuiltinESMExports();

afterEach(() => {
  const tried = refused.splice(0);
  if (tried.length > 0) throw new Error(`The program tried what it never does: ${tried.join('; ')}`);
});
