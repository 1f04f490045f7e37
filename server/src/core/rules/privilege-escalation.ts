import { distinct } from '../collections/grouping.js';
import type { Escalation } from '../model/escalation.js';
import type { Grant } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { HolderWords, throughWords } from './questions/breadths.js';
import type { Cause } from './questions/escalating.js';
import { causesOf } from './questions/escalating.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'privilege-escalation',
  title: 'A session has a privilege escalation path',
  severity: 'warning',
  findingClass: 'privilege-escalation-path',
  since: '0.1.0',
};

/** One finding for a session: it is one defect, however many ways lead on from it. The gravest is told, the others listed. */
function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const [gravest, ...others] = causesOf(scope, model);
  return gravest === undefined ? [] : [hit(scope, model, gravest, others)];
}

export const privilegeEscalation: Rule = { meta, check };

const MOST_LISTED = 8;

function hit(scope: TrustScope, model: TrustModel, cause: Cause, others: readonly Cause[]): RuleHit {
  const { origin, ways, severity } = cause;
  const [gravest] = ways;
  const { by, targets, conditions } = gravest;
  const actions = [...new Set(by.map(({ action }) => quoted(action)))];
  const grant = by.find((one) => one.origin === origin) ?? by[0];
  const unless = conditions[0] === undefined ? '' : `, if ${conditions[0]}`;
  const all = [...ways, ...others.flatMap((other) => other.ways)];
  return {
    origin,
    message: `${HolderWords(scope)} can ${waysWords(all)}, and so gains ${gainWords(gravest)}${unless}: ${listWords(actions, 4)} ${actions.length > 1 ? 'are' : 'is'} enough${throughWords(grant)}. ${adviceFor(gravest, actions.length > 1 ? briefly(actions[0]) : 'it', grant)}`,
    severity,
    confidence: conditions.length === 0 ? 'high' : 'medium',
    related: [
      // One action on several resources is several grants, and one text.
      ...distinct(by, ({ origin: { uri, range }, action }) => `${uri} ${String(range.start)} ${action}`)
        .filter((one) => one.origin !== origin)
        .slice(0, 4)
        .map((one) => ({ origin: one.origin, message: quoted(one.action) })),
      ...others.slice(0, MOST_LISTED).map(({ origin: place, ways: [way] }) => ({
        origin: place,
        message: `another way: ${way.title}${way.conditions[0] === undefined ? '' : `, if ${way.conditions[0]}`}`,
      })),
      ...targets.slice(0, 3).flatMap((id) => {
        const target = model.scope(id);
        return target === undefined ? [] : [{ origin: target.facts.origin, message: 'what it can become' }];
      }),
    ],
    offers: ways.flatMap(({ offers }) => offers ?? []).slice(0, 1),
  };
}

/** "start an EC2 instance with any role that it may pass, (and 11 more ways)". */
function waysWords(ways: readonly Escalation[]): string {
  const [first = '', ...others] = [...new Set(ways.map(({ title }) => title))];
  if (others.length === 0) return first;
  return `${first} (and ${String(others.length)} more way${others.length > 1 ? 's' : ''})`;
}

function adviceFor({ wide, gains }: Escalation, action: string, cause: Grant | undefined): string {
  if (throughWords(cause) !== '') return 'Write a policy of your own that has less.';
  if (gains === 'identity' && wide === false) return 'See that what it becomes may do no more than is meant.';
  return `Bind ${action} to what is meant, or take it away.`;
}

const MOST_REPEATED = 40;

/** What a message has said already is named again where it is short. */
function briefly(action: string | undefined): string {
  return action === undefined || action.length > MOST_REPEATED ? 'it' : action;
}

function gainWords({ gains, leadsTo }: Escalation): string {
  return gains === 'identity' ? `the rights of ${leadsTo}` : leadsTo;
}
