import type { Participant } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { grantWords, listWords } from '../model/words.js';
import type { Severity } from '../model/vocabulary.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import type { Holding } from './questions/foreignCode.js';
import { gravestHolding, isGrave } from './questions/foreignCode.js';
import { versionedName } from './questions/participantNames.js';
import { sessionWords, speaksFor } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'third-party-code-in-session',
  title: 'Code that is not pinned runs beside a strong credential',
  severity: 'information',
  findingClass: 'secret-exposure-to-third-party-action',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const holding = gravestHolding(scope);
  if (holding === undefined) return [];
  // An action that many jobs of a file use is one cause, told at the first.
  const { name } = holding.participant;
  const alike = speaksFor(
    scope,
    model,
    model.idsOf(scope.file.uri),
    (other) => gravestHolding(other)?.participant.name === name,
  );
  return alike.length > 0 ? [hit(scope, holding, alike.slice(1))] : [];
}

export const thirdPartyCodeInSession: Rule = { meta, check };

function hit(scope: TrustScope, holding: Holding, alike: readonly TrustScope[]): RuleHit {
  const { participant, given, ambient, writes } = holding;
  const names = [...given, ...ambient].map((identity) => quoted(identity.name));
  const powers = listWords([...names, ...(writes.length > 0 ? [grantWords(writes, 2)] : [])], 2);
  const apart = ambient.length > 0 || (given.length === 0 && participant.holdsToken !== 'given');
  const { how, remedy } = wordsFor(participant);
  return {
    origin: participant.origin,
    message: `${how}, and then holds ${powers} in ${sessionWords(scope)}. ${remedy}${apart ? ', or move the credential to another job' : ''}.`,
    severity: severityOf(holding),
    confidence: 'high',
    related: alike.flatMap((other) => {
      const origin = gravestHolding(other)?.participant.origin;
      return origin === undefined ? [] : [{ origin, message: `so does it in ${sessionWords(other)}` }];
    }),
  };
}

/** How it can be changed, and how it is fixed. */
function wordsFor({ name, form, fixedBy }: Participant): { readonly how: string; readonly remedy: string } {
  const { code, version } = versionedName(name);
  const change = version === undefined ? 'change it' : `move ${quoted(version)}`;
  if (form === 'script') {
    const how = `A script of ${code} is run as it is served`;
    return code.includes('/')
      ? { how: `${how}: the owner can ${change}`, remedy: 'Fetch it at a commit' }
      : {
          how: `${how}: whoever controls that address can change it`,
          remedy: 'Compare its checksum before it runs',
        };
  }
  const fixed = fixedBy ?? (form === 'image' ? 'a digest' : 'a commit SHA');
  return { how: `${code} is not pinned: the owner can ${change}`, remedy: `Pin it to ${fixed}` };
}

/**
 * Code of the same owner is changed by people who could change this repository too. A tag of somebody else's matters as
 * much as a branch where what it could take publishes.
 */
function severityOf(holding: Holding): Severity {
  if (holding.participant.party === 'same-owner') return 'hint';
  return isGrave(holding) ? 'warning' : 'information';
}
