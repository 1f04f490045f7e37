import { ownGrants } from '../model/reach.js';
import type { Delegation, TrustModel, TrustScope } from '../model/trustScope.js';
import { grantSet, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'callee-exceeds-caller',
  title: 'A called workflow asks for more than its caller has',
  severity: 'error',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  return [
    ...scope.delegations.filter(exceeds).map((delegation) => atCaller(scope, delegation, model)),
    ...scope.calledBy.filter(exceeds).flatMap((delegation) => atCallee(scope, delegation, model)),
  ];
}

export const calleeExceedsCaller: Rule = { meta, check };

function exceeds(delegation: Delegation): boolean {
  return delegation.excess.length > 0;
}

function atCaller(scope: TrustScope, delegation: Delegation, model: TrustModel): RuleHit {
  const callee = model.scope(delegation.callee);
  const missing = delegation.excess.map(({ right, asked }) => `\`${right}: ${asked}\``);
  return {
    origin: delegation.reference.origin,
    message: `The called ${callee === undefined ? 'job' : sessionWords(callee)} asks for ${listWords(missing)}, and ${sessionWords(scope)} has ${givenWords(delegation)}; GitHub refuses the run before it starts. Grant it here, or ask for less there.`,
    confidence: 'high',
    related: delegation.excess.map(({ right, asked, askedAt }) => ({
      origin: askedAt,
      message: `\`${right}: ${asked}\` is asked for here`,
    })),
    offers: [
      {
        title: `Let ${sessionWords(scope)} pass on ${listWords(missing)}`,
        applicability: 'unsafe',
        caution: 'it widens what this job may do',
        intents: delegation.excess.slice(0, 1).map(({ right, asked }) => ({
          kind: 'set-right',
          uri: scope.file.uri,
          session: scope.facts.localId,
          right,
          level: asked,
          // One edit writes all that is missing: the others come along as what the job has.
          current: { ...grantSet(ownGrants(scope)), ...askedSet(delegation) },
        })),
      },
    ],
  };
}

function atCallee(scope: TrustScope, delegation: Delegation, model: TrustModel): readonly RuleHit[] {
  const caller = model.scope(delegation.caller);
  return delegation.excess.map(({ right, asked, given, askedAt }) => ({
    origin: askedAt,
    message: `\`${right}: ${asked}\` is more than the caller ${caller?.facts.name ?? delegation.caller} has (${given === undefined ? 'none' : `\`${right}: ${given}\``}); GitHub refuses that run before it starts. Ask for no more than every caller has.`,
    confidence: 'high',
    related: [{ origin: delegation.reference.origin, message: 'called from here' }],
    offers: [
      {
        title: given === undefined ? `Take \`${right}\` away` : `Ask for \`${right}: ${given}\` only`,
        applicability: 'unsafe',
        caution: 'steps that need it stop working',
        intents: [
          {
            kind: 'set-right',
            uri: scope.file.uri,
            session: scope.facts.localId,
            right,
            level: given,
            current: declaredSet(scope, delegation),
          },
        ],
      },
    ],
  }));
}

/** All that the callee's text grants: what the caller leaves of it, with what it asks beyond. */
function declaredSet(scope: TrustScope, delegation: Delegation): ReturnType<typeof grantSet> {
  const declared = scope.facts.grants.filter((grant) => grant.identity === undefined);
  return { ...grantSet(declared), ...askedSet(delegation) };
}

function askedSet(delegation: Delegation): ReturnType<typeof grantSet> {
  return Object.fromEntries(delegation.excess.map(({ right, asked }) => [right, asked]));
}

function givenWords(delegation: Delegation): string {
  return listWords(
    delegation.excess.map(({ right, given }) =>
      given === undefined ? `no \`${right}\`` : `only \`${right}: ${given}\``,
    ),
  );
}
