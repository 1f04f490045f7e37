import { describe, expect, it } from 'vitest';
import { behind } from '../../../../server/src/core/pipelines/scripts/behind.js';
import { ranBy } from '../../../../server/src/core/pipelines/scripts/ran.js';
import { bashParser } from '../../../support/bash.js';

const parseShell = await bashParser();

/** What a command runs by files of the repository: the commands in them, and what the code does besides. */
function read(script: string, files: Readonly<Record<string, string>>, folder = ''): unknown {
  const [command] = parseShell(script).commands;
  const ran = command && ranBy(command);
  if (ran === undefined) return 'nothing by its path';
  const found = behind(ran, folder, { textOf: (path) => files[path], parseShell });
  if (found === undefined) return 'not read';
  return [
    found.commands.map(({ name, args }) => [name, ...args.map(({ text }) => text)].join(' ')),
    found.does,
  ];
}

describe('scripts of the shell', () => {
  it.each([
    ['./ci/release.sh --now', ''],
    ['bash -e ci/release.sh', ''],
    ['sudo -E bash ci/release.sh', ''],
    ['. ./ci/release.sh', ''],
    ['../ci/release.sh', 'app'],
    ['"$GITHUB_WORKSPACE/ci/release.sh"', 'app'],
  ])('%s', (script, folder) => {
    const files = { 'ci/release.sh': '#!/usr/bin/env bash\ngit push origin main\n' };
    expect(read(script, files, folder)).toEqual([['git push origin main'], 'nothing']);
  });

  it('are not read where they lie elsewhere, or are in another language', () => {
    expect(read('/usr/bin/release.sh', {})).toBe('nothing by its path');
    expect(read('bash "$script"', {})).toBe('nothing by its path');
    expect(read('bash -c "git push"', {})).toBe('nothing by its path');
    expect(read('./gone.sh', {})).toBe('not read');
    expect(read('../above.sh', { 'above.sh': 'ls' })).toBe('not read');
    expect(read('./x', { x: '#!/usr/bin/perl\n' })).toBe('not read');
  });
});

describe('a makefile', () => {
  const files = {
    Makefile: [
      'TOOL := gh',
      'include-not = 1',
      '.PHONY: release build',
      'release: build tag-x',
      '\t@$(TOOL) release create v1 \\',
      '\t  --notes "$$NOTES"',
      'build:',
      '\tgo build ./...',
      'tag-%:',
      '\tgit tag $*',
      '',
    ].join('\n'),
  };

  it('runs what a target needs before its recipe', () => {
    expect(read('make release', files)).toEqual([
      ['gh release create v1 --notes $NOTES', 'go build ./...', 'git tag $_'],
      'nothing',
    ]);
    expect(read('make -C sub -j 4 build', { 'sub/Makefile': files.Makefile })).toEqual([
      ['go build ./...'],
      'nothing',
    ]);
    expect(read('make', files)).toEqual(read('make release', files));
  });

  it.each([
    ['make gone', files],
    ['make "$TARGET"', files],
    ['make release', { Makefile: 'include other.mk\nrelease:\n\tls\n' }],
    ['make release', { Makefile: 'release:\n\t$(call publish)\n' }],
    ['make -f other.mk release', files],
  ])('is not read where it is not written out: %s %#', (script, all) => {
    expect(read(script, all)).toMatch(/^no/u);
  });
});

describe('scripts of a package', () => {
  const files = {
    'package.json': '{"scripts":{"prerelease":"tsc","release":"node ship.js && git push","test":"jest"}}',
    'web/package.json': '{"scripts":{"deploy":"wrangler deploy"}}',
  };

  it.each([
    ['npm run release', ['tsc', 'node ship.js', 'git push']],
    ['yarn release', ['tsc', 'node ship.js', 'git push']],
    ['pnpm run test -- --watch', ['jest']],
    ['npm t', ['jest']],
    ['npm --prefix web run deploy', ['wrangler deploy']],
    ['yarn --cwd web deploy', ['wrangler deploy']],
  ])('%s', (script, commands) => {
    expect(read(script, files)).toEqual([commands, 'nothing']);
  });

  it.each([
    'npm install',
    'npm publish',
    'yarn add x',
    'npm run "$NAME"',
    'pnpm -r run release',
    'npm run release -w a',
  ])('none: %s', (script) => {
    expect(read(script, files)).toBe('nothing by its path');
  });
});

describe('Python', () => {
  it.each([
    ['import json, sys\nprint(json.dumps(sys.argv))', [[], 'nothing']],
    ['"""import requests"""\nimport os.path', [[], 'nothing']],
    ['import requests', [[], 'conventional']],
    ['from packaging.version import Version', [[], 'conventional']],
    ['import subprocess\nsubprocess.run(["git", "push", remote], check=True)', [['git push $_'], 'nothing']],
    ['import os\nos.system("git push")', [['git push'], 'nothing']],
    ['import helper', [['git fetch'], 'nothing']],
    ['from lib.deep import ship', [[], 'conventional']],
  ])('%j', (text, expected) => {
    const files = {
      'ci/x.py': text,
      'ci/helper.py': 'import os\nos.system("git fetch")',
      'ci/lib/deep.py': 'import urllib.request',
    };
    expect(read('python3 -u ci/x.py', files)).toEqual(expected);
    expect(read('uv run ci/x.py', files)).toEqual(expected);
  });

  it.each([
    'import subprocess\nsubprocess.run(command)',
    'import subprocess\nrun = subprocess.run\nrun(["git", "push"])',
    'from subprocess import run\nrun(["git"])',
    'import subprocess as s\ns.run(["git", "push"])',
    'import importlib',
    'eval(text)',
    'import unheard_of',
    'import os\ngetattr(os, "sys" + "tem")("git push")',
  ])('may do anything: %j', (text) => {
    expect(read('python x.py', { 'x.py': text })).toEqual([[], 'any']);
  });
});

describe('JavaScript', () => {
  it.each([
    ['const fs = require("fs"); fs.writeFileSync("a", "b");', [[], 'nothing']],
    ['import { readFile } from "node:fs/promises"; await readFile("a");', [[], 'nothing']],
    ['await fetch("https://example.com");', [[], 'conventional']],
    ['const semver = require("semver");', [[], 'conventional']],
    [
      'const { execSync } = require("child_process"); execSync(`git push ${remote}`);',
      [['git push $_'], 'nothing'],
    ],
    [
      'import cp from "node:child_process"; cp.spawnSync("git", ["push", branch]);',
      [['git push $_'], 'nothing'],
    ],
    ['const m = /a/.exec("a");', [[], 'nothing']],
    ['require("./lib");', [['git fetch'], 'nothing']],
  ])('%j', (text, expected) => {
    const files = { 'x.mjs': text, 'lib.js': 'require("child_process").execSync("git fetch")' };
    expect(read('node x.mjs', files)).toEqual(expected);
  });

  it.each([
    'const { execSync: run } = require("child_process"); run("git push");',
    'const run = require("child_process").execSync; run("git push");',
    'const cp = require("child_process"); cp["exec" + "Sync"]("git push");',
    'import { execSync } from "child_process"; execSync(command);',
    'require("@octokit/rest");',
    'require(name);',
    'new Function("return 1")();',
    'this is no JavaScript',
    'require("./gone");',
  ])('may do anything: %j', (text) => {
    expect(read('node x.mjs', { 'x.mjs': text })).toEqual([[], 'any']);
  });
});
