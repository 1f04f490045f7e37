import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { buildGraph } from '../../../server/src/core/report/graph/buildGraph.js';
import type { GraphQuery, ReachGraph } from '../../../server/src/core/report/graph/graph.js';
import { placeGraph } from '../../../server/src/core/report/graph/layout.js';
import { outlineOf } from '../../../server/src/core/report/graph/outline.js';
import { reachPicture } from '../../../server/src/core/report/graph/reachPicture.js';
import { graphSvg } from '../../../server/src/core/report/graph/svg.js';
import { markupText } from '../../../server/src/core/report/html/markup.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const pathOf = ({ file: { uri } }: { file: { uri: string } }): string => uri.slice(ROOT.length + 1);

function modelOf(files: Readonly<Record<string, string>>) {
  const host = new AnalysisHost();
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
  return host.snapshot.model;
}

const DEPLOY = `on:
  push:
    branches: [main]
permissions: { contents: write }
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{ run: npm publish, env: { TOKEN: '\${{ secrets.NPM_TOKEN }}' } }]
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps: [{ run: ./deploy }]
`;

function many(files: number, jobs: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: files }, (_, file) => [
      `.github/workflows/w${String(file)}.yml`,
      `on: push\npermissions: { contents: write }\njobs:\n${Array.from(
        { length: jobs },
        (__, job) => `  job${String(job)}:\n    runs-on: ubuntu-latest\n    steps: [{ run: x }]\n`,
      ).join('')}`,
    ]),
  );
}

const graphOf = (files: Readonly<Record<string, string>>, query?: GraphQuery): ReachGraph =>
  buildGraph(modelOf(files).scopes, pathOf, query);

describe('the graph of who reaches what', () => {
  const files = { '.github/workflows/deploy.yml': DEPLOY };

  it('has starters, sessions, identities and systems, and tells what is open from what is asked', () => {
    const { nodes, edges } = graphOf(files);
    expect(new Set(nodes.map(({ kind, label }) => `${kind} ${label}`))).toEqual(
      new Set([
        'starter push',
        'session job build',
        'session job deploy',
        'identity NPM_TOKEN',
        'system this repository',
        'system npm',
      ]),
    );
    const state = (from: string, to: string): string | undefined =>
      edges.find((edge) => edge.from.includes(from) && edge.to.includes(to))?.state;
    expect(state('job:build', 'this repository')).toBe('open');
    expect(state('job:deploy', 'this repository')).toBe('assumed');
    expect(state('NPM_TOKEN', 'npm')).toBe('unknown');
  });

  it('says the same in words', () => {
    const entry = outlineOf(graphOf(files)).find(({ label }) => label === 'job deploy');
    expect(entry?.lines.map(({ text }) => text)).toEqual([
      'started by push, open: branch main',
      'reaches this repository, behind a gate that is not proved: contents:write, if environment production is asked for',
    ]);
  });

  it('takes words, a system, an access, and what is open', () => {
    const labels = (query: GraphQuery): readonly string[] =>
      graphOf(files, query)
        .nodes.filter(({ kind }) => kind === 'session')
        .map(({ label }) => label);
    expect(labels({ search: 'npm_token' })).toEqual(['job build']);
    expect(labels({ system: 'npm' })).toEqual(['job build']);
    expect(labels({ system: 'this repository', access: 'write' })).toEqual(['job build', 'job deploy']);
    expect(labels({ access: 'admin' })).toEqual([]);
    expect(graphOf(files, { search: 'build' })).toMatchObject({ shown: 1, hidden: 1 });
    expect(labels({ only: new Set(['no such session']) })).toEqual([]);
  });

  it('puts sessions of a file together where there are many, and takes them apart when that is asked for', () => {
    const all = many(20, 25);
    const { nodes, shown } = graphOf(all);
    expect(shown).toBe(500);
    expect(nodes.filter(({ kind }) => kind === 'cluster')).toHaveLength(20);
    expect(nodes.filter(({ kind }) => kind === 'session')).toHaveLength(0);
    const open = graphOf(all, { expanded: new Set(['cluster .github/workflows/w3.yml']) });
    expect(open.nodes.filter(({ kind }) => kind === 'session')).toHaveLength(25);
    const focus = graphOf(all, { focus: '.github/workflows/w4.yml#job:job7' });
    expect(focus.nodes.filter(({ kind }) => kind === 'session').map(({ label }) => label)).toEqual([
      'job job7',
    ]);
  });

  /** Everything in sight opened, round by round, until nothing is left to open; the most that was drawn. */
  function opened(scopes: ReturnType<typeof modelOf>['scopes']): { nodes: number; edges: number } {
    const expanded = new Set<string>();
    const most = { nodes: 0, edges: 0 };
    for (;;) {
      const { nodes, edges, shown } = buildGraph(scopes, pathOf, { expanded });
      expect(shown).toBe(scopes.length);
      // Nothing is lost: a session stands by itself or in one cluster.
      const drawn = nodes.flatMap(({ sessions }) => sessions);
      expect(new Set(drawn).size).toBe(scopes.length);
      expect(drawn).toHaveLength(scopes.length);
      most.nodes = Math.max(most.nodes, nodes.length);
      most.edges = Math.max(most.edges, edges.length);
      const next = nodes.find(({ id, kind }) => kind === 'cluster' && !expanded.has(id));
      if (next === undefined) return most;
      expanded.add(next.id);
    }
  }

  it.each([
    [1, 500],
    [20, 25],
    [500, 1],
  ])('draws few nodes for 500 sessions in %i files, as it opens and whatever is opened', (count, jobs) => {
    const { scopes } = modelOf(many(count, jobs));
    const { nodes, edges } = buildGraph(scopes, pathOf);
    expect(nodes.length).toBeLessThan(40);
    expect(edges.length).toBeLessThan(80);
    const most = opened(scopes);
    expect(most.nodes).toBeLessThan(130);
    expect(most.edges).toBeLessThan(400);
  });

  it('opens what is asked for last, and closes older ones where there is no room', () => {
    const { scopes } = modelOf(many(20, 30));
    const cluster = (file: number): string => `cluster .github/workflows/w${String(file)}.yml`;
    const { nodes } = buildGraph(scopes, pathOf, { expanded: new Set([1, 2, 3, 4, 5].map(cluster)) });
    const closed = new Set(nodes.filter(({ kind }) => kind === 'cluster').map(({ id }) => id));
    expect([1, 2, 3, 4, 5].map((file) => closed.has(cluster(file)))).toEqual([true, true, true, true, false]);
    expect(nodes.filter(({ kind }) => kind === 'session')).toHaveLength(30);
  });

  it('puts secrets that nobody has room for together, those of clusters first', () => {
    const jobs = Array.from(
      { length: 100 },
      (_, job) =>
        `  job${String(job)}:\n    runs-on: ubuntu-latest\n    steps: [{ run: x, env: { A: '\${{ secrets.S${String(job)} }}' } }]\n`,
    );
    const texts = { '.github/workflows/w.yml': `on: push\njobs:\n${jobs.join('')}` };
    const { scopes } = modelOf(texts);
    const held = (query: GraphQuery): readonly string[] =>
      buildGraph(scopes, pathOf, query)
        .nodes.filter(({ kind }) => kind === 'identity')
        .map(({ label }) => label);
    expect(held({})).toHaveLength(30);
    expect(held({}).at(-1)).toBe('71 other identities');
    expect(held({ focus: scopes[90]?.id ?? '' })).toContain('S90');
  });

  it('gives the same picture for the same sessions', () => {
    const picture = (): string => reachPicture(modelOf(files).scopes, () => ROOT, {}).svg;
    expect(picture()).toBe(picture());
  });
});

describe('the picture', () => {
  /** Texts that try to be tags, ends of values, or signs that no document may hold. */
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '"><script>alert(1)</script>',
      "' onload='x",
      '</title></svg><img src=x>',
      '&amp;',
      ']]>',
      '\u0000',
      '\ud800',
    ),
  );

  it('keeps every text a text, whatever it is', () => {
    fc.assert(
      fc.property(text, text, text, (label, detail, edge) => {
        const node = (id: string) => ({ id, kind: 'session' as const, label, detail, sessions: [] });
        const graph: ReachGraph = {
          nodes: [node(`a${label}`), node(`b${detail}`)],
          edges: [{ id: 'e', from: `a${label}`, to: `b${detail}`, state: 'assumed', label: edge }],
          shown: 2,
          hidden: 0,
        };
        const svg = markupText(graphSvg(placeGraph(graph), label));
        // Only tags of our own, and in their values neither quotes nor tags.
        const rest = svg.replace(
          /<\/?(?:svg|defs|marker|g|path|rect|text|title|circle)(?:\s[\w:-]+="[^"<>]*")*\s*\/?>/gu,
          '',
        );
        expect(rest).not.toMatch(/[<>"']/u);
        expect(svg).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/u);
      }),
      { numRuns: 200 },
    );
  });
});
