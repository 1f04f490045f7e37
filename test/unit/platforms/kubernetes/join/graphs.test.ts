import { describe, expect, it } from 'vitest';
import type { FileFacts, SessionFacts } from '../../../../../server/src/core/model/facts.js';
import type { PermissionSet } from '../../../../../server/src/core/model/permissionSet.js';
import type { Placed } from '../../../../../server/src/core/platforms/kubernetes/join/placed.js';
import {
  MOST_TAKEN_IN,
  RuleSources,
} from '../../../../../server/src/core/platforms/kubernetes/join/sources.js';
import { KUBERNETES } from '../../../../support/growth/kubernetes.js';
import { assembledFacts } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';
import { randomFrom } from '../../../../support/kubernetes/randomCluster.js';

const { account, clusterRole, bindAll } = object;

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** A role with labels that takes in those with others, or gives one resource of its own where it takes in none. */
function roleText(name: string, labels: readonly string[], taken: readonly string[]): string {
  const rules = taken.length === 0 ? [`example.com/${name} get`] : [];
  const text = clusterRole(name, ...rules).replace(
    "' }\n",
    `', labels: { ${labels.map((label) => `${label}: 'true'`).join(', ')} } }\n`,
  );
  const selectors = taken.map((label) => `{ matchLabels: { ${label}: 'true' } }`).join(', ');
  return taken.length === 0 ? text : `${text}aggregationRule: { clusterRoleSelectors: [${selectors}] }\n`;
}

function sessionOf(facts: readonly FileFacts[], label: string): SessionFacts {
  const found = facts.flatMap(({ sessions }) => sessions).find((session) => session.label === label);
  if (found === undefined) throw new Error(`no session ${label}`);
  return found;
}

function resourcesOf({ grants }: SessionFacts): readonly string[] {
  return grants.map(({ resource }) => resource).sort();
}

interface RandomRole {
  readonly name: string;
  readonly labels: readonly string[];
  readonly taken: readonly string[];
}

/** Roles that take in each other at random, circles among them. */
function randomRoles(seed: number, count: number): readonly RandomRole[] {
  const random = randomFrom(seed);
  const label = (): string => `l${String(random(Math.ceil(count / 3)))}`;
  return numbers(count).map((at) => ({
    name: `r${String(at)}`,
    labels: [...new Set([label(), label()])],
    taken: random(10) < 4 ? [] : [...new Set([label(), label()].slice(0, 1 + random(2)))],
  }));
}

/** The names of the roles without others behind one, by rounds over all until nothing is new. */
function slowlyBehind(roles: readonly RandomRole[], start: string): readonly string[] {
  const reached = new Set([start]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const { name, taken } of roles) {
      if (!reached.has(name)) continue;
      for (const other of roles) {
        if (other.labels.some((each) => taken.includes(each))) reached.add(other.name);
      }
    }
  }
  return roles
    .filter(({ name, taken }) => reached.has(name) && taken.length === 0)
    .map(({ name }) => name)
    .sort();
}

describe('roles that take in each other', () => {
  it.each(numbers(12))('come to what a slow search finds (%i)', (seed) => {
    const roles = randomRoles(seed + 1, 15 + seed * 16);
    const facts = assembledFacts(
      new Map([
        [
          'cluster.yaml',
          manifest(
            ...roles.map(({ name, labels, taken }) => roleText(name, labels, taken)),
            ...roles.slice(0, 8).map(({ name }) => bindAll(`ClusterRole ${name}`, `shop/${name}`)),
          ),
        ],
      ]),
    );
    for (const { name } of roles.slice(0, 8)) {
      expect(resourcesOf(sessionOf(facts, `shop/${name}`))).toEqual(slowlyBehind(roles, name));
    }
  });

  it('are met once each, however many ways lead there', () => {
    for (const count of [12, 120, 600]) {
      const { roles, reads } = counted(count);
      const sources = new RuleSources({ clusterRoles: roles, rolesNamed: () => [], setsBeside: () => [] });
      const [first] = roles;
      if (first === undefined) throw new Error('no role');
      expect(sources.ofSet(first).through).toHaveLength(count);
      expect(reads() / count).toBeLessThan(20);
    }
  });

  it('say so where there are too many', () => {
    const { roles } = counted(MOST_TAKEN_IN + 5);
    const sources = new RuleSources({ clusterRoles: roles, rolesNamed: () => [], setsBeside: () => [] });
    const [first] = roles;
    if (first === undefined) throw new Error('no role');
    expect(sources.ofSet(first).unknowns).toEqual([
      expect.objectContaining({
        what: 'what else ClusterRole r0 takes in',
        why: 'it takes in more than 1,000 roles',
      }),
    ]);
  });
});

/** Roles of one label that each take in all with it, and how often their facts were read. */
function counted(count: number): {
  readonly roles: readonly Placed<PermissionSet>[];
  readonly reads: () => number;
} {
  let reads = 0;
  const shape = KUBERNETES['roles that each take in all'];
  const sets = assembledFacts(shape?.(count) ?? new Map()).flatMap((file) => file.sets ?? []);
  const roles = sets.map((fact): Placed<PermissionSet> => ({
    get fact() {
      reads += 1;
      return fact;
    },
    placement: { builds: [], prefix: '', suffix: '', patches: [], unresolved: [] },
    uri: fact.origin.uri,
    builds: [],
    namespace: '',
    name: fact.name,
  }));
  return { roles, reads: () => reads };
}

describe('kustomizations that take in each other', () => {
  it('are followed by all ways as far as these differ', () => {
    const shape = KUBERNETES['kustomizations that each take in the next by two ways'];
    const labels = assembledFacts(shape?.(3) ?? new Map())
      .flatMap(({ sessions }) => sessions)
      .map(({ label }) => label);
    expect(labels).toEqual(['default/a', 'default/m-a', 'default/m-m-a', 'default/m-m-m-a']);
  });

  it('are told of where they are too many or too deep', () => {
    const shape = KUBERNETES['kustomizations that each take in the next'];
    const sessions = assembledFacts(shape?.(400) ?? new Map()).flatMap((file) => file.sessions);
    expect(sessions.map(({ label }) => label)).toEqual(['default/a']);
    expect(sessions[0]?.unknowns.map(({ what }) => what)).toEqual(['what kustomizations make of it']);
  });

  it('in a circle are told of no more than once each', () => {
    const facts = assembledFacts(
      new Map([
        ['top/kustomization.yaml', 'resources: [../a, ../b]\n'],
        ['a/kustomization.yaml', 'resources: [../b, own.yaml]\n'],
        ['b/kustomization.yaml', 'resources: [../a, own.yaml]\n'],
        ['a/own.yaml', account('', 'a')],
        ['b/own.yaml', account('', 'b')],
      ]),
    );
    expect(facts.flatMap(({ sessions }) => sessions.map(({ label }) => label))).toEqual([
      'default/a',
      'default/b',
    ]);
  });
});
