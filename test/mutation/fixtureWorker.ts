/** Runs the fixtures of rules with one mutant at a time. Bundled by `fixtures.ts`, with all mutants in the code. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Rule } from '../../server/src/core/rules/rule.js';
import type { FixtureCase } from '../support/fixtures/fixtureCase.js';
import type { Answer, Task } from './fixtures.js';

/** Which mutant counts, and which were asked for. */
const state = { active: (workerData as { active: number }).active, asked: new Set<number>() };

Object.assign(globalThis, {
  __mutant: (id: number): boolean => {
    state.asked.add(id);
    return id === state.active;
  },
});

// Only now: what is asked for while modules load must be seen.
const { RULES } = await import('../../server/src/core/rules/index.js');
const { readCases } = await import('../support/fixtures/fixtureCase.js');
const { compare } = await import('../support/fixtures/compare.js');
const { fixAll } = await import('../support/fixes/fixAll.js');
const { AS_WRITTEN } = await import('../support/fixtures/variant.js');
const { openRepository } = await import('../support/repository.js');

const loading = [...state.asked];
const cases = RULES.flatMap((rule) =>
  readCases(`rules/${rule.meta.id}`).map((fixture) => ({ rule, fixture })),
);

/** Whether a case holds, as `test/unit/rules.test.ts` asks. */
function holds(rule: Rule, fixture: FixtureCase): boolean {
  try {
    const snapshot = openRepository(fixture.repository, [rule]);
    const { difference, matches } = compare(fixture.markers, fixture.repository, AS_WRITTEN, snapshot);
    if (difference !== '') return false;
    if (fixture.goldens.size === 0) return true;
    const fixed = fixAll(fixture.repository, rule, matches);
    return [...fixture.goldens].every(([path, text]) => fixed.get(path) === text);
  } catch {
    return false;
  }
}

function answer(value: Answer): void {
  parentPort?.postMessage(value);
}

parentPort?.on('message', (task: Task) => {
  if (task.kind === 'reach') {
    const reached = cases.map(({ rule, fixture }) => {
      state.asked = new Set();
      const held = holds(rule, fixture);
      return held ? [...state.asked] : [];
    });
    answer({ kind: 'reached', loading, reached });
    return;
  }
  state.active = task.mutant;
  const failing = (task.cases ?? [...cases.keys()]).find((index) => {
    const one = cases[index];
    return one !== undefined && !holds(one.rule, one.fixture);
  });
  const { rule, fixture } = cases[failing ?? -1] ?? {};
  answer({
    kind: 'tried',
    killer: rule === undefined || fixture === undefined ? undefined : `${rule.meta.id}/${fixture.name}`,
  });
});

answer({ kind: 'ready' });
