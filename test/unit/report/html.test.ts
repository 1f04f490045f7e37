import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { frameworks } from '../../../server/src/core/frameworks/catalogue.js';
import { controlLabel } from '../../../server/src/core/frameworks/controlLabel.js';
import { frameworkCoverage } from '../../../server/src/core/report/frameworkCoverage.js';
import { select } from '../../../server/src/core/report/selection.js';
import { graphText } from '../../../server/src/core/report/graph/graphText.js';
import { reachGraph } from '../../../server/src/core/report/graph/reachPicture.js';
import type { ReachGraph } from '../../../server/src/core/report/graph/graph.js';
import { renderHtml } from '../../../server/src/core/report/html/renderHtml.js';
import { markup, markupText } from '../../../server/src/core/report/html/markup.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');

function snapshotOf(name: string, step: string) {
  const host = new AnalysisHost();
  const text = JSON.stringify({
    on: { push: { branches: [name] } },
    permissions: 'write-all',
    jobs: { build: { name, 'runs-on': 'ubuntu-latest', environment: name, steps: [{ uses: step }] } },
  });
  host.apply([{ uri: uriOf('.github/workflows/w.yml'), root: ROOT, text }]);
  return host.snapshot;
}

const page = (name = 'main', step = 'acme/notify@v1'): string =>
  renderHtml(snapshotOf(name, step), ROOT, { version: '1.2.3' });

describe('the report as a page', () => {
  it('has a part for each thing that a reader asks', () => {
    const titles = [...page().matchAll(/<h2 id="[\w-]+">([^<]+)<\/h2>/gu)].map(([, title]) => title);
    expect(titles).toEqual([
      'Sessions, the widest first',
      'Who reaches what',
      'Findings',
      'Frameworks: related controls',
      'What is not known, and why',
      'Facts from outside of the files',
    ]);
  });

  it('tells what stands behind a gate apart, and what has to be true where that is assumed', () => {
    const cells = [...page('main').matchAll(/<td>(.*?)<\/td>/gu)].map(([, cell]) => cell);
    expect(cells[4]).toBe('nothing');
    expect(cells[5]).toMatch(/^<div>if main has reviewers \(not known\): this repository: write everything/u);
  });

  it('loads nothing and runs nothing', () => {
    const html = page();
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\son\w+=|url\((?!#)|@import/iu);
    for (const [, href] of html.matchAll(/href="([^"]*)"/gu)) expect(href).toMatch(/^(?:#|https:\/\/)/u);
  });

  it('counts for each control the findings that `trustscope coverage` counts', () => {
    const snapshot = snapshotOf('main', 'acme/notify@v1');
    const html = renderHtml(snapshot, ROOT, { version: '1.2.3' });
    const [, section = ''] = /<h2 id="frameworks">(.*?)<h2 /su.exec(html) ?? [];
    const told = [...section.matchAll(/<h3>(.*?)<\/h3>(.*?)(?=<h3>|$)/gsu)].map(
      ([, title = '', body = '']) => [
        title.replace('&amp;', '&'),
        [...body.matchAll(/<tr><td><a href="[^"]+">(.*?)<\/a><\/td><td>.*?<\/td><td>(\d+)<\/td><\/tr>/gsu)]
          .map(([, label, count]) => `${String(label)}: ${String(count)}`)
          .sort(),
      ],
    );
    const selection = select(snapshot, ROOT);
    const covered = frameworks().flatMap((framework) => {
      const rows = frameworkCoverage(framework, selection, [])
        .filter(({ findings }) => findings.length > 0)
        .map(({ control, findings }) => `${controlLabel(control.id)}: ${String(findings.length)}`);
      return rows.length === 0 ? [] : [[`${framework.name} ${framework.version}`, rows.sort()] as const];
    });
    expect(covered.length).toBeGreaterThan(5);
    expect(new Map(told as [string, string[]][])).toEqual(new Map(covered));
  });

  it('tells findings with their controls in full', () => {
    const html = page();
    expect(html).toContain('<code>broad-token-permissions</code>');
    expect(html).toMatch(/<li><a href="https:[^"]+">NHI5:2025<\/a> Overprivileged NHI<\/li>/u);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '"><script>alert(1)</script>',
    "' onload='x",
    '</style><script>',
    '<!--',
    '\u202e',
    '${{ x }}',
  ),
);

/** Tags of the page, in whose values there are neither quotes nor tags. */
const TAGS = /<!DOCTYPE html>|<\/?[a-z][a-z\d]*(?:\s[\w:-]+(?:="[^"<>]*")?)*\s*\/?>/giu;

describe('text from files on a page', () => {
  it('stays text, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = markupText(markup`<p title="${text}">${text}</p>`);
        expect(html.replace(TAGS, '')).not.toMatch(/[<>"']/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('stays text in the whole report', () => {
    const tagsOf = (html: string): ReadonlySet<string> =>
      new Set([...html.matchAll(/<([a-z][a-z\d]*)/giu)].map(([, tag = '']) => tag.toLowerCase()));
    const known = tagsOf(page());
    fc.assert(
      fc.property(hostile, hostile, (name, step) => {
        const html = page(name, step);
        const body = html.slice(html.indexOf('</style>') + 8);
        expect([...tagsOf(html)].filter((tag) => !known.has(tag) && tag !== 'ul' && tag !== 'li')).toEqual(
          [],
        );
        expect(body.replace(TAGS, '')).not.toMatch(/[<>]/u);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the graph as a file', () => {
  const graph = reachGraph(snapshotOf('main', 'acme/notify@v1').model.scopes, () => ROOT);

  it('is SVG with its style, DOT and Mermaid', () => {
    expect(graphText(graph, 'svg')).toMatch(
      /^<svg xmlns="[^"]+" class="reach"[\s\S]*prefers-color-scheme[\s\S]*<\/svg>\n$/u,
    );
    expect(graphText(graph, 'dot')).toMatch(/^digraph reach \{\n {2}rankdir=LR;[\s\S]*label="push\\n/u);
    expect(graphText(graph, 'mermaid')).toMatch(/^flowchart LR\n {2}n0\(/u);
  });

  it('has no line and no sign of the format in a name', () => {
    fc.assert(
      fc.property(hostile, (label) => {
        const one: ReachGraph = {
          nodes: [{ id: 'a', kind: 'session', label, detail: label, sessions: [] }],
          edges: [{ id: 'e', from: 'a', to: 'a', state: 'open', label }],
          shown: 1,
          hidden: 0,
        };
        const dot = graphText(one, 'dot');
        expect(dot.split('\n')).toHaveLength(7);
        expect(dot.replace(/"(?:[^"\\]|\\.)*"/gu, '')).not.toContain('"');
        const mermaid = graphText(one, 'mermaid');
        expect(mermaid.split('\n')).toHaveLength(4);
      }),
      { numRuns: 300 },
    );
  });
});
