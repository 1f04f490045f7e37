import type { Grant } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { gatesBefore, heldBy } from '../../model/trustScope.js';
import { certaintyWords, defaultGrantWords } from '../describe/certainty.js';
import { describeGate } from '../describe/gates.js';
import { describeGrants, isEverything, ownGrants, widestFirst } from '../describe/grants.js';
import { ownIdentity } from '../describe/identity.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { joined, listed, sentence } from '../../text/phrases.js';
import { code, paragraphs, plain } from '../describe/markdown.js';
import { evidenceOf } from './evidence.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames, whoHas } from './inheritance.js';

/** More actions than this at one place, as of `write-all`, are summed up. */
const APART = 3;

type GrantElement = ModelElement<'grant'>;

/** What a grant opens, for whom, whether it is needed, and what stands before it. */
export function grantSection(elements: readonly GrantElement[]): string {
  const byAction = grouped(elements, (element) => element.item.action);
  if (byAction.size > APART) return manyGrants(elements);
  return paragraphs([...byAction.values()].map(oneGrant));
}

function oneGrant(elements: readonly GrantElement[]): string {
  const [first] = elements;
  if (first === undefined) return '';
  const { item, scope } = first;
  return paragraphs([
    sentence(`**${code(item.action)}** lets ${ownIdentity(scope)} ${plain(item.opens)}`),
    [sentence(source(elements)), evidenceOf(elements), barrier(elements), holders(elements)]
      .filter(Boolean)
      .join('  \n'),
  ]);
}

function manyGrants(elements: readonly GrantElement[]): string {
  const [first] = elements;
  if (first === undefined) return '';
  const grants = distinct(
    elements.map((element) => element.item),
    (grant) => grant.action,
  );
  const order = widestFirst(grants);
  const rankOf = (element: GrantElement): number =>
    order.findIndex((grant) => grant.action === element.item.action);
  const ranked = [...elements].sort((a, b) => rankOf(a) - rankOf(b));
  const top = order.slice(0, 4);
  const rest = grants.length - top.length;
  const lines = top.map((grant) => `- ${code(grant.action)}: ${plain(grant.opens)}`);
  if (rest > 0) lines.push(`- and ${String(rest)} more`);
  const writes = grants.filter((grant) => grant.access !== 'read');
  const title = isEverything(writes)
    ? `**${ownIdentity(first.scope)} gets everything that can be written**`
    : `**${ownIdentity(first.scope)} gets ${String(grants.length)} rights**: ${describeGrants(grants)}`;
  return paragraphs([
    title,
    lines.join('\n'),
    [sentence(source(elements)), evidenceOf(ranked), barrier(elements), holders(elements)]
      .filter(Boolean)
      .join('  \n'),
  ]);
}

/** Who has it and where it was written, with its certainty. */
function source(elements: readonly GrantElement[]): string {
  const scopes = elements.map((element) => element.scope);
  const [first] = elements;
  const certainty = certaintyWords(first?.item.certainty ?? 'declared');
  switch (first?.item.declaredFor) {
    case 'file':
      return `${whoHas(scopes, { one: 'inherits this', many: 'inherit this' })} (${certainty} for the whole file)`;
    case 'default':
      return `${whoHas(scopes, { one: 'has this', many: 'have this' })} (${defaultGrantWords(first.scope) ?? certainty})`;
    case 'caller':
      return `${whoHas(scopes, { one: 'has this', many: 'have this' })} from the caller (${certainty})`;
    default:
      return `${whoHas(scopes, { one: 'has this', many: 'have this' })} (${certainty})`;
  }
}

/** What is checked again before the grant can be used. */
function barrier(elements: readonly GrantElement[]): string {
  const gates = elements.map(({ scope, item }) => [scope, gatesBefore(scope, item)] as const);
  const open = gates.filter(([, before]) => before.length === 0).map(([scope]) => scope);
  const names = distinct(gates.flatMap(([, before]) => before.map(describeGate)));
  if (names.length === 0) return 'Open: nothing checks again before it is used.';
  if (open.length === 0) return `Behind a gate: ${listed(names)}.`;
  return `Behind a gate: ${listed(names)}; open in ${sessionNames(open)}.`;
}

/** Which starts of the session do not come with the grant; empty when all do. */
function holders(elements: readonly GrantElement[]): string {
  const lacking = elements.flatMap(({ scope, item }) => notHeld(scope, item));
  return lacking.length === 0 ? '' : `Not held when started by ${joined(distinct(lacking).map(code), 'or')}.`;
}

function notHeld(scope: TrustScope, grant: Grant): readonly string[] {
  return scope.initiators
    .filter((initiator) => !heldBy(initiator, grant))
    .map((initiator) => initiator.event);
}

/** The key of a block of grants: all that it gives, and to whom. */
export function blockSection(elements: readonly ModelElement<'block'>[]): string {
  const [first] = elements;
  if (first === undefined) return '';
  const scopes = elements.map((element) => element.scope);
  const grants = distinct(
    scopes.flatMap((scope) => ownGrants(scope).filter((grant) => grant.declaredFor === first.item.level)),
    (grant) => `${grant.action} ${grant.resource}`,
  );
  const gives = grants.length === 0 ? 'nothing' : describeGrants(grants);
  return paragraphs([
    `**Grants of ${ownIdentity(first.scope)}**: ${gives}`,
    `${sentence(whoHas(scopes, { one: 'has them', many: 'have them' }))} A right that is not named here is not granted.`,
  ]);
}
