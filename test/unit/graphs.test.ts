import { workOf } from '../support/work.js';
import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import { MOST_GATES_BEYOND } from '../../server/src/core/platforms/github-actions/neededGates.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';
import { manifest, object } from '../support/kubernetes/objects.js';
import type { Graph } from '../support/randomGraph.js';
import { randomGraph, reached } from '../support/randomGraph.js';
import { Random } from '../support/random.js';
import type { Repository } from '../support/repository.js';
import { uriOf } from '../support/repository.js';

/*
 * Random graphs of everything that is walked, up to 200 nodes: answers equal those of a reference that walks from each
 * node by itself, slowly, and the work stays in step with the nodes and edges.
 */

const ROOT = uriOf('').replace(/\/$/u, '');
const SEEDS = Array.from({ length: 12 }, (_, at) => `graph ${String(at)}`);
/** Blocks of code that run for a node or an edge, at most; a graph that is walked by paths needs more at once. */
const MOST_WORK = 30_000;

interface Asked {
  readonly scopes: readonly TrustScope[];
  readonly work: number;
}

function ask(files: Repository): Asked {
  const changes = [...files].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text }));
  let scopes: readonly TrustScope[] = [];
  const work = workOf(() => {
    const snapshot = new AnalysisHost().apply(changes);
    ({ scopes } = snapshot.model);
    for (const { uri } of changes) snapshot.findings(uri);
  });
  return { scopes, work };
}

/** Asks about a graph, and holds the work against its size, and against that of the answers: who leads to whom. */
function asked(graph: Graph, files: Repository): readonly TrustScope[] {
  const { scopes, work } = ask(files);
  const answers = scopes.reduce((sum, { becomes }) => sum + becomes.length, 0);
  const size = graph.length + graph.reduce((sum, to) => sum + to.length, answers);
  expect(work).toBeLessThan((size + 50) * MOST_WORK);
  return scopes;
}

function list(names: readonly string[]): string {
  return `[${names.join(', ')}]`;
}

const folder = (name: string): string => `.github/workflows/${name}.yml`;
const STEPS = '    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n';

describe.each(SEEDS)('%s', (seed) => {
  const random = Random.of(seed);

  it('of jobs: each waits for the environments of all that it needs over any number of others', () => {
    const graph = randomGraph(random, { nodes: 200, acyclic: true });
    const guarded = graph.map(() => random.chance(0.3));
    const job = (at: number): string => {
      const needs = (graph[at] ?? []).map((to) => `j${String(to)}`);
      const environment = guarded[at] === true ? `    environment: e${String(at)}\n` : '';
      return `  j${String(at)}:\n${needs.length === 0 ? '' : `    needs: ${list(needs)}\n`}${environment}${STEPS}`;
    };
    const text = `on: push\njobs:\n${graph.map((_, at) => job(at)).join('')}`;
    for (const { facts, gates, unknowns } of asked(graph, new Map([[folder('ci'), text]]))) {
      const at = Number(facts.localId.replace('job:j', ''));
      const expected = new Set([...reached(graph, at), at].filter((to) => guarded[to] === true));
      const told = new Set(gates.map(({ name }) => Number(/^environment e(\d+)/u.exec(name)?.[1])));
      if (expected.size < MOST_GATES_BEYOND) expect(told).toEqual(expected);
      else {
        // More are not told, and that they are not is said.
        for (const one of told) expect(expected).toContain(one);
        const isWhole = told.size === expected.size;
        expect(isWhole || unknowns.some(({ what }) => what.startsWith('which gates'))).toBe(true);
      }
    }
  });

  it('of calls: what is called is started by all that start a caller over any number of others', () => {
    const graph = randomGraph(random, { nodes: 60, acyclic: random.chance(0.5) });
    const started = graph.map(() => random.chance(0.2));
    const text = (at: number): string => {
      const on = started[at] === true ? '[workflow_call, push]' : 'workflow_call';
      const calls = (graph[at] ?? []).map(
        (to) => `  c${String(to)}:\n    uses: ./${folder(`w${String(to)}`)}\n`,
      );
      return `on: ${on}\njobs:\n${calls.join('')}  work:\n${STEPS}`;
    };
    const files = new Map(graph.map((_, at) => [folder(`w${String(at)}`), text(at)]));
    const scopes = asked(graph, files);
    const backwards = graph.map((_, at) => graph.flatMap((to, from) => (to.includes(at) ? [from] : [])));
    for (const at of graph.keys()) {
      const expected = [...reached(backwards, at), at].some((from) => started[from] === true);
      const own = scopes.filter(
        ({ file, facts }) => file.uri === uriOf(folder(`w${String(at)}`)) && facts.localId === 'job:work',
      );
      const told = own.some(({ initiators }) => initiators.some(({ event }) => event === 'push'));
      expect([at, told]).toEqual([at, expected]);
    }
  });

  it('of roles: each can become all that it may assume over up to twelve others', () => {
    const graph = randomGraph(random, { nodes: 100, acyclic: random.chance(0.3) });
    const arn = (at: number): string => `arn:aws:iam::111122223333:role/r${String(at)}`;
    const statement = (effect: object): object => ({ Version: '2012-10-17', Statement: [effect] });
    const resources = graph.map((to, at) => {
      const from = graph.flatMap((others, other) => (others.includes(at) ? [arn(other)] : []));
      const trusted = from.length === 0 ? { Service: 'ec2.amazonaws.com' } : { AWS: from };
      const own = to.length === 0 ? 'arn:aws:iam::111122223333:role/none' : to.map(arn);
      return [
        `R${String(at)}`,
        {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: `r${String(at)}`,
            AssumeRolePolicyDocument: statement({
              Effect: 'Allow',
              Principal: trusted,
              Action: 'sts:AssumeRole',
            }),
            Policies: [
              {
                PolicyName: 'own',
                PolicyDocument: statement({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: own }),
              },
            ],
          },
        },
      ];
    });
    const text = JSON.stringify({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: Object.fromEntries(resources) as object,
    });
    const scopes = asked(graph, new Map([['template.json', text]]));
    const number = (id: string): number => Number(/R(\d+)$/u.exec(id)?.[1]);
    expect(scopes).toHaveLength(graph.length);
    for (const { id, becomes } of scopes) {
      const at = number(id);
      const expected = [...reached(graph, at, 12)].filter((to) => to !== at);
      expect(new Set(becomes.map(({ session }) => number(session)))).toEqual(new Set(expected));
    }
  });

  it('of roles of a cluster: each holds the rules of all that it aggregates over any number of others', () => {
    const graph = randomGraph(random, { nodes: 150, acyclic: random.chance(0.3) });
    // A role takes in whoever bears the label `to-N`; so an edge is a label of the one that is taken in.
    const takers = graph.map((_, at) => graph.flatMap((to, from) => (to.includes(at) ? [from] : [])));
    const role = (at: number): string => {
      const labels = takers[at]?.map((from) => `to-${String(from)}: 'yes'`).join(', ') ?? '';
      const head = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r${String(at)}, labels: { ${labels} } }\n`;
      return (graph[at] ?? []).length === 0
        ? `${head}rules: [{ apiGroups: [example.com], resources: [k${String(at)}], verbs: [get] }]\n`
        : `${head}aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to-${String(at)}: 'yes' } }] }\nrules: []\n`;
    };
    const bound = random.some(3, 6, () => random.below(graph.length));
    const accounts = bound.flatMap((at) => [
      object.account('shop', `a${String(at)}`),
      object.bindAll(`ClusterRole r${String(at)}`, `shop/a${String(at)}`).replace('name: ', 'name: b-'),
    ]);
    const text = manifest(...graph.map((_, at) => role(at)), ...accounts);
    const scopes = asked(graph, new Map([['roles.yaml', text]]));
    for (const at of bound) {
      const leaves = [...reached(graph, at), at].filter((to) => (graph[to] ?? []).length === 0);
      const account = scopes.find(({ facts }) => facts.localId.endsWith(`a${String(at)}`));
      const told = account?.grants.flatMap(({ resource }) => /k(\d+)/u.exec(resource)?.[1] ?? []).map(Number);
      expect(new Set(told)).toEqual(new Set(leaves));
    }
  });

  it('of includes: a pipeline has the jobs of all files that it includes over any number of others', () => {
    const graph = randomGraph(random, { nodes: 60, acyclic: random.chance(0.7) });
    const path = (at: number): string => (at === 0 ? '.gitlab-ci.yml' : `ci/${String(at)}.yml`);
    const text = (at: number): string => {
      const includes = (graph[at] ?? []).map((to) => `  - local: ${path(to)}\n`);
      return `${includes.length === 0 ? '' : `include:\n${includes.join('')}`}j${String(at)}:\n  script: [make]\n`;
    };
    const scopes = asked(graph, new Map(graph.map((_, at) => [path(at), text(at)])));
    const expected = new Set([...reached(graph, 0), 0]);
    const told = scopes.flatMap(({ facts }) => /j(\d+)$/u.exec(facts.localId)?.[1] ?? []).map(Number);
    const isCircular = [...expected].some((at) => reached(graph, at).has(at));
    // GitLab refuses a pipeline whose files include each other, so nothing more is told of it than its own file.
    if (isCircular) for (const at of told) expect(expected).toContain(at);
    else expect(new Set(told)).toEqual(expected);
  });
});
