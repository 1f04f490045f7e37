import { openStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'persistent-runner',
  title: 'A runner that keeps its state is open to strangers or holds strong credentials',
  severity: 'warning',
  findingClass: 'self-hosted-runner-persistence',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const { host } = scope.facts;
  if (!runsCode(scope) || host?.kind !== 'self-hosted' || host.state === 'fresh') return [];
  const [stranger] = untrustedInitiators(scope);
  const strong = openStrong(scope);
  const known = host.state === 'persistent';
  if (stranger === undefined && (!known || strong.length === 0)) return [];
  const runner = `Runner \`${host.labels.join(', ')}\` of ${sessionWords(scope)} ${known ? 'keeps' : 'may keep'} its state`;
  return [
    {
      origin: host.origin,
      message:
        stranger === undefined
          ? `${runner}, and ${grantWords(strong)} passes through it: what one job leaves behind can take the next one's credentials. Use a machine that is thrown away after each job.`
          : `${runner}, and ${stranger.who} gets code to run on it; what stays behind takes the credentials of later jobs. Use a machine that is thrown away after each job, or declare it under \`assume.runners\`.`,
      severity: stranger === undefined ? 'information' : known ? 'error' : 'warning',
      confidence: known ? 'high' : 'medium',
    },
  ];
}

export const persistentRunner: Rule = { meta, check };
