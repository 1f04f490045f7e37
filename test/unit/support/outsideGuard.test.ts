import * as childProcess from 'node:child_process';
import * as fs from 'node:fs';
import * as promises from 'node:fs/promises';
import * as http from 'node:http';
import * as dns from 'node:dns';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { refused } from '../../support/outsideGuard.js';

const MODULES = { childProcess, dns, fs, http, net, promises };

/** Runs a text as if it stood in a file of the program. */
function inProgram(file: string, text: string): unknown {
  const filename = fileURLToPath(new URL(`../../../server/src/${file}`, import.meta.url));
  const names = Object.keys(MODULES);
  const run = compileFunction(`return ${text}`, [...names, 'inside'], { filename }) as (
    ...args: unknown[]
  ) => unknown;
  return run(...Object.values(MODULES), join(tmpdir(), 'trustscope-guard'));
}

const OUTSIDE = JSON.stringify(fileURLToPath(new URL('../../../trustscope-guard', import.meta.url)));

describe('while tests run, the program', () => {
  it.each([
    ['core/x.ts', 'net.connect(1)'],
    ['core/x.ts', 'http.get("http://localhost:1")'],
    ['lsp/x.ts', 'dns.lookup("localhost", () => 1)'],
    ['lsp/x.ts', 'fetch("http://localhost:1")'],
    ['core/x.ts', 'childProcess.execFileSync("true")'],
    ['cli/x.ts', 'childProcess.spawn("git", ["rev-parse"])'],
    ['cli/files/git.ts', 'childProcess.execFileSync("git", ["-C", ".", "-c", "x=y", "fetch"])'],
    ['cli/files/git.ts', 'childProcess.execFileSync("sh", ["rev-parse"])'],
    ['core/x.ts', 'fs.writeFileSync(inside, "")'],
    ['disk/x.ts', 'fs.openSync(inside, "w")'],
    ['lsp/x.ts', 'fs.mkdirSync(inside)'],
    ['cli/x.ts', `fs.writeFileSync(${OUTSIDE}, "")`],
    ['cli/x.ts', `fs.renameSync(inside, ${OUTSIDE})`],
    ['cli/x.ts', `promises.writeFile(${OUTSIDE}, "")`],
    ['cli/x.ts', `fs.createWriteStream(${OUTSIDE})`],
  ])('of %s is refused %s', (file, text) => {
    expect(() => inProgram(file, text)).toThrow('Not in the program');
    expect(refused.splice(0)).toHaveLength(1);
  });

  it('may read, ask git what is stored, and write where it works', () => {
    expect(inProgram('disk/x.ts', 'fs.readdirSync(".").length')).toBeGreaterThan(0);
    const version = 'childProcess.execFileSync("git", ["-C", ".", "rev-parse", "--git-dir"]).length';
    expect(inProgram('cli/files/git.ts', version)).toBeGreaterThan(0);
    inProgram('cli/x.ts', 'fs.writeFileSync(inside, "")');
    inProgram('cli/x.ts', 'fs.rmSync(inside)');
    expect(refused).toEqual([]);
  });

  it('leaves tests and their tools as they are', () => {
    expect(childProcess.execFileSync('true')).toHaveLength(0);
  });
});
