import type { CarriedIdentity } from '../model/facts.js';
import type { SessionLogin } from '../model/login.js';
import { audiencesOf } from './admitted.js';
import type { EdgeContext } from './edges.js';
import { identityOf, loginOf } from './edges.js';
import { sessionLogin } from './login.js';
import type { LinkedSession } from './workspace.js';

/** The verdict of a role's trust policy on a session: as it asks for the role, or as it could. */
export function loginBetween(context: EdgeContext, id: string, role: string): SessionLogin | undefined {
  const session = context.workspace.session(id);
  const target = context.workspace.session(role);
  if (session === undefined || target === undefined) return undefined;
  const asked = askedBy(context, session, target);
  if (asked !== undefined) return loginOf(context, session, { identity: asked, target });
  return couldAsk(context, session, target);
}

/** The identity by which a session asks for the role; where none names it, one whose name is not written. */
function askedBy(
  { workspace }: EdgeContext,
  session: LinkedSession,
  target: LinkedSession,
): CarriedIdentity | undefined {
  const taking = session.facts.references.filter(({ kind }) => kind === 'assumes');
  const naming = taking.find((reference) =>
    workspace.defined(reference.target).some(({ id }) => id === target.id),
  );
  const open = naming ?? taking.find((reference) => workspace.defined(reference.target).length === 0);
  const identity = open && identityOf(session, open);
  return identity?.claimSets === undefined ? undefined : identity;
}

/** What it shows where nothing of it asks for a role: whoever asks chooses the audience. */
function couldAsk(
  { presented, initiation }: EdgeContext,
  session: LinkedSession,
  target: LinkedSession,
): SessionLogin | undefined {
  const initiators = initiation.initiatorsOf(session);
  const withheld = new Set(
    initiators.filter(({ withholds }) => withholds.includes('writes')).map(({ id }) => id),
  );
  const sets = presented
    .presentable(session)
    .filter(({ initiator }) => !withheld.has(initiator))
    .map((set) => {
      const [aud = ''] = audiencesOf(target.facts, set.issuer).slice(-1);
      return set.values['aud'] === undefined ? { ...set, values: { ...set.values, aud } } : set;
    });
  return sessionLogin(target.facts, sets, initiators);
}
