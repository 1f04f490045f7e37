import type { NeedFacts, NeedItem, Reference } from '../model/facts.js';
import { minimumOf } from '../model/needs.js';
import { accessRank } from '../model/vocabulary.js';
import type { LinkedSession, WorkspaceIndex } from './workspaceIndex.js';

const MAX_DEPTH = 10;
const NONE: NeedFacts = { items: [], gaps: [] };

/**
 * What a session needs with the parts of the repository that it includes, and for one that only hands its identity on
 * what the called sessions need of it.
 */
export function linkedNeeds(index: WorkspaceIndex, session: LinkedSession, depth = 0): NeedFacts | null {
  const { needs, references } = session.facts;
  if (needs === null) return null;
  if (depth >= MAX_DEPTH) {
    return { ...needs, gaps: [...needs.gaps, gapAt(session, 'calls are nested too deep')] };
  }
  const parts = references
    .filter(({ kind }) => kind === 'includes' || kind === 'calls')
    .map((reference) => partNeeds(index, session, reference, depth));
  return {
    items: [...needs.items, ...parts.flatMap(({ items }) => items)],
    gaps: [...needs.gaps, ...parts.flatMap(({ gaps }) => gaps)],
  };
}

function partNeeds(
  index: WorkspaceIndex,
  session: LinkedSession,
  reference: Reference,
  depth: number,
): NeedFacts {
  const targets = index
    .definitions(reference.target)
    .flatMap((definition) => index.sessionsOf(definition.origin.uri))
    .filter((target) => target.id !== session.id);
  if (targets.length === 0) {
    // A local action that is no composite one runs its own code with the token at hand.
    return {
      items: [],
      gaps: [
        { why: `what ${reference.name} does is not read here`, rights: 'all', origin: reference.origin },
      ],
    };
  }
  return targets
    .map((target) => {
      const needs = linkedNeeds(index, target, depth + 1) ?? NONE;
      return reference.kind === 'calls'
        ? { ...needs, items: [...needs.items, ...askedBy(target, needs)] }
        : needs;
    })
    .reduce((a, b) => ({ items: [...a.items, ...b.items], gaps: [...a.gaps, ...b.gaps] }));
}

/** What the text of a called session asks for beyond what its parts cannot do without: with less the call is refused. */
function askedBy({ facts, input }: LinkedSession, needs: NeedFacts): readonly NeedItem[] {
  const least = minimumOf({ ...needs, items: needs.items.filter(({ optional }) => !optional) });
  const name = `the called ${facts.noun} \`${facts.label}\``;
  const own = facts.grantBlock === undefined ? [] : facts.grants;
  const whole = input.facts.callContract?.asks?.grants ?? [];
  return [
    ...own.map((grant) => ({ grant, why: `${name} asks for it` })),
    ...whole.map((grant) => ({ grant, why: `the file of ${name} asks for it` })),
  ].flatMap(({ grant: { right, access, identity, origin }, why }) =>
    identity === undefined && accessRank(access) > accessRank(least[right])
      ? [{ right, access, why, optional: false, origin }]
      : [],
  );
}

function gapAt(session: LinkedSession, why: string): NeedFacts['gaps'][number] {
  return { why, rights: 'all', origin: session.facts.origin };
}
