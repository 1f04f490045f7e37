import type { Breadth } from '../model/breadth.js';
import type { Grant } from '../model/facts.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { listWords } from '../model/words.js';
import { HolderWords, raisedByStrangers } from './questions/breadths.js';
import { everythingIn, isAdministrator, openGrants } from './questions/brokers.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'wildcard-destination',
  title: 'A pattern opens every queue, topic or stream',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

interface Wide {
  readonly grant: Grant;
  readonly breadth: Breadth;
}

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const own = wideOf(scope);
  if (own === undefined) return [];
  const sharing = [own];
  // The first in the file speaks for those beside it that are as wide in the same words.
  for (const id of model.idsOf(scope.file.uri).slice(0, MOST_TOLD)) {
    const other = id === scope.id ? undefined : model.scope(id);
    const wide = other && wideOf(other);
    if (wide?.signature !== own.signature) continue;
    if (startOf(wide.first) < startOf(own.first)) return [];
    sharing.push(wide);
  }
  return [hit(own, sharing.slice(1))];
}

export const wildcardDestination: Rule = { meta, check };

function startOf({ grant }: Wide): number {
  return grant.origin.range.start;
}

/** How many users of a file are looked at for those who share what is wide. */
const MOST_TOLD = 20;

interface WideUser {
  readonly scope: TrustScope;
  readonly first: Wide;
  readonly all: readonly Wide[];
  readonly severity: Severity;
  readonly isWritten: boolean;
  /** Equal for users of whom the same is said. */
  readonly signature: string;
}

/** What of a user of a broker is wide; in a cloud's policy the same text is a resource among others, and told as such. */
function wideOf(scope: TrustScope): WideUser | undefined {
  if (scope.facts.kind !== 'broker-user' || isAdministrator(scope)) return undefined;
  const all = openGrants(scope)
    .flatMap((grant): readonly Wide[] => {
      const breadth = everythingIn(grant);
      return breadth === undefined ? [] : [{ grant, breadth }];
    })
    .sort((a, b) => startOf(a) - startOf(b));
  const [first] = all;
  if (first === undefined) return undefined;
  const grants = all.map(({ grant }) => grant);
  const isWritten = grants.some(({ certainty }) => certainty === 'declared');
  const severity = raisedByStrangers(scope, grants, severityOf(grants, isWritten));
  const signature = JSON.stringify([severity, isWritten, first.breadth.text, reachWords(all)]);
  return { scope, first, all, severity, isWritten, signature };
}

/** One finding says it of a user: what is wide in one place mostly is in all. */
function hit({ scope, first, all, severity, isWritten }: WideUser, sharing: readonly WideUser[]): RuleHit {
  const cause = isWritten
    ? `${quoted(first.breadth.text)} accepts every name. Name what it works with.`
    : 'nothing limits it. Write down what it works with.';
  const elsewhere = new Map(
    all.filter((wide) => startOf(wide) !== startOf(first)).map((wide) => [startOf(wide), wide]),
  );
  const others = sharing.length === 0 ? '' : ` and ${String(sharing.length)} more`;
  return {
    origin: first.grant.origin,
    message: `${HolderWords(scope)}${others} may ${listWords(reachWords(all))}: ${cause}`,
    severity,
    // What somebody may have said elsewhere, on a command line or in the environment, would keep strangers out.
    confidence: untrustedInitiators(scope).some(({ remark }) => remark !== undefined) ? 'medium' : 'high',
    related: [
      ...[...elsewhere.values()].map(({ grant, breadth }) => ({
        origin: grant.origin,
        message: `${listWords(verbsOf(grant))} ${breadth.covers}`,
      })),
      ...sharing.map((other) => ({
        origin: other.first.grant.origin,
        message: `so may ${quoted(other.scope.facts.label)}`,
      })),
    ].slice(0, 5),
    offers: narrowerOffer([...all, ...sharing.flatMap((other) => other.all)]),
  };
}

/** All that is wide becomes narrower together, or nothing does: one text that stays wide is reason enough. */
function narrowerOffer(all: readonly Wide[]): readonly RemediationOffer[] {
  const texts = [...new Map(all.map((wide) => [startOf(wide), wide.breadth])).values()];
  const narrower = texts.flatMap(({ origin, options }) => {
    const [option] = options;
    return option === undefined ? [] : [{ origin, option }];
  });
  const [first] = narrower;
  if (first === undefined || narrower.length < texts.length) return [];
  const safe = narrower.every(({ option }) => option.safe);
  return [
    {
      title:
        texts.length === 1 ? first.option.title : `${first.option.title}, in ${String(texts.length)} places`,
      applicability: safe ? 'safe' : 'unsafe',
      ...(safe ? {} : { caution: first.option.caution ?? 'what else is used there stops working' }),
      preferred: true,
      intents: narrower.map(({ origin, option }) => ({
        kind: 'replace-values',
        uri: origin.uri,
        at: origin,
        values: option.values,
      })),
    },
  ];
}

/** What may be done with what: "publish to and consume from every topic". */
function reachWords(all: readonly Wide[]): readonly string[] {
  const verbs = new Map<string, string[]>();
  for (const { grant, breadth } of all) {
    verbs.set(breadth.covers, [...(verbs.get(breadth.covers) ?? []), ...verbsOf(grant)]);
  }
  return [...verbs].map(([covers, words]) => `${listWords([...new Set(words)])} ${covers}`);
}

function severityOf(grants: readonly Grant[], isWritten: boolean): Severity {
  return isWritten && grants.some(({ access }) => access !== 'read') ? 'warning' : 'information';
}

const VERBS = { consume: 'consume from', publish: 'publish to', administer: 'administer' } as const;

function verbsOf({ flows = [], system, access }: Grant): readonly string[] {
  if (system.kind === 'data' || flows.length === 0) return [access === 'read' ? 'read' : 'change'];
  return flows.map((flow) => VERBS[flow]);
}
