import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Composer } from '../../../server/src/core/compose/composer.js';
import type { FileFacts, SessionFacts } from '../../../server/src/core/model/facts.js';
import { PLATFORMS } from '../../../server/src/core/platforms/index.js';
import type { Platform } from '../../../server/src/core/platforms/platform.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const GOOD = uriOf('.github/workflows/good.yml');
const BAD = uriOf('.github/workflows/bad.yml');

function workflow(jobs: readonly string[]): string {
  const lines = jobs.map(
    (job) => `  ${job}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n`,
  );
  return `on: push\npermissions: write-all\njobs:\n${lines.join('')}`;
}

/** A platform that reads each file by itself, so that its `lower` alone does so. */
function alone(platform: Platform): Platform {
  const parts = Object.entries(platform).filter(([name]) => name !== 'composer');
  return Object.fromEntries(parts) as unknown as Platform;
}

/** The workspace with one part of GitHub's platform replaced by one that fails. */
function opened(change: (platform: Platform) => Partial<Platform>, jobs = ['build']): AnalysisHost {
  const platforms = PLATFORMS.map((platform) =>
    platform.id === 'github-actions' ? changed(platform, change(platform)) : platform,
  );
  const host = new AnalysisHost({ platforms });
  host.apply([
    { uri: GOOD, root: ROOT, text: workflow(['build']) },
    { uri: BAD, root: ROOT, text: workflow(jobs) },
  ]);
  return host;
}

function changed(platform: Platform, changes: Partial<Platform>): Platform {
  return { ...(changes.lower === undefined ? platform : alone(platform)), ...changes };
}

function messages(host: AnalysisHost, uri: string): readonly string[] {
  return host.snapshot.problems(uri).map(({ message }) => message);
}

function rules(host: AnalysisHost, uri: string): readonly string[] {
  return host.snapshot.findings(uri).map(({ rule }) => rule);
}

/** Facts in which every session whose id fits is broken in a way that the types do not allow. */
function broken(facts: FileFacts, name: string): FileFacts {
  return {
    ...facts,
    sessions: facts.sessions.map((session): SessionFacts =>
      session.localId === name ? { ...session, presents: {} as never } : session,
    ),
  };
}

describe('a part that fails', () => {
  it('in reading one file is told there, and takes no other file along', () => {
    const host = opened(({ lower }) => ({
      lower: (uri, tree, tools) => {
        if (uri === BAD) throw new RangeError('Maximum call stack size exceeded');
        return lower(uri, tree, tools);
      },
    }));
    expect(messages(host, BAD)).toEqual([
      'This file could not be read whole, which is an error in TrustScope (Maximum call stack size exceeded). Its sessions are missing.',
    ]);
    expect(rules(host, GOOD)).toContain('broad-token-permissions');
    expect(messages(host, GOOD)).toEqual([]);
  });

  it('in joining one session leaves the others as they are, and makes its own scope unknown', () => {
    const host = opened(
      ({ lower }) => ({
        lower: (uri, tree, tools) => {
          const facts = lower(uri, tree, tools);
          return uri === BAD ? broken(facts, 'job:odd') : facts;
        },
      }),
      ['build', 'odd'],
    );
    expect(rules(host, GOOD)).toContain('broad-token-permissions');
    expect(rules(host, BAD)).toContain('broad-token-permissions');
    expect(messages(host, BAD).join(' ')).toContain('Joining this with other files failed');
    expect(messages(host, GOOD)).toEqual([]);
    const widths = host.snapshot.model.scopesOf(GOOD).map(({ width }) => width.band);
    expect(host.snapshot.model.scopesOf(BAD).map(({ width }) => width.band)[0]).toBe(widths[0]);
    const odd = host.snapshot.model.scopesOf(BAD).find(({ facts }) => facts.localId === 'job:odd');
    expect(odd?.unknowns.map(({ why }) => why).join()).toContain('an error in TrustScope');
    // Once the file is right again nothing is left of it.
    host.apply([{ uri: BAD, root: ROOT, text: workflow(['build']) }]);
    expect(messages(host, BAD)).toEqual([]);
  });

  it('in a join of files leaves each as it is, with what is missing said', () => {
    const host = opened(() => ({
      joiner: {
        id: 'failing',
        concerns: () => true,
        join: () => {
          throw new Error('no such thing');
        },
      },
    }));
    expect([...messages(host, BAD), ...messages(host, GOOD)]).toEqual([
      'Joining this with other files failed, which is an error in TrustScope (no such thing). What it reaches is not known whole.',
    ]);
    for (const uri of [BAD, GOOD]) {
      const [scope] = host.snapshot.model.scopesOf(uri);
      expect(scope?.unknowns.map(({ what }) => what)).toContain('what other files give job build');
    }
  });

  it.each(['begins', 'compose'] as const)('in composing (%s) leaves the files by themselves', (part) => {
    const composer: Composer = {
      begins: ({ path }) => [path],
      compose: () => ({ files: new Map() }),
      [part]: () => {
        throw new Error('no such thing');
      },
    };
    const host = opened(() => ({ composer }));
    for (const uri of [BAD, GOOD]) {
      expect(rules(host, uri)).toContain('broad-token-permissions');
      expect(messages(host, uri).join(' ')).toContain('(no such thing)');
    }
  });
});
