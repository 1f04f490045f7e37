import '../support/work.js';
import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import { uriOf } from '../support/repository.js';
import { everyTool } from '../support/tools.js';
import { workOf } from '../support/work.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const tools = await everyTool();

/** What is said to be wrong with the one file. */
function problemsOf(path: string, text: string): readonly string[] {
  const uri = uriOf(path);
  const snapshot = new AnalysisHost({ tools }).apply([{ uri, root: ROOT, text }]);
  snapshot.findings(uri);
  return snapshot.problems(uri).map(({ message }) => message);
}

/** Names that every object of JavaScript answers to, and one that is no expression. */
const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

describe('names that mean something to the language of the program', () => {
  it.each(NAMES)('are names of commands like any other: %s', (name) => {
    const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${name} push x\n          git ${name} origin\n          gh ${name} list\n          docker ${name} x\n          npm ${name}\n`;
    expect(problemsOf('.github/workflows/a.yml', text)).toEqual([]);
    expect(problemsOf('.gitlab-ci.yml', `a:\n  script:\n    - ${name} x\n  only: [${name}]\n`)).toEqual([]);
  });

  it('may hold signs of expressions', () => {
    const text =
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env:\n      "GH_T[": ${{ github.token }}\n    steps:\n      - run: ./release.sh && gh auth setup-git && git push\n';
    expect(problemsOf('.github/workflows/a.yml', text).join()).not.toContain('an error in TrustScope');
  });
});

describe('patterns that go back and forth over a name', () => {
  it('cost what the name is long', () => {
    const uri = uriOf('.claude/settings.json');
    const allow = [`Edit(${'*a'.repeat(60)}*b)`, 'Bash'];
    const deny = [`Read(${'*a'.repeat(60)}*b)`, `Read(${'a'.repeat(250)})`];
    const text = JSON.stringify({ permissions: { allow, deny } });
    const work = workOf(() => {
      new AnalysisHost({ tools }).apply([{ uri, root: ROOT, text }]).findings(uri);
    });
    expect(work).toBeLessThan(400_000);
  });

  it('of kustomizations are not tried where they could', () => {
    const name = 'a'.repeat(200);
    const files = new Map([
      [
        'kustomization.yaml',
        `resources: [sa.yaml]\npatches:\n  - target: { kind: ServiceAccount, name: "(a|aa)*b" }\n    patch: |\n      - op: add\n        path: /metadata/annotations/x\n        value: "y"\n`,
      ],
      ['sa.yaml', `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: web\n`],
    ]);
    const host = new AnalysisHost({ tools });
    host.apply([...files].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
    expect(host.snapshot.findings(uriOf('sa.yaml'))).toBeDefined();
  });
});
