import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { aws } from '../../server/src/core/platforms/aws/index.js';

/** Files of this size are generated. */
const MOST_BYTES = 1 << 20;
const ENDING = /\.(?:json|ya?ml|template)$/iu;
/** What comes with other people's programs, and what a tool wrote anew from another file. */
const COPIES = /(?:^|\/)(?:node_modules|botocore|site-packages|cdk\.out)\/|-pkg\.\w+$/u;

/**
 * Takes the templates, policies and services of AWS out of clones, bare or not, each in a folder named `owner+name`. A
 * clone of that kind is a collection: each of its topmost folders becomes a repository of its own.
 */
export function extractAws(into: string, clones: readonly string[]): void {
  for (const clone of clones) {
    const path = resolve(clone);
    const directory = existsSync(join(path, '.git')) ? join(path, '.git') : path;
    const name = basename(dirname(path));
    const git = (input: string | undefined, ...args: readonly string[]): Buffer =>
      execFileSync('git', [`--git-dir=${directory}`, ...args], { maxBuffer: 1 << 30, input });
    const listed = git(undefined, 'ls-tree', '-r', '-z', 'HEAD').toString().split('\0');
    const candidates = listed.flatMap((line) => {
      const [, blob, file] = /^\d+ blob ([0-9a-f]+)\t(.+)$/su.exec(line) ?? [];
      return blob !== undefined && file !== undefined && ENDING.test(file) && !COPIES.test(file)
        ? [{ blob, file }]
        : [];
    });
    const inYaml = new Set(candidates.map(({ file }) => /^(.+)\.ya?ml$/iu.exec(file)?.[1]));
    const texts = contents(git(candidates.map(({ blob }) => `${blob}\n`).join(''), 'cat-file', '--batch'));
    let files = 0;
    for (const [index, { file }] of candidates.entries()) {
      const bytes = texts[index];
      if (bytes === undefined || bytes.length > MOST_BYTES) continue;
      // A template that is there in both formats is taken once.
      if (inYaml.has(/^(.+)\.json$/iu.exec(file)?.[1] ?? '')) continue;
      if (aws.select({ uri: `file:///${file}`, path: file, text: bytes.toString('utf8') }) === 0) continue;
      const place = join(into, [name, ...topOf(file)].join('+'), file);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, bytes);
      files++;
    }
    const head = git(undefined, 'log', '-1', '--format=%H %cs').toString().trim();
    console.log(`${name.replace('+', '/')} ${head} ${String(files)}`);
  }
}

function topOf(path: string): readonly string[] {
  const [top, ...rest] = path.split('/');
  return top === undefined || rest.length === 0 ? [] : [top];
}

/** The answers of `git cat-file --batch`: a head line, the bytes, a line break. */
function contents(batch: Buffer): readonly (Buffer | undefined)[] {
  const all: (Buffer | undefined)[] = [];
  for (let at = 0; at < batch.length;) {
    const end = batch.indexOf(10, at);
    const [, , size] = batch.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (size === undefined) {
      all.push(undefined);
      continue;
    }
    all.push(batch.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return all;
}
