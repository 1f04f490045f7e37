import type { Grant } from '../model/facts.js';
import { knownMinimum } from '../model/needs.js';
import { isStrong } from '../model/reach.js';
import type { GrantSet } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantSetWords, grantWords } from '../model/words.js';
import { enoughForAll } from './questions/enough.js';
import { EVERYTHING } from './questions/narrowing.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionsWords, sharingBlock, writtenGrants } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'unneeded-permission',
  title: 'A permission that no step needs',
  severity: 'information',
  findingClass: 'unused-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  const written = writtenGrants(scope);
  // What grants everything is another rule's, whether it is spelled out or not.
  if (block?.form !== 'list' || written.filter(isWrite).length >= EVERYTHING) return [];
  const sharing = sharingBlock(scope, block, model);
  const enough = sharing.length === 0 ? undefined : enoughForAll(sharing, model);
  if (enough === undefined) return [];
  const unneeded = written.filter(({ right, access }) => accessRank(enough[right]) < accessRank(access));
  const [first, ...others] = [...unneeded].sort((a, b) => weightOf(b) - weightOf(a));
  // Reading the code is what a job may do at the least; to ask for less than that would be pedantry.
  if (first === undefined || unneeded.every(({ action }) => action === 'contents:read')) return [];
  return [
    {
      origin: first.origin,
      message: messageFor(sharing, first, unneeded, enough),
      severity: severityOf(unneeded),
      confidence: sharing.every((other) => knownMinimum(other) !== null) ? 'high' : 'medium',
      related: others.map((grant) => ({
        origin: grant.origin,
        message: `${grantWords([grant])} is not needed either`,
      })),
      offers: [
        {
          title: titleFor(sharing, enough),
          applicability: 'safe',
          preferred: true,
          intents: [{ kind: 'replace-grants', uri: scope.file.uri, block: block.value, grants: enough }],
        },
      ],
    },
  ];
}

export const unneededPermission: Rule = { meta, check };

function isWrite(grant: Grant): boolean {
  return grant.access !== 'read';
}

/** The grant that could do most harm is the one to point at. */
function weightOf(grant: Grant): number {
  return accessRank(grant.access) * 2 + (isStrong(grant) ? 1 : 0);
}

function severityOf(unneeded: readonly Grant[]): Severity {
  if (unneeded.some((grant) => isWrite(grant) && isStrong(grant))) return 'warning';
  return unneeded.some(isWrite) ? 'information' : 'hint';
}

function titleFor(sharing: readonly TrustScope[], enough: GrantSet): string {
  const who = sharing.every(runsCode)
    ? sharing.length > 1
      ? 'these jobs need'
      : 'these steps need'
    : 'the called workflow asks for';
  return Object.keys(enough).length === 0
    ? 'Grant nothing: no step needs the token'
    : `Grant only ${quoted(grantSetWords(enough))}, all that ${who}`;
}

function messageFor(
  sharing: readonly TrustScope[],
  first: Grant,
  unneeded: readonly Grant[],
  enough: GrantSet,
): string {
  const verb = unneeded.length > 1 ? 'are' : 'is';
  const what = sharing.every(runsCode)
    ? `any step of ${sessionsWords(sharing)} needs`
    : `${sessionsWords(sharing)} and what ${sharing.length > 1 ? 'they call' : 'it calls'} ask for`;
  const danger = isWrite(first) ? `; whoever steals the token could ${first.opens}` : '';
  const rest = Object.keys(enough).length === 0 ? 'Grant nothing' : `Grant ${quoted(grantSetWords(enough))}`;
  return `${grantWords(unneeded)} ${verb} more than ${what}${danger}. ${rest}.`;
}
