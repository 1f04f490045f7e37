import type { DefinitionKey, FileFacts } from '../model/facts.js';
import { relativePath } from '../text/uri.js';
import type { Edge } from './edges.js';
import { accessId, entriesOf } from './kubernetes/clusterAccess.js';
import { mayBeRole } from './roleNames.js';
import type { LinkInput, WorkspaceIndex } from './workspaceIndex.js';

/** Steps from the roles and users of a cloud that a cluster lets in to the sessions that they have there. */
export function withAccessSteps<
  T extends { readonly session: { readonly id: string }; readonly edges: readonly Edge[] },
>(index: WorkspaceIndex, steps: readonly T[]): readonly T[] {
  const added = new Map<string, Edge[]>();
  for (const { facts } of index.inputs) {
    const sessions = index.sessionsOf(facts.uri);
    for (const link of entriesOf(facts)) {
      const target = sessions.find((session) => session.facts.localId === accessId(link));
      const principals = target === undefined ? [] : index.defined(link.from);
      for (const from of principals) {
        const edge: Edge = {
          from: from.id,
          to: target?.id ?? '',
          by: 'assuming',
          how: `enter the cluster by ${link.noun} \`${link.fromName}\``,
          gates: [],
          certain: principals.length === 1,
          certainty: 'declared',
          origin: link.origin,
        };
        added.set(from.id, [...(added.get(from.id) ?? []), edge]);
      }
    }
  }
  if (added.size === 0) return steps;
  return steps.map((step) => {
    const more = (added.get(step.session.id) ?? []).filter(
      ({ to }, at, all) => all.findIndex((edge) => edge.to === to) === at,
    );
    return more.length === 0 ? step : { ...step, edges: [...step.edges, ...more] };
  });
}

/** Pairs of inputs, by index, of which the first lets a principal into a cluster that the second defines. */
export function* lettingIn(
  inputs: readonly LinkInput[],
  definedIn: ReadonlyMap<string, readonly number[]>,
  openRoles: readonly { readonly at: number; readonly key: DefinitionKey }[],
): Generator<readonly [number, number]> {
  for (const [index, { facts }] of inputs.entries()) {
    for (const { from } of entriesOf(facts)) {
      const exact = definedIn.get(`${from.space} ${from.key}`);
      const others = exact ?? openRoles.flatMap(({ at, key }) => (mayBeRole(key, from) ? [at] : []));
      for (const other of others) yield [index, other];
    }
    if (facts.platform !== 'kubernetes' && entriesOf(facts).length > 0) {
      for (const other of accountFilesOf(facts, inputs)) yield [index, other];
    }
  }
}

/** The files of the accounts that those whom a template lets in can become. */
function accountFilesOf({ sessions }: FileFacts, inputs: readonly LinkInput[]): readonly number[] {
  const targets = sessions.flatMap(({ escalations }) => (escalations ?? []).flatMap((one) => one.targets));
  const paths = new Set(
    targets.flatMap((id) => (id.includes('#account:') ? [id.slice(0, id.lastIndexOf('#account:'))] : [])),
  );
  if (paths.size === 0) return [];
  return inputs.flatMap(({ facts, root }, at) =>
    facts.platform === 'kubernetes' && paths.has(relativePath(root, facts.uri)) ? [at] : [],
  );
}
