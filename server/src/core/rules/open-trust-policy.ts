import type { Grant, Initiator } from '../model/facts.js';
import { isOpen, isStrong } from '../model/reach.js';
import type { TrustFlaw } from '../model/trust.js';
import type { TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import { HolderWords, letsOthersIn, shortText } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'open-trust-policy',
  title: 'A trust policy trusts more than it is meant to',
  severity: 'warning',
  findingClass: 'trust-policy-too-open',
  since: '0.1.0',
  decidedTogether: 'session',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const admissions = scope.facts.trust?.admissions ?? [];
  const flaws = admissions.flatMap((admission) =>
    admission.flaws.map((flaw) => ({
      origin: flaw.origin,
      message: flaw.message,
      severity: severityOf(scope, flaw),
      confidence: 'high' as const,
      related:
        flaw.origin.range.start === admission.origin.range.start
          ? []
          : [{ origin: admission.origin, message: `trusts ${admission.admits}` }],
      offers: flaw.offers,
    })),
  );
  if (!letsOthersIn(scope)) return flaws;
  const own = (scope.facts.flaws ?? []).map(({ origin, message, severity, offers }) => ({
    origin,
    message,
    severity,
    confidence: 'high' as const,
    offers,
  }));
  return [
    ...flaws,
    ...own,
    ...untrustedInitiators(scope).flatMap((initiator) => openTo(scope, initiator) ?? []),
  ];
}

export const openTrustPolicy: Rule = { meta, check };

/**
 * What trusts anyone is grave as soon as the session may do more than read; to leave the branch open is a choice, as
 * long as nothing can be done with it that lasts.
 */
function severityOf(scope: TrustScope, { kind, severity }: TrustFlaw): Severity {
  const open = scope.grants.filter((grant) => isOpen(scope, grant));
  if (severity === 'error') {
    const reads = open.every(({ access, system }) => access === 'read' && system.kind !== 'secrets');
    return reads && open.length > 0 && scope.unknowns.every(({ about }) => about !== undefined)
      ? 'warning'
      : 'error';
  }
  if (kind === 'no-login') return open.some(isWrite) ? 'warning' : severity;
  return severity === 'information' && kind === 'wide-subject' && open.some(isStrong) ? 'warning' : severity;
}

/** What only reports is what such a role is made for. */
function isWrite({ access, conversational }: Grant): boolean {
  return access !== 'read' && conversational !== true;
}

/** A function that has an address of its own. */
function isAddress({ action }: Grant): boolean {
  return /^lambda:InvokeFunctionUrl$/iu.test(action);
}

/** An address that asks for no login is chosen, and what it does is decided behind it. */
function openAddress({ facts }: TrustScope, { origin }: Initiator): RuleHit {
  return {
    origin,
    message: `The address of function ${quoted(facts.label)} asks for no login: anyone can call it, and only its own code can tell callers apart. Set the type of its authorization to \`AWS_IAM\` if it is not meant for everyone.`,
    severity: 'information',
    confidence: 'high',
  };
}

/** The policy of a bucket, queue or key that trusts whoever asks. What is meant for the public is read, not written. */
function openTo(scope: TrustScope, initiator: Initiator): RuleHit | undefined {
  // An interface that anyone may call is not one that nobody guards: what it does is decided behind it.
  const held = scope.grants.filter(
    (grant) => isOpen(scope, grant) && heldBy(initiator, grant) && grant.system.kind !== 'api',
  );
  const [first] = held;
  if (first === undefined) return undefined;
  if (held.every(isAddress)) return openAddress(scope, initiator);
  const grave = held.filter(
    ({ access, system, flows }) =>
      access !== 'read' || system.kind === 'secrets' || flows?.includes('consume') === true,
  );
  const shown = grave.length > 0 ? grave : held;
  const { supposed } = scope.facts;
  const what = `${grantWords(shown)} on ${quoted(shortText(shown[0]?.resource ?? ''))}`;
  const isSure = initiator.certainty !== 'inferred' && supposed === undefined;
  return {
    origin: initiator.origin,
    message:
      supposed === undefined
        ? `${HolderWords(scope)} lets ${initiator.who}, do ${what}: no identity of yours is asked for. Name who may, or bind it with a condition on the account or source.`
        : `If this is ${supposed.as}, it lets ${initiator.who}, do ${what}, and no identity of yours is asked for: then name who may. As ${supposed.instead} it grants nothing by itself. The file does not say which it is.`,
    severity: grave.length === 0 ? 'information' : isSure ? 'error' : 'warning',
    confidence: supposed === undefined ? 'high' : 'medium',
    related: shown.slice(0, 4).map(({ origin, action }) => ({ origin, message: quoted(action) })),
  };
}
