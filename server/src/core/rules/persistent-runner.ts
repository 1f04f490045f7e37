import type { Initiator } from '../model/facts.js';
import { isOpen, openStrong } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords, speaksFor } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'persistent-runner',
  title: 'A runner that keeps its state is open to strangers or holds strong credentials',
  severity: 'warning',
  findingClass: 'self-hosted-runner-persistence',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const told = toldOf(scope);
  if (told === undefined) return [];
  // The runner of several jobs of a file is one cause, told at the first.
  const alike = speaksFor(
    scope,
    model,
    model.idsOf(scope.file.uri),
    (other) => toldOf(other)?.key === told.key,
  );
  if (alike.length === 0) return [];
  return [
    {
      ...told.hit,
      related: [
        ...(told.hit.related ?? []),
        ...alike.slice(1).flatMap((other) => {
          const origin = other.facts.host?.origin;
          return origin === undefined ? [] : [{ origin, message: `${sessionWords(other)} runs on it too` }];
        }),
      ],
    },
  ];
}

/** What is said of a session's runner, and by what it is the same for another one. */
function toldOf(scope: TrustScope): { readonly key: string; readonly hit: RuleHit } | undefined {
  const { host } = scope.facts;
  if (!runsCode(scope) || host?.kind !== 'self-hosted' || host.state === 'fresh') return undefined;
  const known = host.state === 'persistent';
  const stranger = untrustedInitiators(scope).find((initiator) => bringsCode(scope, initiator));
  const strong = openStrong(scope);
  // Without strangers, a machine that may well be thrown away after each job is nothing to complain about.
  if (stranger === undefined && (!known || strong.length === 0)) return undefined;
  const runner = `Runner ${quoted(host.labels.join(', '))} of ${sessionWords(scope)} ${known ? 'keeps' : 'may keep'} its state between jobs`;
  const who = stranger?.who;
  // Whether such runs start at all hangs on a setting that is off by default.
  const isDoubtful = stranger?.certainty === 'inferred';
  const hit: RuleHit = {
    origin: host.origin,
    message:
      who === undefined
        ? `${runner}, and ${grantWords(strong, 2)} pass through it: what one job leaves behind can steal the next one's credentials. Use a machine that is thrown away after each job.`
        : `${runner}. ${who.charAt(0).toUpperCase()}${who.slice(1)}, runs code on it, which can stay and steal the credentials of later jobs. Use a machine that is thrown away after each job${known ? '' : ', or declare it under `assume.runners`'}.`,
    severity: isDoubtful || who === undefined ? 'information' : known ? 'error' : 'warning',
    confidence: isDoubtful ? 'low' : known ? 'high' : 'medium',
    ...(stranger === undefined ? {} : { related: [{ origin: stranger.origin, message: 'starts it' }] }),
  };
  const labels = host.labels.join(' ');
  return { key: `${labels} ${host.state} ${who ?? grantWords(strong, 2)}`, hit };
}

export const persistentRunner: Rule = { meta, check };

/** Whether a stranger's code runs: the platform holds back credentials exactly where it runs theirs by itself. */
function bringsCode(scope: TrustScope, initiator: Initiator): boolean {
  const { id, withholds } = initiator;
  if (withholds.length > 0) return true;
  // Where all that they would hold stands behind a proved gate, they do not get as far as to bring anything.
  const held = scope.grants.filter((grant) => heldBy(initiator, grant));
  if (held.length > 0 && !held.some((grant) => isOpen(scope, grant))) return false;
  return scope.facts.influences.some(
    ({ kind, initiators }) => kind !== 'files' && kind !== 'aimed' && (initiators?.includes(id) ?? true),
  );
}
