import { isOpen, ownGrants, ownWrites } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { isUnneededByDefault } from './sessions.js';

const meta: RuleMeta = {
  id: 'broad-token-permissions',
  title: 'The job token may do everything',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

/** Write rights from which on a list is no choice any more. */
const EVERYTHING = 8;

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  const writes = ownWrites(scope);
  if (block === undefined || (block.form === 'list' && writes.length < EVERYTHING)) return [];
  const sharing = model
    .scopesOf(scope.file.uri)
    .filter((other) => other.facts.grantBlock?.value.range.start === block.value.range.start);
  const stranger = untrustedInitiators(scope).find((initiator) =>
    writes.some((grant) => isOpen(scope, grant) && heldBy(initiator, grant)),
  );
  const readsOnly = writes.length === 0;
  return [
    {
      origin: block.value,
      message: readsOnly ? readMessage(scope, sharing) : writeMessage(scope, sharing, stranger?.who),
      severity: readsOnly ? 'hint' : stranger === undefined ? 'warning' : 'error',
      confidence: 'high',
      offers: [
        {
          title: 'Grant only `contents: read`',
          ...(sharing.every(isUnneededByDefault)
            ? { applicability: 'safe' as const }
            : {
                applicability: 'unsafe' as const,
                caution: 'steps that need more of the token stop working until their scopes are added',
              }),
          preferred: true,
          intents: [
            { kind: 'replace-grants', uri: scope.file.uri, block: block.value, grants: { contents: 'read' } },
          ],
        },
      ],
    },
  ];
}

export const broadTokenPermissions: Rule = { meta, check };

function writeMessage(scope: TrustScope, sharing: readonly TrustScope[], who: string | undefined): string {
  const block = scope.facts.grantBlock;
  const value =
    block?.text === undefined ? `${String(ownWrites(scope).length)} write scopes` : `\`${block.text}\``;
  const start = who === undefined ? '' : `, and ${who} starts it`;
  return `${value} lets GITHUB_TOKEN of ${jobsOf(sharing)} write everything in the repository${start}; a stolen token could change code, releases and deployments. Name the scopes that the steps need.`;
}

function readMessage(scope: TrustScope, sharing: readonly TrustScope[]): string {
  const count = ownGrants(scope).length;
  return `\`read-all\` lets GITHUB_TOKEN of ${jobsOf(sharing)} read all ${String(count)} scopes, security alerts and artifacts among them. Name those that the steps need.`;
}

function jobsOf(sharing: readonly TrustScope[]): string {
  const names = sharing.map((other) => `\`${other.facts.subject['job'] ?? other.facts.name}\``);
  return `${names.length > 1 ? 'jobs' : 'job'} ${listWords(names)}`;
}
