import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { awsCatalogue } from '../../support/aws/catalogue.js';
import { linked } from '../../support/aws/linking.js';
import type { Linked } from '../../support/linking.js';
import { openRepository, uriOf } from '../../support/repository.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/linking');

/** What a case says of some sessions; what it does not mention is not looked at. */
interface Expected {
  readonly repository?: string;
  readonly sessions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly absent?: readonly string[];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

async function readCase(name: string): Promise<{ readonly expected: Expected; readonly result: Linked }> {
  const folder = join(FOLDER, name);
  const tools = { aws: await awsCatalogue() };
  const texts = new Map(
    filesIn(folder).map((path) => [relative(folder, path), readFileSync(path, 'utf8')] as const),
  );
  // What a file says, with the units that it takes part in.
  const snapshot = openRepository(texts, []);
  const files = [...texts.keys()].flatMap((path) => snapshot.file(uriOf(path))?.facts ?? []);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  const { repository } = expected;
  return { expected, result: linked(files, { tools, ...(repository === undefined ? {} : { repository }) }) };
}

const ASPECTS: Readonly<Record<string, (scope: TrustScope, result: Linked) => readonly string[]>> = {
  becomes: ({ becomes }) =>
    becomes.map(
      ({ session, how, certain, initiators }) =>
        `${session}: ${how}${certain ? ', certain' : ''}${initiators === undefined ? '' : `, for ${initiators.join(', ')}`}`,
    ),
  reached: ({ grants }) =>
    grants
      .filter(({ via }) => via.length > 0)
      .map(({ action, resource }) => `${action} ${resource}`)
      .sort(),
  own: ({ grants }) =>
    grants.filter(({ via }) => via.length === 0).map(({ action, resource }) => `${action} ${resource}`),
  gated: ({ grants }) => [
    ...new Set(grants.filter(({ via }) => via.length > 0).flatMap(({ gates }) => gates)),
  ],
  gates: ({ gates }) => gates.map(({ state, name }) => `${state} ${name}`),
  refusals: ({ refusals }) => refusals.map(({ why }) => why),
  unknowns: ({ unknowns }) => unknowns.map(({ what }) => what),
  initiators: ({ initiators }) => initiators.map(({ event, actor }) => `${event} by ${actor}`),
  starters: ({ id }, { model }) =>
    model.startersOf(id).map(({ session, asks }) => `${session} ${asks ? 'asks' : 'is let in'}`),
  admits: ({ facts }) => (facts.trust?.admissions ?? []).map(({ admits }) => admits),
  flaws: ({ facts }) =>
    (facts.trust?.admissions ?? []).flatMap(({ flaws }) =>
      flaws.map(({ kind, severity }) => `${kind} ${severity}`),
    ),
};

describe('files that refer to each other', () => {
  // Those of Kubernetes have tests of their own, which look at more.
  const cases = readdirSync(FOLDER).filter((name) => !name.startsWith('kubernetes-'));

  it.each(cases)('%s', async (name) => {
    const { expected, result } = await readCase(name);
    const ids = result.model.scopes.map(({ id }) => id);
    for (const [id, aspects] of Object.entries(expected.sessions)) {
      const scope = result.model.scope(id);
      if (scope === undefined) throw new Error(`no session ${id}; there are ${ids.join(', ')}`);
      const found = Object.fromEntries(
        Object.keys(aspects).map((aspect) => [aspect, ASPECTS[aspect]?.(scope, result) ?? 'no such aspect']),
      );
      expect({ [id]: found }).toEqual({ [id]: aspects });
    }
    for (const id of expected.absent ?? []) expect(ids).not.toContain(id);
  });
});
