import type { Excess } from '../model/excess.js';
import { widestExcess } from '../model/excess.js';
import type { Origin } from '../model/origin.js';
import { ownGrants } from '../model/reach.js';
import type { GrantSet, RemediationOffer } from '../model/remediation.js';
import type { Delegation, TrustModel, TrustScope } from '../model/trustScope.js';
import { grantSet, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { alongAllPaths, askedByCallees, sessionWords, writtenGrants } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'callee-exceeds-caller',
  title: 'A called workflow asks for more than its caller has',
  severity: 'error',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  // The text is the same for all calls, whatever each of them comes to.
  const calledBy = alongAllPaths(scope, model).flatMap((path) => path.calledBy);
  const asked = calledBy.flatMap(({ excess }) => excess);
  const places = new Map(asked.map(({ askedAt }) => [askedAt.range.start, askedAt]));
  return [
    ...atCaller(scope, model),
    ...[...places.values()].map((place) => atCallee(scope, place, calledBy, model)),
  ];
}

export const calleeExceedsCaller: Rule = { meta, check };

/** A job makes one call, and all that the callee asks for beyond it is one finding there. */
function atCaller(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const excess = scope.delegations.flatMap((delegation) => delegation.excess);
  const [call] = scope.delegations;
  if (call === undefined || excess.length === 0) return [];
  const missing = widestExcess(excess);
  return [
    {
      origin: call.reference.origin,
      message: `${quoted(call.reference.name)} asks for ${rightWords(missing)}, and ${sessionWords(scope)} has ${givenWords(missing)}: GitHub refuses the run before it starts. Grant it here, or ask for less there.`,
      confidence: 'high',
      related: excess.map(({ right, asked, askedAt }) => ({
        origin: askedAt,
        message: `${quoted(`${right}: ${asked}`)} is asked for here`,
      })),
      offers: raise(scope, missing, model),
    },
  ];
}

/** More than this is not a choice to be made for the caller. */
const MOST_TO_RAISE = 5;

/** Not offered where the caller is called itself: what it has is then its own caller's to decide. */
function raise(
  scope: TrustScope,
  missing: readonly Excess[],
  model: TrustModel,
): readonly RemediationOffer[] {
  const [first] = missing;
  if (first === undefined || missing.length > MOST_TO_RAISE || scope.calledBy.length > 0) return [];
  const { uri } = scope.file;
  const asked = Object.fromEntries(missing.map(({ right, asked: level }) => [right, level]));
  // A block of its own needs no more than what is asked for; one that stands there keeps what it has.
  const whole = scope.facts.grantBlock?.level === 'session' ? undefined : askedByCallees(scope, model);
  const current = whole ?? { ...grantSet(ownGrants(scope)), ...asked };
  const session = scope.facts.localId;
  return [
    {
      title: `Let ${sessionWords(scope)} pass on ${rightWords(missing)}`,
      applicability: 'unsafe',
      caution: 'it widens what this job may do',
      intents: [{ kind: 'set-right', uri, session, right: first.right, level: first.asked, current }],
    },
  ];
}

function atCallee(
  scope: TrustScope,
  place: Origin,
  calledBy: readonly Delegation[],
  model: TrustModel,
): RuleHit {
  const here = ({ excess }: Delegation): readonly Excess[] =>
    excess.filter(({ askedAt }) => askedAt.range.start === place.range.start);
  const calls = calledBy.filter((delegation) => here(delegation).length > 0);
  const missing = widestExcess(calls.flatMap(here));
  const callers = calls.map(({ caller }) => `"${model.scope(caller)?.facts.name ?? caller}"`);
  return {
    origin: place,
    message: `${rightWords(missing)} ${missing.length > 1 ? 'are' : 'is'} more than ${callers.length > 1 ? 'its callers' : 'its caller'} ${listWords(callers)} can pass on (${givenWords(missing)}): GitHub refuses that run before it starts. Ask for no more than every caller has.`,
    confidence: 'high',
    related: calls.map(({ reference }) => ({ origin: reference.origin, message: 'called from here' })),
    offers: lower(scope, missing, place),
  };
}

function lower(scope: TrustScope, missing: readonly Excess[], place: Origin): readonly RemediationOffer[] {
  const asks = scope.file.callContract?.asks;
  const forFile = asks?.grants.some(({ origin }) => origin.range.start === place.range.start) === true;
  const block = forFile ? asks.value : scope.facts.grantBlock?.value;
  if (block === undefined) return [];
  const grants: GrantSet = Object.fromEntries(
    Object.entries(grantSet(forFile ? asks.grants : writtenGrants(scope))).flatMap(([right, asked]) => {
      const excess = missing.find((candidate) => candidate.right === right);
      const level = excess === undefined ? asked : excess.given;
      return level === undefined ? [] : [[right, level]];
    }),
  );
  return [
    {
      title: lowerTitle(missing),
      applicability: 'unsafe',
      caution: 'steps that need it stop working',
      intents: [{ kind: 'replace-grants', uri: scope.file.uri, block, grants }],
    },
  ];
}

function lowerTitle([first, ...others]: readonly Excess[]): string {
  if (first === undefined || others.length > 0) return 'Ask for no more than every caller has';
  return first.given === undefined
    ? `Remove ${quoted(first.right)}`
    : `Ask for ${quoted(`${first.right}: ${first.given}`)} only`;
}

function rightWords(excess: readonly Excess[]): string {
  return listWords(excess.map(({ right, asked }) => quoted(`${right}: ${asked}`)));
}

function givenWords(excess: readonly Excess[]): string {
  return listWords(
    excess.map(
      ({ right, given }) =>
        `${given === undefined ? 'no' : 'only'} ${quoted(`${right}${given === undefined ? '' : `: ${given}`}`)}`,
    ),
  );
}
