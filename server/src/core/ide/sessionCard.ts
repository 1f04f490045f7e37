import type { Finding } from '../analysis/snapshot.js';
import type { Becoming } from '../model/escalation.js';
import type { Gate, SecretSweep } from '../model/facts.js';
import { formatDuration } from '../model/duration.js';
import { outlives } from '../model/lives.js';
import { isProved } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { effectiveGates, gatesBefore } from '../model/trustScope.js';
import { NOT_KNOWN, notKnown } from '../model/width.js';
import { holdsIf } from '../model/words.js';
import { ROWS } from './cardRows.js';
import { controlLinks } from './controlLinks.js';
import { defaultGrantWords } from './describe/certainty.js';
import { gateName } from './describe/gates.js';
import { describeGrants, grantsBySystem, ownGrants } from './describe/grants.js';
import {
  carriedMarkdown,
  isMinted,
  ownIdentity,
  sessionLabel,
  sessionMarkdown,
} from './describe/identity.js';
import { describeInitiator, leastTrustedFirst } from './describe/initiators.js';
import { describeLifetime } from './describe/lifetime.js';
import { bandWords, verdictWords } from './describe/verdict.js';
import { distinct, grouped } from '../collections/grouping.js';
import { joined, listed, sentence } from '../text/phrases.js';
import type { Markdown } from '../text/markdown.js';
import { code, facts, isNothing, mark, paragraphs, plain, together } from '../text/markdown.js';

/** All that is worth knowing of one session, on one card. */
export interface SessionCard {
  /** Plain text, for a tab or a heading. */
  readonly title: string;
  readonly markdown: Markdown;
  /** What it is and how far it reaches, in a line. */
  readonly verdict: Markdown;
  /** Why the width is what it is. */
  readonly reasons: Markdown;
  /** What it says, row by row, without the related controls. */
  readonly rows: readonly CardRow[];
  /** Links to the controls that its findings touch. */
  readonly controls: Markdown;
}

/** A row of the card: what it is about, and what there is to say, one thing each. */
export interface CardRow {
  readonly name: string;
  readonly values: readonly Markdown[];
}

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'information', 'hint'];

/** All secrets of a set, in words. */
function allSecrets({ of }: SecretSweep): Markdown {
  return of === undefined
    ? mark`every secret that the repository gives it`
    : mark`every secret of ${plain(of)}`;
}

/** How many rows of a kind a card shows before it counts the rest. */
const SHOWN = 4;

/**
 * The card of a session: who it is, who starts it, how long it lasts, what it reaches without approval and behind gates,
 * and what is not known. Rows that have nothing to say are left out, except that an empty reach is said.
 *
 * @param findings of the session's file; the controls of the session's own are named first.
 * @param model where the sessions that it can become are looked up; without it they are not told.
 */
export function sessionCard(
  scope: TrustScope,
  findings: readonly Finding[] = [],
  model?: TrustModel,
): SessionCard {
  const own = findings
    .filter((finding) => finding.session === scope.id && finding.suppressed === null)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const rows = rowsOf(scope, model);
  const reasons = widthReasons(scope);
  const controls = controlLinks(own);
  const verdict = mark`**Session of ${sessionMarkdown(scope.facts)}: ${plain(verdictWords(scope.width))}**`;
  return {
    title: `Session of ${sessionLabel(scope.facts)}: ${bandWords(scope.width)}`,
    markdown: paragraphs([
      verdict,
      reasons,
      // What it reaches at once is told in one breath.
      facts(rows.map(({ name, values }) => [name, name === ROWS.reach ? [together(values, ' · ')] : values])),
      controls,
    ]),
    verdict,
    reasons,
    rows,
    controls,
  };
}

function rowsOf(scope: TrustScope, model: TrustModel | undefined): readonly CardRow[] {
  const rows: readonly CardRow[] = [
    { name: ROWS.identity, values: [identities(scope)] },
    { name: ROWS.startedBy, values: startedBy(scope) },
    { name: ROWS.lasts, values: [describeLifetime(scope.lifetime), ...longerLives(scope)] },
    { name: ROWS.reach, values: openReach(scope) },
    { name: ROWS.becomes, values: canBecome(scope, model) },
    { name: ROWS.escalations, values: escalations(scope) },
    { name: ROWS.gated, values: gatedReach(scope, model) },
    { name: ROWS.notKnown, values: unknowns(scope.unknowns) },
    { name: 'Only looks like a gate', values: falseGates(scope) },
    { name: 'Runs on', values: host(scope) },
  ];
  return rows.filter(({ values }) => values.length > 0);
}

/**
 * Why the width is what it is, as one sentence, and what is not known.
 *
 * @param withWhy whether it is said why something is not known
 */
export function widthReasons(scope: TrustScope, withWhy = true): Markdown {
  const open = withWhy
    ? scope.width.reasons.filter((reason) => reason.startsWith(NOT_KNOWN))
    : distinct(
        scope.unknowns
          .filter((unknown) => scope.width.reasons.includes(notKnown(unknown)))
          .map(({ what }) => `${NOT_KNOWN}${what}`),
      );
  const reasons = scope.width.reasons.filter((reason) => !reason.startsWith(NOT_KNOWN));
  // A reason that lists things would run into the next one.
  const areLists = reasons.length > 1 && reasons.some((reason) => / and |, /u.test(reason));
  const all = areLists ? `${reasons.slice(0, -1).join('; ')}; and ${reasons.at(-1) ?? ''}` : joined(reasons);
  // What is not known has no reason in what is.
  const verdict =
    scope.width.band === 'unknown' && scope.width.atLeast === 'narrow'
      ? ''
      : mark`${plain(bandWords(scope.width))} because `;
  return together(
    [
      reasons.length === 0 ? '' : sentence(mark`${verdict}${plain(all)}`),
      ...open.map((reason) => sentence(plain(reason))),
    ],
    ' ',
  );
}

/** What is minted in the session and works on after its end, each with its own life. */
export function longerLives(scope: TrustScope): readonly Markdown[] {
  return distinct(
    scope.carried
      .filter((identity) => outlives(identity, scope.lifetime.seconds))
      .map(
        (identity) =>
          mark`${carriedMarkdown(identity)} works on for up to ${plain(formatDuration(identity.lifetime.seconds))}`,
      ),
  );
}

function identities(scope: TrustScope): Markdown {
  const minted = scope.carried.filter(isMinted).map((carried) => {
    const { sub } = carried.claims ?? {};
    return mark`${carriedMarkdown(carried)}${sub === undefined ? '' : mark` (OIDC, ${code(sub)})`}`;
  });
  const own = ownIdentity(scope);
  return minted.length === 0 ? own : mark`${own}, then ${listed(distinct(minted), SHOWN)}`;
}

function startedBy(scope: TrustScope): readonly Markdown[] {
  if (scope.initiators.length === 0) {
    return [
      scope.facts.callable
        ? mark`its callers only; none is in this workspace`
        : mark`not known: nothing in these files starts it`,
    ];
  }
  return shown(leastTrustedFirst(scope.initiators).map(describeInitiator));
}

function openReach(scope: TrustScope): readonly Markdown[] {
  const isOpenNow = (item: { readonly gates: readonly string[] }): boolean =>
    gatesBefore(scope, item).length === 0;
  const grants = ownGrants(scope).filter(isOpenNow);
  const secrets = scope.carried.filter((item) => isOpenNow(item) && !isMinted(item));
  const minted = scope.carried.filter((item) => isOpenNow(item) && isMinted(item));
  const basis = grants.some((grant) => grant.declaredFor === 'default')
    ? defaultGrantWords(scope)
    : undefined;
  const bySystem = grantsBySystem(grants);
  const last = bySystem.at(-1);
  const parts = [
    ...(last === undefined || basis === undefined
      ? bySystem
      : [...bySystem.slice(0, -1), mark`${last} (${basis})`]),
    minted.length === 0 ? undefined : listed(distinct(minted.map(carriedMarkdown)), SHOWN),
    secrets.length === 0 ? undefined : listed(distinct(secrets.map(carriedMarkdown)), SHOWN),
    ...distinct(scope.facts.sweeps.filter(isOpenNow).map(allSecrets)),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? [mark`nothing`] : parts;
}

/**
 * What stands behind gates, those that are proved first: of each what has to be true where that is only assumed, then what
 * it opens.
 */
function gatedReach(scope: TrustScope, model: TrustModel | undefined): readonly Markdown[] {
  const become = new Set(model === undefined ? [] : scope.becomes.map(({ identity }) => identity));
  const gates = [...effectiveGates(scope)].sort((a, b) => Number(isProved(b)) - Number(isProved(a)));
  return gates.flatMap((gate) => {
    const all = together(
      [
        describeGrants(ownGrants(scope).filter((grant) => grant.gates.includes(gate.id))),
        listed(
          // What becomes a session that is known is told as that.
          distinct(
            scope.carried
              .filter(({ gates: before, key }) => before.includes(gate.id) && !become.has(key))
              .map(carriedMarkdown),
          ),
          SHOWN,
        ),
        ...distinct(scope.facts.sweeps.filter((sweep) => sweep.gates.includes(gate.id)).map(allSecrets)),
        ...reachedBehind(scope, model, gate),
      ],
      ' · ',
    );
    const head = isProved(gate) ? gateName(gate) : mark`if ${plain(holdsIf(gate))} (not known)`;
    return isNothing(all) ? [] : [mark`${head}: ${all}`];
  });
}

function falseGates(scope: TrustScope): readonly Markdown[] {
  const gates = scope.gates.filter((gate) => gate.state === 'ineffective');
  return shown(gates.map((gate) => mark`${gateName(gate)}: ${plain(gate.why)}`));
}

/** The sessions that it can become without approval, by their names and widths. */
export function becomesNames(scope: TrustScope, model: TrustModel): readonly Markdown[] {
  const steps = scope.becomes.filter((step) => gatesBefore(scope, step).length === 0);
  return distinct(steps, ({ session }) => session).flatMap((step) => {
    const next = model.scope(step.session);
    return next === undefined ? [] : [nameOfNext(step, next)];
  });
}

function nameOfNext({ certain }: Becoming, { facts: next, width }: TrustScope): Markdown {
  return mark`${sessionMarkdown(next)} (${plain(bandWords(width))}${certain ? '' : '; not certain'})`;
}

/** The sessions that it can become, each with what that reaches. */
function canBecome(scope: TrustScope, model: TrustModel | undefined): readonly Markdown[] {
  return reachedOver(
    scope.becomes.filter((step) => gatesBefore(scope, step).length === 0),
    model,
  );
}

/** The sessions that it can become once a gate has been passed. */
function reachedBehind(scope: TrustScope, model: TrustModel | undefined, gate: Gate): readonly Markdown[] {
  return reachedOver(
    scope.becomes.filter(({ gates }) => gates.includes(gate.id)),
    model,
  );
}

function reachedOver(steps: readonly Becoming[], model: TrustModel | undefined): readonly Markdown[] {
  return shown(
    distinct(steps, ({ session }) => session).flatMap((step) => {
      const next = model?.scope(step.session);
      if (next === undefined) return [];
      const reach = describeGrants(ownGrants(next));
      const name = nameOfNext(step, next);
      return [isNothing(reach) ? name : mark`${name}: ${reach}`];
    }),
  );
}

/** The open paths, those by the same actions in one row: a wildcard opens every path that there is. */
function escalations(scope: TrustScope): readonly Markdown[] {
  const open = scope.escalations.filter((way) => gatesBefore(scope, way).length === 0);
  const byActions = grouped(open, ({ by }) => listed(distinct(by.map(({ action }) => code(action)))));
  return shown(
    [...byActions].flatMap(([actions, alike]) => {
      const [first, ...others] = distinct(alike.map(({ title }) => plain(title)));
      if (first === undefined) return [];
      const ways = others.length === 1 ? 'way' : 'ways';
      const title = others.length === 0 ? first : mark`${first}, and ${others.length} other ${ways}`;
      return [isNothing(actions) ? title : mark`${title} (${actions})`];
    }),
  );
}

/** A fresh machine of the platform's own is what everyone expects and not worth a row. */
function host(scope: TrustScope): readonly Markdown[] {
  const { host: machine } = scope.facts;
  if (machine === undefined || (machine.kind === 'hosted' && machine.state === 'fresh')) return [];
  const labels = listed(machine.labels.map(code));
  return [isNothing(labels) ? plain(machine.why) : mark`${labels}: ${plain(machine.why)}`];
}

function unknowns(all: TrustScope['unknowns']): readonly Markdown[] {
  return shown(all.map(({ what, why }) => mark`${plain(what)} (${plain(why)})`));
}

function shown(texts: readonly Markdown[]): readonly Markdown[] {
  const all = distinct(texts);
  return all.length <= SHOWN ? all : [...all.slice(0, SHOWN), mark`and ${all.length - SHOWN} more`];
}
