import { isUntrusted } from '../../model/vocabulary.js';
import { gatesBefore } from '../../model/trustScope.js';
import { certaintyWords } from '../describe/certainty.js';
import { gateName, gateState } from '../describe/gates.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { carriedMarkdown } from '../describe/identity.js';
import { describeLifetime } from '../describe/lifetime.js';
import { conditionWords } from '../describe/initiators.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { capital, joined, listed, sentence } from '../../text/phrases.js';
import { code, link, paragraphs, plain } from '../describe/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { whoHas, withWidths } from './inheritance.js';

/** Who can cause an event, what narrows it, what is withheld, and which sessions it starts. */
export function initiatorSection(elements: readonly ModelElement<'initiator'>[]): string {
  return paragraphs(
    [...grouped(elements, ({ item }) => `${item.event} ${item.who}`).values()].map(oneInitiator),
  );
}

function oneInitiator(elements: readonly ModelElement<'initiator'>[]): string {
  const [first] = elements;
  if (first === undefined) return '';
  const { item } = first;
  const conditions = distinct(elements.flatMap((element) => element.item.conditions));
  const held = distinct(elements.flatMap((element) => element.item.withholds));
  const lines = [
    `Starts ${withWidths(elements.map((element) => element.scope))}.`,
    conditions.length === 0 ? 'Nothing narrows it.' : `Narrowed by ${conditionWords(conditions)}.`,
    held.length === 0
      ? isUntrusted(item.actor)
        ? 'Nothing is withheld from it: it gets the grants and the secrets.'
        : ''
      : `The platform withholds ${joined(held.map((what) => (what === 'writes' ? 'write access' : what)))}.`,
    item.certainty === 'declared' ? '' : sentence(certaintyWords(item.certainty)),
    item.source === undefined ? '' : link('Source', item.source),
  ];
  return paragraphs([`**${code(item.event)}**: ${plain(item.who)}`, lines.filter(Boolean).join('  \n')]);
}

/** What a gate checks, what proves it, and what it guards. */
export function gateSection(elements: readonly ModelElement<'gate'>[]): string {
  return paragraphs([...grouped(elements, ({ item }) => `${item.name} ${item.state}`).values()].map(oneGate));
}

function oneGate(elements: readonly ModelElement<'gate'>[]): string {
  const [first] = elements;
  if (first === undefined) return '';
  const { item } = first;
  const guarded = elements.flatMap(({ scope, item: gate }) => {
    const grants = ownGrants(scope).filter((grant) =>
      gatesBefore(scope, grant).some(({ id }) => id === gate.id),
    );
    const carried = scope.carried.filter((other) =>
      gatesBefore(scope, other).some(({ id }) => id === gate.id),
    );
    return [describeGrants(grants), listed(distinct(carried.map(carriedMarkdown)))].filter(
      (text) => text !== '',
    );
  });
  const guards =
    guarded.length === 0
      ? 'Nothing that the session reaches is behind it.'
      : `Guards ${distinct(guarded).join(' · ')}.`;
  return paragraphs([
    `**${capital(gateName(item))}**: ${gateState(item.state)}`,
    [sentence(plain(item.why)), item.state === 'ineffective' ? '' : guards].filter(Boolean).join('  \n'),
  ]);
}

/** How long the sessions last and what bounds them. */
export function lifetimeSection(elements: readonly ModelElement<'lifetime'>[]): string {
  const groups = grouped(elements, ({ scope }) => describeLifetime(scope.lifetime));
  return paragraphs(
    [...groups].map(([text, group]) => {
      const scopes = group.map((element) => element.scope);
      return `**Lasts ${text}**  \n${sentence(whoHas(scopes, { one: 'has this bound', many: 'have this bound' }))} A stolen credential of the session works until then.`;
    }),
  );
}

/** What the session runs on, and whether the next one finds the same machine. */
export function hostSection(elements: readonly ModelElement<'host'>[]): string {
  return paragraphs(
    distinct(elements, ({ item }) => item.why).map(({ item }) => {
      const kind = item.kind === 'unknown' ? 'a machine that is not known' : `a ${item.kind} machine`;
      const state = {
        fresh: 'fresh for each session',
        persistent: 'kept between sessions',
        unknown: 'not known whether it is kept',
      };
      return `**Runs on ${kind}**, ${state[item.state]}  \n${sentence(plain(item.why))}`;
    }),
  );
}

/** Where whoever starts the session chooses what runs in it. */
export function influenceSection(elements: readonly ModelElement<'influence'>[]): string {
  return distinct(elements, ({ item }) => item.how)
    .map(({ item }) => `**Whoever starts the session has a say here**: ${plain(item.how)}`)
    .join('\n\n');
}
