import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { below, fileUri } from '../../../server/src/disk/fileUri.js';
import { IgnoreRules } from '../../../server/src/disk/ignoreRules.js';
import { decode, encode } from '../../../server/src/disk/readText.js';
import { replaceFile } from '../../../server/src/cli/files/replaceFile.js';
import { Repositories } from '../../../server/src/disk/repository.js';
import { walk } from '../../../server/src/disk/walk.js';
import { temporaryFolder } from './temporaryFolder.js';

function filesBelow(folder: string, top = folder): string[] {
  const found: string[] = [];
  const rules = IgnoreRules.of(top, folder);
  for (const path of walk(folder, rules, (bad) => found.push(`! ${bad}`))) {
    found.push(below(folder, path) ?? path);
  }
  return found;
}

describe('walk', () => {
  it('visits files in order of name, without .git and node_modules', () => {
    const folder = temporaryFolder({
      'b.yml': '',
      'a/c.yml': '',
      '.git/config': '',
      'a/node_modules/x/action.yml': '',
      '.github/workflows/ci.yml': '',
    });
    expect(filesBelow(folder)).toEqual(['.github/workflows/ci.yml', 'a/c.yml', 'b.yml']);
  });

  it('honours .gitignore as git does: nested, negated, and from above the folder', () => {
    const folder = temporaryFolder({
      '.gitignore': '*.tmp.yml\n/build/\n',
      'keep.yml': '',
      'x.tmp.yml': '',
      'build/y.yml': '',
      'sub/build/z.yml': '',
      'sub/.gitignore': '!special.tmp.yml\nlocal.yml\n',
      'sub/special.tmp.yml': '',
      'sub/local.yml': '',
      'sub/other.tmp.yml': '',
    });
    expect(filesBelow(folder)).toEqual([
      '.gitignore',
      'keep.yml',
      'sub/.gitignore',
      'sub/build/z.yml',
      'sub/special.tmp.yml',
    ]);
    expect(filesBelow(join(folder, 'sub'), folder)).toEqual(['.gitignore', 'build/z.yml', 'special.tmp.yml']);
  });

  it('is not caught in links that lead in a circle, nor led outside', () => {
    const outside = temporaryFolder({ 'secret.yml': '' });
    const folder = temporaryFolder({ 'a/x.yml': '', 'target.yml': '' });
    symlinkSync(folder, join(folder, 'a/loop'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(folder, 'target.yml'), join(folder, 'link.yml'));
    symlinkSync(join(folder, 'missing.yml'), join(folder, 'broken.yml'));
    expect(filesBelow(folder)).toEqual(['a/x.yml', 'link.yml', 'target.yml']);
  });
});

describe('Repositories', () => {
  it('takes the nearest folder with .git or .github for the top', () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      'examples/shop/.github/workflows/ci.yml': '',
      'a/b/c.yml': '',
    });
    const repositories = new Repositories();
    expect(repositories.topOf(join(folder, 'examples/shop/.github/workflows'), '?')).toBe(
      join(folder, 'examples/shop'),
    );
    expect(repositories.topOf(join(folder, 'a/b'), '?')).toBe(folder);
  });
});

describe('decode and encode', () => {
  it('keep the byte order mark apart from the text', () => {
    const source = decode(Buffer.from('\ufeffon: push\n'));
    expect(source).toMatchObject({ text: 'on: push\n', byteOrderMark: true, exact: true });
    expect(encode('on: pull_request\n', source).toString('utf8')).toBe('\ufeffon: pull_request\n');
  });

  it('read bytes that are no UTF-8 as replacement characters, and say so', () => {
    expect(decode(Buffer.from([0x61, 0xff, 0x62]))).toMatchObject({ text: 'a\ufffdb', exact: false });
  });
});

describe('replaceFile', () => {
  it('keeps the mode and leaves nothing beside the file', () => {
    const folder = temporaryFolder({ 'a.sh': 'old' });
    chmodSync(join(folder, 'a.sh'), 0o754);
    replaceFile(join(folder, 'a.sh'), 'new');
    expect(readFileSync(join(folder, 'a.sh'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'a.sh')).mode & 0o777).toBe(0o754);
    expect(readdirSync(folder)).toEqual(['a.sh']);
  });

  it('writes through a link', () => {
    const folder = temporaryFolder({ 'real.yml': 'old' });
    symlinkSync('real.yml', join(folder, 'link.yml'));
    replaceFile(join(folder, 'link.yml'), 'new');
    expect(readFileSync(join(folder, 'real.yml'), 'utf8')).toBe('new');
  });

  it('leaves the old content and no rest when it fails', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    expect(() => {
      replaceFile(join(folder, 'taken'), 'new');
    }).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});

describe('fileUri', () => {
  it('writes URIs as VS Code does', () => {
    expect(fileUri('/home/me/a b/[x]@1.yml')).toBe('file:///home/me/a%20b/%5Bx%5D%401.yml');
  });
});
