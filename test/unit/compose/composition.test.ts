import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Platform } from '../../../server/src/core/platforms/platform.js';
import { playbooks } from '../../support/compose/playbooks.js';
import { ROOT, uriOf } from '../../support/repository.js';

type Files = Readonly<Record<string, string | null>>;

function opened(files: Files): AnalysisHost {
  const host = new AnalysisHost({ platforms: [playbooks] });
  put(host, files);
  return host;
}

function put(host: AnalysisHost, files: Files): void {
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
}

/** What is said in a file, as `id: what it may do`. */
function said(host: AnalysisHost, path: string): readonly string[] {
  return host.snapshot.model
    .scopesOf(uriOf(path))
    .map(({ id, facts }) => `${id.replace(/^[^#]*#/u, '')}: ${facts.subject['rights'] ?? ''}`);
}

function work(host: AnalysisHost, query: string, files: Files): number {
  const before = host.computed.get(query) ?? 0;
  put(host, files);
  host.snapshot.model.scopesOf(uriOf('one.play.yml'));
  return (host.computed.get(query) ?? 0) - before;
}

const ONE = 'include: [parts/base.txt]\nroles:\n  a: { may: [read], like: base }\n';
const TWO = 'include: parts/base.txt\nroles:\n  b: { like: base }\n';
const BASE = 'roles:\n  base: { may: [list, look] }\n';

describe('a composition', () => {
  it('says in each file what units make of it, one beside the other', () => {
    const host = opened({ 'one.play.yml': ONE, 'two.play.yml': TWO, 'parts/base.txt': BASE });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: read list look']);
    expect(said(host, 'parts/base.txt')).toEqual([
      'role:base@one.play.yml: list look',
      'role:base@two.play.yml: list look',
    ]);
  });

  it('has files read as what units say they are, and lets go of them', () => {
    const host = opened({ 'one.play.yml': ONE, 'parts/base.txt': BASE });
    said(host, 'one.play.yml');
    expect(host.snapshot.file(uriOf('parts/base.txt'))?.platform).toBe('redis');
    expect(host.snapshot.file(uriOf('parts/base.txt'))?.facts.sessions).toHaveLength(1);
    put(host, { 'one.play.yml': 'roles: {}\n' });
    expect(said(host, 'parts/base.txt')).toEqual([]);
    expect(host.snapshot.file(uriOf('parts/base.txt'))).toBeUndefined();
  });

  it('asks for files that are named and not here, and takes them in when they come', () => {
    const host = opened({ 'one.play.yml': ONE });
    expect(host.wanted).toEqual([uriOf('parts/base.txt')]);
    put(host, { 'parts/base.txt': null });
    expect(host.wanted).toEqual([]);
    expect(host.concerns(uriOf('parts/base.txt'))).toBe(true);
    put(host, { 'parts/base.txt': BASE });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: read list look']);
    put(host, { 'parts/base.txt': BASE.replace('look', 'peek') });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: read list peek']);
  });

  it('fetches them where they can be had at once, and composes each unit once', () => {
    const fetched: string[] = [];
    const host = new AnalysisHost({
      platforms: [playbooks],
      lean: true,
      fetch: (uri) => {
        fetched.push(uri);
        return uri === uriOf('base.play.yml') ? { root: ROOT, text: BASE } : null;
      },
    });
    put(host, { 'one.play.yml': 'include: [base.play.yml, gone.txt]\nroles:\n  a: { like: base }\n' });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: list look']);
    expect(host.snapshot.file(uriOf('base.play.yml'))?.platform).toBe('redis');
    expect([...fetched].sort()).toEqual([uriOf('base.play.yml'), uriOf('gone.txt')]);
    expect(host.wanted).toEqual([]);
    // The other one is the file that was fetched.
    expect(host.computed.get('compose')).toBe(2);
  });

  it('takes out of a file what it says alone only where no unit speaks of it', () => {
    const lowered: string[] = [];
    const platform: Platform = {
      ...playbooks,
      lower: (uri, tree, tools) => {
        lowered.push(uri);
        return playbooks.lower(uri, tree, tools);
      },
    };
    const host = new AnalysisHost({ platforms: [platform], lean: true });
    put(host, { 'one.play.yml': ONE, 'parts/base.txt': BASE });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: read list look']);
    expect(lowered).toEqual([]);
    put(host, { 'one.play.yml': ONE.replace('read', 'write') });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: write list look']);
  });

  it('reads nothing outside of the folder', () => {
    const host = opened({ 'one.play.yml': 'include: [../secret.yml, a/../../b.yml, .git/config]\n' });
    expect(host.wanted).toEqual([]);
  });

  it('follows globs to files that come later', () => {
    const host = opened({ 'one.play.yml': 'include: "more/*.part.yml"\nroles:\n  a: { like: late }\n' });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: ']);
    put(host, { 'more/late.part.yml': 'roles:\n  late: { may: write }\n' });
    expect(said(host, 'one.play.yml')).toEqual(['role:a@one.play.yml: write']);
  });

  it('composes what a unit starts, over any number, and ends with it', () => {
    const host = opened({
      'one.play.yml': 'start: [deep/a.part.yml]\n',
      'deep/a.part.yml': 'start: [deep/b.part.yml, deep/a.part.yml]\nroles:\n  a: { may: x }\n',
      'deep/b.part.yml': 'start: [deep/a.part.yml]\nroles:\n  b: { may: y }\n',
    });
    expect(said(host, 'deep/b.part.yml')).toEqual(['role:b@deep/b.part.yml: y']);
    put(host, { 'one.play.yml': 'roles: {}\n' });
    expect(said(host, 'deep/a.part.yml')).toEqual([]);
    expect(said(host, 'deep/b.part.yml')).toEqual([]);
  });

  it('names circles and cuts them, whichever is asked for first', () => {
    const circle =
      'roles:\n  a: { may: [x], like: b }\n  b: { may: [y], like: c }\n  c: { like: a }\n  d: { like: a }\n';
    const host = opened({ 'one.play.yml': circle });
    const [a, b, c, d] = said(host, 'one.play.yml');
    expect([a, b, c, d].every((each) => each?.includes('circle'))).toBe(true);
    put(host, { 'one.play.yml': circle.replace('like: c', 'may: z') });
    expect(said(host, 'one.play.yml')[3]).toBe('role:d@one.play.yml: x z');
  });

  it('follows long chains', () => {
    // Each part looks at the files anew, so more roles than this take long.
    const roles = Array.from({ length: 400 }, (_, at) => `  r${String(at)}: { like: r${String(at + 1)} }`);
    const host = opened({ 'one.play.yml': `roles:\n${roles.join('\n')}\n  r400: { may: end }\n` });
    expect(said(host, 'one.play.yml')[0]).toContain('end');
  });

  it('composes again only those units that read the file', () => {
    const others = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [
        `other${String(at)}.play.yml`,
        TWO.replace('parts/base.txt', 'x.txt'),
      ]),
    );
    const host = opened({ ...others, 'one.play.yml': ONE, 'two.play.yml': TWO, 'parts/base.txt': BASE });
    said(host, 'one.play.yml');
    expect(work(host, 'compose', { 'one.play.yml': ONE.replace('read', 'write') })).toBe(1);
    expect(work(host, 'compose', { 'parts/base.txt': BASE.replace('look', 'peek') })).toBe(2);
    expect(work(host, 'compose', { 'unread.yml': 'roles: {}\n' })).toBe(0);
  });

  it('shows what was whole while the text is broken, where it stands now', () => {
    const host = opened({ 'one.play.yml': ONE, 'parts/base.txt': BASE });
    const before = said(host, 'one.play.yml');
    const broken = `x: "\n${ONE}`;
    put(host, { 'one.play.yml': broken });
    expect(said(host, 'one.play.yml')).toEqual(before);
    const [scope] = host.snapshot.model.scopesOf(uriOf('one.play.yml'));
    expect(broken.slice(scope?.facts.origin.range.start, scope?.facts.origin.range.end)).toContain(
      'like: base',
    );
    expect(scope?.file.complete).toBe(false);
    put(host, { 'one.play.yml': `# x\n${ONE}` });
    expect(said(host, 'one.play.yml')).toEqual(before);
  });

  it('leaves out units that begin in a file which the configuration ignores', () => {
    const host = opened({ 'one.play.yml': ONE, 'two.play.yml': TWO, 'parts/base.txt': BASE });
    put(host, { '.trustscope.yml': 'ignore: [one.play.yml]\n' });
    expect(said(host, 'parts/base.txt')).toEqual(['role:base@two.play.yml: list look']);
  });
});
