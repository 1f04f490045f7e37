import type { Grant } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { gatesBefore, heldBy, leastTrusted } from '../../model/trustScope.js';
import { certaintyWords, defaultGrantWords } from '../describe/certainty.js';
import { describeGate } from '../describe/gates.js';
import { describeGrants, isEverything, ownGrants, widestFirst } from '../describe/grants.js';
import { ownIdentity, sessionLabel } from '../describe/identity.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { capital, joined, listed, sentence } from '../../text/phrases.js';
import { encloses } from '../../text/textRange.js';
import type { Markdown } from '../../text/markdown.js';
import {
  code,
  isNothing,
  items,
  lines,
  mark,
  markdownText,
  NOTHING,
  paragraphs,
  plain,
  together,
} from '../../text/markdown.js';
import { evidenceOf } from './evidence.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames, whoHas } from './inheritance.js';

/** More actions than this at one place, as of `write-all`, are summed up. */
const APART = 3;

type GrantElement = ModelElement<'grant'>;

/** What a grant opens, for whom, whether it is needed, and what stands before it. */
export function grantSection(elements: readonly GrantElement[]): Markdown {
  const byAction = [...grouped(atWork(elements), (element) => element.item.action).values()];
  if (byAction.length > APART) return manyGrants(elements);
  const [only] = byAction;
  if (only !== undefined && byAction.length === 1) return oneGrant(only);
  // What holds for several of them is told once, after the last.
  const alike = grouped(byAction, (some) => markdownText(circumstances(some)));
  return paragraphs([
    evidenceOf(atWork(elements)),
    ...[...alike.values()].map((some) => lines([...some.map(meaningOf), circumstances(some.flat())])),
  ]);
}

/** Whether it is needed first, unless nothing is known of that: no news to begin with. */
function oneGrant(elements: readonly GrantElement[]): Markdown {
  const [need, meaning] = [evidenceOf(elements), meaningOf(elements)];
  const head = isNeedKnown(elements) ? [need, meaning] : [mark`${meaning} ${need}`];
  return paragraphs([...head, circumstances(elements)]);
}

/** What a grant lets its session do. */
function meaningOf(elements: readonly GrantElement[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { item, scope } = first;
  const verb = item.idle === true ? 'gives' : 'lets';
  return sentence(mark`**${code(item.action)}** ${verb} ${ownIdentity(scope)} ${plain(item.opens)}`);
}

/** Without pairs of an action and a resource that do not go together, unless there are no others. */
function atWork(elements: readonly GrantElement[]): readonly GrantElement[] {
  const working = elements.filter(({ item }) => item.idle !== true);
  return working.length > 0 ? working : elements;
}

function isNeedKnown(elements: readonly GrantElement[]): boolean {
  return elements.some(({ item }) => item.evidence !== 'unknown');
}

/** Who can use it and what stands before that; then who has it, and who says so. */
function circumstances(elements: readonly GrantElement[]): Markdown {
  const from = isOwnLine(elements) ? NOTHING : sentence(source(elements));
  return lines([startsAndGates(elements), together([holders(elements), from], ' ')]);
}

function manyGrants(elements: readonly GrantElement[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const grants = distinct(
    elements.map((element) => element.item),
    (grant) => grant.action,
  );
  const order = widestFirst(grants);
  const rankOf = (element: GrantElement): number =>
    order.findIndex((grant) => grant.action === element.item.action);
  const ranked = [...elements].sort((a, b) => rankOf(a) - rankOf(b));
  const top = order.slice(0, 2);
  const rest = grants.length - top.length;
  const shown = top.map((grant) => mark`${code(grant.action)}: ${plain(inShort(grant.opens))}`);
  const writes = grants.filter((grant) => grant.access !== 'read');
  const who = capital(ownIdentity(first.scope));
  const need = evidenceOf(ranked);
  // What is named one by one needs no list below, and no count.
  const title = isEverything(writes)
    ? [
        mark`**${who} gets everything that can be written**${rest > 0 ? mark` (and ${rest} more)` : NOTHING}`,
        items(shown),
      ]
    : [mark`**${who} gets ${grants.length} rights**: ${sentence(describeGrants(grants))}`];
  return paragraphs([
    ...(isNeedKnown(elements) ? [need, ...title] : [...title, need]),
    circumstances(elements),
  ]);
}

/** So many of the things that a right opens are named beside other rights. */
const NAMED = 2;

/** Of a list of things the first ones, and that there are more. */
function inShort(opens: string): string {
  const things = opens.split(', ');
  return things.length <= NAMED + 1 ? opens : `${things.slice(0, NAMED).join(', ')} and more`;
}

/** Who has it and where it was written, with its certainty. */
function source(elements: readonly GrantElement[]): Markdown {
  const scopes = elements.map((element) => element.scope);
  const [first] = elements;
  const certainty = certaintyWords(first?.item.certainty ?? 'declared');
  switch (first?.item.declaredFor) {
    case 'file':
      return mark`${whoHas(scopes, {
        one: mark`inherits this`,
        many: mark`inherit this`,
      })} (${certainty} for the whole file)`;
    case 'default':
      return mark`${whoHas(scopes, {
        one: mark`has this`,
        many: mark`have this`,
      })} (${defaultGrantWords(first.scope) ?? certainty})`;
    case 'caller':
      return mark`${whoHas(scopes, {
        one: mark`has this`,
        many: mark`have this`,
      })} from the caller (${certainty})`;
    default:
      return mark`${whoHas(scopes, {
        one: mark`has this`,
        many: mark`have this`,
      })} (${certainty})`;
  }
}

/** A line of the one session that it speaks for, or that names it already: whose it is, and by which line, is in sight. */
function isOwnLine(elements: readonly GrantElement[]): boolean {
  const scopes = distinct(
    elements.map(({ scope }) => scope),
    ({ id }) => id,
  );
  const { facts } = scopes[0] ?? {};
  return (
    scopes.length === 1 &&
    elements.every(
      ({ item, origin }) =>
        item.certainty === 'declared' &&
        item.declaredFor === 'session' &&
        facts !== undefined &&
        (facts.credential === sessionLabel(facts) ||
          (origin.uri === facts.origin.uri && encloses(facts.extent, origin.range))),
    )
  );
}

/** Who can use it first, and what stands before that: one line where it can be. */
export function startsAndGates(elements: readonly GrantElement[]): Markdown {
  const who = starters(elements);
  const isOpen = elements.every(({ scope, item }) => gatesBefore(scope, item).length === 0);
  if (isNothing(who)) return barrier(elements);
  return isOpen
    ? mark`Started by ${who}, without approval.`
    : together([mark`Started by ${who}.`, barrier(elements)], ' ');
}

/** The least trusted who start a session that has it. */
function starters(elements: readonly GrantElement[]): Markdown {
  const initiators = elements.flatMap(({ scope, item }) =>
    scope.initiators.filter((initiator) => heldBy(initiator, item)),
  );
  const least = leastTrusted(initiators);
  return least === undefined ? NOTHING : plain(least.who);
}

/** What is checked again before the grant can be used. */
function barrier(elements: readonly GrantElement[]): Markdown {
  const gates = elements.map(({ scope, item }) => [scope, gatesBefore(scope, item)] as const);
  const open = gates.filter(([, before]) => before.length === 0).map(([scope]) => scope);
  const names = distinct(gates.flatMap(([, before]) => before.map(describeGate)));
  if (names.length === 0) {
    return mark`Without approval: nothing checks again before it is used.`;
  }
  if (open.length === 0) return mark`Behind a gate: ${listed(names)}.`;
  return mark`Behind a gate: ${listed(names)}; without approval in ${sessionNames(open)}.`;
}

/** Which starts of the session do not come with the grant; empty when all do. */
function holders(elements: readonly GrantElement[]): Markdown {
  const lacking = elements.flatMap(({ scope, item }) => notHeld(scope, item));
  return lacking.length === 0
    ? NOTHING
    : mark`Not held when started by ${joined(distinct(lacking).map(code), 'or')}.`;
}

function notHeld(scope: TrustScope, grant: Grant): readonly string[] {
  return scope.initiators
    .filter((initiator) => !heldBy(initiator, grant))
    .map((initiator) => initiator.event);
}

/** The key of a block of grants: all that it gives, and to whom. */
export function blockSection(elements: readonly ModelElement<'block'>[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const scopes = elements.map((element) => element.scope);
  const given = scopes.flatMap((scope) =>
    ownGrants(scope)
      .filter((grant) => grant.declaredFor === first.item.level)
      .map((item): GrantElement => ({ kind: 'grant', scope, item, origin: item.origin })),
  );
  const grants = distinct(
    given.map(({ item }) => item),
    (grant) => `${grant.action} ${grant.resource}`,
  );
  const gives = grants.length === 0 ? 'nothing' : describeGrants(grants);
  return paragraphs([
    evidenceOf(given),
    mark`**Grants of ${ownIdentity(first.scope)}**: ${gives}`,
    mark`${sentence(
      whoHas(scopes, {
        one: mark`has them`,
        many: mark`have them`,
      }),
    )} A right that is not named here is not granted.`,
  ]);
}
