import type { Grant } from '../model/facts.js';
import { isStrong, ownGrants, ownWrites } from '../model/reach.js';
import type { GrantSet } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { grantSet, grantWords, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { isUnneededByDefault } from './sessions.js';

const meta: RuleMeta = {
  id: 'shared-write-permissions',
  title: 'Write permissions of the whole workflow reach jobs that did not ask for them',
  severity: 'information',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  // `write-all` is another rule's; a workflow with one job shares nothing.
  if (block?.level !== 'file' || block.form !== 'list') return [];
  const sharing = model.scopesOf(scope.file.uri).filter((other) => other.facts.grantBlock?.level === 'file');
  const writes = ownWrites(scope);
  const [first, ...others] = writes;
  if (sharing.length < 2 || first === undefined) return [];
  // A callee may see less than the file says; the text is judged once, by a session that sees all of it.
  const at = first.origin;
  return [
    {
      origin: at,
      message: `${grantWords(writes)} ${writes.length > 1 ? 'reach' : 'reaches'} ${String(sharing.length)} jobs (${namesOf(sharing)}), since it is written for the whole workflow; each of them could be used to write. Move it to the jobs that need it.`,
      severity: sharing.length > 1 && writes.some(isStrong) ? 'warning' : 'information',
      confidence: 'high',
      related: others.map((grant) => ({
        origin: grant.origin,
        message: `${grantWords([grant])} is shared too`,
      })),
      offers: [
        {
          title: 'Move the permissions to the jobs',
          applicability: 'safe',
          preferred: true,
          intents: [
            {
              kind: 'move-grants-to-sessions',
              uri: scope.file.uri,
              block: block.value,
              shared: {},
              sessions: sharing.map((other) => ({ session: other.facts.localId, grants: keptBy(other) })),
            },
          ],
        },
      ],
    },
  ];
}

export const sharedWritePermissions: Rule = { meta, check };

/** What a job keeps: all that it has, or reading alone where nothing in it writes. */
function keptBy(scope: TrustScope): GrantSet {
  const own: readonly Grant[] = ownGrants(scope);
  return grantSet(isUnneededByDefault(scope) ? own.filter((grant) => grant.access === 'read') : own);
}

function namesOf(scopes: readonly TrustScope[]): string {
  return listWords(scopes.map((other) => `\`${other.facts.subject['job'] ?? other.facts.name}\``));
}
