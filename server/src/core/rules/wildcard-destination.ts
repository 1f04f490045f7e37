import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { quoted } from '../text/quoted.js';
import { HolderWords } from './questions/breadths.js';
import type { Wide, WideUser } from './questions/wideUsers.js';
import { reachWords, startOf, verbsOf, wideOf } from './questions/wideUsers.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'wildcard-destination',
  title: 'A pattern opens every queue, topic or stream',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

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

/** How many users of a file are looked at for those who share what is wide. */
const MOST_TOLD = 20;

/** One finding says it of a user: what is wide in one place mostly is in all. */
function hit({ scope, first, all, severity, isWritten }: WideUser, sharing: readonly WideUser[]): RuleHit {
  const cause = isWritten
    ? `${quoted(first.breadth.text)} accepts every name. Name what it works with.`
    : untrustedInitiators(scope).length > 0
      ? 'nothing limits it. Let in only those with a password of their own, and name what each works with.'
      : 'nothing limits it. Name what it works with.';
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
