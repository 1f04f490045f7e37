import { grouped } from '../collections/grouping.js';
import type { Starter } from '../model/escalation.js';
import type { Reference, SessionFacts, Unknown } from '../model/facts.js';
import { samePlace } from '../model/origin.js';
import type { IdentityKind, SystemKind } from '../model/vocabulary.js';
import { listWords } from '../model/words.js';
import { quoted } from '../text/quoted.js';
import type { Candidate, Supposition } from './candidates.js';
import type { Assumed } from './edges.js';
import { identityOf } from './edges.js';
import type { LinkedSession, Workspace } from './workspace.js';

/** What a session names that is not in the workspace. */
export function linkUnknowns(
  workspace: Workspace,
  session: LinkedSession,
  own: { readonly callerUnknown: boolean; readonly grants: readonly unknown[] },
  meant: (reference: Reference) => Supposition,
): readonly Unknown[] {
  const { facts } = session;
  const unknowns: Unknown[] = [];
  if (own.callerUnknown) {
    unknowns.push({
      what: 'what the token may do',
      why: 'it has what its caller has, and no caller is in this workspace',
      origin: facts.origin,
    });
  }
  for (const reference of facts.references) {
    const { kind, name, target, origin } = reference;
    if (kind !== 'calls' && kind !== 'assumes' && kind !== 'follows') continue;
    if (workspace.definitions(target).length > 0) continue;
    if (kind === 'calls') {
      unknowns.push({ what: `what ${name} does`, why: 'its file is not in this workspace', origin });
    } else if (kind === 'assumes') {
      const identity = identityOf(session, reference);
      const supposed = supposition(workspace, reference, meant(reference));
      if (supposed !== undefined) {
        unknowns.push(...supposed.map((each) => ({ ...each, gates: identity?.gates ?? [], origin })));
        continue;
      }
      const why = `its policy in ${identity?.system?.name ?? 'the cloud'} is not in this workspace`;
      unknowns.push({ what: `what ${name} may do`, why, gates: identity?.gates ?? [], origin });
    } else {
      const why = 'no workflow of that name is in this workspace';
      unknowns.push({ what: `who can start "${name}"`, why, about: 'start', origin });
    }
  }
  unknowns.push(...keysFromElsewhere(facts));
  const given = own.grants.length > 0 || unknowns.length > 0 || facts.unknowns.length > 0;
  return given ? unknowns : grantedElsewhere(session);
}

/** Systems in which a key may stand for anything from one object to all there is: who made it decided, elsewhere. */
const OPEN_ENDED: ReadonlySet<SystemKind> = new Set(['control-plane', 'repository', 'secrets']);

/** What the keys may do that the session holds for a cloud, a code host or a secret store: no file tells, as of a role. */
function keysFromElsewhere({ carried, references, unknowns }: SessionFacts): readonly Unknown[] {
  const asked = new Set(references.map(({ identity }) => identity));
  const keys = carried.filter(
    ({ key, kind, system, minted, origin }) =>
      (kind === 'static-credential' || kind === 'cloud-role') &&
      system !== undefined &&
      OPEN_ENDED.has(system.kind) &&
      minted === undefined &&
      !asked.has(key) &&
      !unknowns.some((unknown) => samePlace(unknown.origin, origin)),
  );
  // The parts of one key, such as its id and its secret, are one question.
  const byUse = grouped(keys, ({ system, gates }) => [system?.name, ...gates].join('\0'));
  return [...byUse.values()].flatMap((parts) => {
    const [first] = parts;
    if (first?.system === undefined) return [];
    // In whichever order they are written.
    const names = parts.map(({ name }) => name).sort();
    const what = `what ${listWords(names, 3)} may do`;
    const why = `set in ${first.system.name}, not here`;
    return [{ what, why, gates: first.gates, origin: first.origin }];
  });
}

/** Which role is meant where none is named, as far as that is not known; undefined where none here comes into question. */
function supposition(
  workspace: Workspace,
  { name }: Reference,
  { chosen, candidates }: Supposition,
): readonly Pick<Unknown, 'what' | 'why'>[] | undefined {
  const label = ({ role }: Candidate): string => {
    const facts = workspace.session(role)?.facts;
    return facts === undefined ? 'a role' : `${facts.noun} ${quoted(facts.label)}`;
  };
  if (chosen !== undefined) {
    if (chosen.strength === 'written') return [];
    return [{ what: `whether ${name} is ${label(chosen)}`, why: `${chosen.why}, which makes it likely` }];
  }
  if (candidates.length === 0) return undefined;
  const named = listWords(candidates.map(label));
  return [
    {
      what: `what ${name} may do`,
      why: `it may be ${candidates.length > 1 ? 'any of ' : ''}${named}: ${candidates[0]?.why ?? ''}`,
    },
  ];
}

/** What gives each kind of identity its rights, where that may stand in any file. */
const GIVEN_BY: Readonly<Partial<Record<IdentityKind, string>>> = {
  'service-account': 'no binding in these files names it',
  'cloud-role': 'no policy in these files grants it anything',
};

/** An identity to which nothing here gives anything: what gives it something may lie elsewhere. */
function grantedElsewhere({ facts }: LinkedSession): readonly Unknown[] {
  const why = GIVEN_BY[facts.kind];
  if (why === undefined || facts.role !== 'acted-as') return [];
  return [{ what: `what ${facts.noun} ${facts.label} may do`, why, about: 'settings', origin: facts.origin }];
}

/** A policy that trusts an issuer's workloads, none of which is here: who starts those, starts this one. */
export function startedElsewhere(
  { noun, label, trust, origin }: SessionFacts,
  starters: readonly Starter[],
): readonly Unknown[] {
  const isFederated = (trust?.admissions ?? []).some(({ kind }) => kind === 'federated');
  if (!isFederated || starters.some(({ asks, supposed }) => asks && supposed !== true)) return [];
  return [
    {
      what: `who starts what ${noun} ${label} trusts`,
      why: 'nothing in these files assumes it',
      about: 'start',
      origin,
    },
  ];
}

/** Ways of starting the session of which it is not known whether they lead to an identity that others do lead to. */
export function doubts({ doubtful }: Assumed): readonly Unknown[] {
  return doubtful.map(({ reference, by, initiators }) => ({
    what: `whether ${by.facts.noun} ${by.facts.label} trusts what ${initiators.map(({ event }) => event).join(' or ')} starts`,
    why: 'what such a run presents is not known from the file',
    origin: reference.origin,
  }));
}
