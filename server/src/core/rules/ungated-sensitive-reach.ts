import type { CarriedIdentity, Purpose } from '../model/facts.js';
import { isStrong, isUnguarded, standingGates, strangerReach } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { leastTrusted } from '../model/trustScope.js';
import type { SystemKind } from '../model/vocabulary.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { approvedBy, outsideActs, runsCode, SessionWords, sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'ungated-sensitive-reach',
  title: 'A deployment or publication runs without approval',
  severity: 'information',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.1.0',
};

/** Where an identity opens what whoever starts the session could not change by themselves in the repository. */
const BEYOND: ReadonlySet<SystemKind> = new Set([
  'control-plane',
  'deployment',
  'artifacts',
  'compute',
  'data',
  'billing',
]);

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope) || standingGates(scope).length > 0) return [];
  const acts = outsideActs(scope);
  const [first, ...others] = acts;
  const usable = scope.carried.filter(
    (candidate) => isUnguarded(scope, candidate) && isMeantFor(candidate, acts),
  );
  // A name for a machine or an owner may be kept as a secret, too: what opens something comes first.
  const identity =
    usable.find(({ system }) => first?.why.includes(system?.name ?? '?')) ??
    usable.find(({ kind, system }) => kind !== 'static-credential' || system !== undefined) ??
    usable[0];
  if (first === undefined || identity === undefined) return [];
  // What strangers reach is an error of its own.
  if (strangerReach(scope).some(({ grants }) => grants.some(isStrong))) return [];
  // A release that somebody publishes, a tag that somebody pushes was decided on, and the clock asks nobody.
  const undecided = scope.initiators.filter(({ decides, actor }) => decides !== true && actor !== 'schedule');
  const start = leastTrusted(undecided.filter(({ withholds }) => !withholds.includes('secrets')));
  if (start === undefined) return [];
  const deploys = acts.some(({ purpose }) => purpose === 'deploy' || purpose === 'administer');
  const production = scope.facts.tiers.some(({ tier }) => tier === 'production');
  const place = deploys ? 'production' : 'release';
  const ways = [...new Set(acts.map(({ why }) => why))];
  const startsAtStep = ways.some((why) => why.startsWith('step '));
  return [
    {
      origin: first.origin,
      message: `${SessionWords(scope)}${startsAtStep ? ':' : ''} ${listWords(ways, 2)} with ${quoted(identity.name)} and without approval; it is started by ${start.who}. Run it ${approvedBy(scope)}.`,
      severity: production && deploys ? 'warning' : 'information',
      confidence: 'medium',
      related: [
        { origin: identity.origin, message: `what it is done with: ${quoted(identity.name)}` },
        { origin: start.origin, message: 'what starts it' },
        ...others.map(({ why, origin }) => ({ origin, message: why })),
      ],
      offers: [
        ...stagingOffer(identity),
        {
          title: `Run ${sessionWords(scope)} in environment ${quoted(place)}`,
          applicability: 'unsafe',
          caution: 'the environment and its reviewers must be set up in the repository',
          intents: [{ kind: 'require-gate', uri: scope.file.uri, session: scope.facts.localId, gate: place }],
        },
      ],
    },
  ];
}

export const ungatedSensitiveReach: Rule = { meta, check };

/** The same deed, done so that somebody approves it before it counts. */
function stagingOffer({ asking, origin }: CarriedIdentity): readonly RemediationOffer[] {
  if (asking === undefined) return [];
  const { title, text, caution } = asking;
  return [
    {
      title,
      applicability: 'unsafe',
      caution,
      preferred: true,
      intents: [{ kind: 'replace-command', uri: origin.uri, at: origin, text }],
    },
  ];
}

type Acts = readonly { readonly purpose: Purpose; readonly why: string }[];

/** Whether the deed could be done with it: a registry's token publishes, a cloud's deploys; of an unknown one either. */
function isMeantFor({ system, credential }: CarriedIdentity, acts: Acts): boolean {
  // A key of SSH opens servers and repositories, and no cloud.
  if (credential === 'ssh-key') return acts.some(({ why }) => /\b(?:server|host|ssh)\b/iu.test(why));
  if (system !== undefined) return BEYOND.has(system.kind);
  return acts.some(({ purpose }) => purpose !== 'release');
}
