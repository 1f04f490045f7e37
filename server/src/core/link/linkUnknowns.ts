import type { Unknown } from '../model/facts.js';
import type { Assumed } from './edges.js';
import { identityOf } from './edges.js';
import type { LinkedSession, Workspace } from './workspace.js';

/** What a session names that is not in the workspace. */
export function linkUnknowns(
  workspace: Workspace,
  session: LinkedSession,
  callerUnknown: boolean,
): readonly Unknown[] {
  const { facts } = session;
  const unknowns: Unknown[] = [];
  if (callerUnknown) {
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
      const why = `its policy in ${identity?.system?.name ?? 'the cloud'} is not in this workspace`;
      unknowns.push({ what: `what ${name} may do`, why, origin });
    } else {
      const why = 'no workflow of that name is in this workspace';
      unknowns.push({ what: `who can start "${name}"`, why, origin });
    }
  }
  return unknowns;
}

/** Ways of starting the session of which it is not known whether they lead to an identity that others do lead to. */
export function doubts({ doubtful }: Assumed): readonly Unknown[] {
  return doubtful.map(({ reference, by, initiators }) => ({
    what: `whether ${by.facts.noun} ${by.facts.label} lets in what ${initiators.map(({ event }) => event).join(' or ')} starts`,
    why: 'what such a run presents is not known from the file',
    origin: reference.origin,
  }));
}
