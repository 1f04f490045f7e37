import { formatDuration } from '../../model/duration.js';
import { outlives } from '../../model/lives.js';
import type { TrustScope } from '../../model/trustScope.js';
import { gatesBefore } from '../../model/trustScope.js';
import { isUntrusted } from '../../model/vocabulary.js';
import { certaintyWords } from '../describe/certainty.js';
import { gateName, gateState } from '../describe/gates.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { carriedMarkdown } from '../describe/identity.js';
import { describeLifetime } from '../describe/lifetime.js';
import { conditionWords } from '../describe/initiators.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { capital, joined, listed, sentence } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import {
  code,
  isNothing,
  lines,
  link,
  mark,
  NOTHING,
  paragraphs,
  plain,
  together,
} from '../../text/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { whoHas, withWidths } from './inheritance.js';

/** Who can cause an event, what narrows it, what is withheld, and which sessions it starts. */
export function initiatorSection(elements: readonly ModelElement<'initiator'>[]): Markdown {
  return paragraphs(
    [...grouped(elements, ({ item }) => `${item.event} ${item.who}`).values()].map(oneInitiator),
  );
}

function oneInitiator(elements: readonly ModelElement<'initiator'>[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { item } = first;
  const conditions = distinct(elements.flatMap((element) => element.item.conditions));
  const held = distinct(elements.flatMap((element) => element.item.withholds));
  const told = [
    mark`Starts ${withWidths(elements.map((element) => element.scope))}.`,
    conditions.length === 0 ? 'Nothing narrows it.' : mark`Narrowed by ${conditionWords(conditions)}.`,
    held.length === 0
      ? isUntrusted(item.actor)
        ? 'Nothing is withheld from it: it gets the grants and the secrets.'
        : ''
      : mark`The platform withholds ${plain(joined(held.map((what) => (what === 'writes' ? 'write access' : what))))}.`,
    item.certainty === 'declared' ? '' : sentence(certaintyWords(item.certainty)),
    item.source === undefined ? '' : link(mark`Source`, item.source),
  ];
  return paragraphs([mark`**${code(item.event)}**: ${plain(item.who)}`, lines(told)]);
}

/** What a gate checks, what proves it, and what it guards. */
export function gateSection(elements: readonly ModelElement<'gate'>[]): Markdown {
  return paragraphs([...grouped(elements, ({ item }) => `${item.name} ${item.state}`).values()].map(oneGate));
}

function oneGate(elements: readonly ModelElement<'gate'>[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { item } = first;
  const guarded = elements.flatMap(({ scope, item: gate }) => {
    const grants = ownGrants(scope).filter((grant) =>
      gatesBefore(scope, grant).some(({ id }) => id === gate.id),
    );
    const carried = scope.carried.filter((other) =>
      gatesBefore(scope, other).some(({ id }) => id === gate.id),
    );
    return [describeGrants(grants), listed(distinct(carried.map(carriedMarkdown)))].filter(
      (text) => !isNothing(text),
    );
  });
  const guards =
    guarded.length === 0
      ? 'Nothing that the session reaches is behind it.'
      : mark`Guards ${together(distinct(guarded), ' · ')}.`;
  return paragraphs([
    mark`**${capital(gateName(item))}**: ${gateState(item.state)}`,
    lines([sentence(plain(item.why)), item.state === 'ineffective' ? '' : guards]),
  ]);
}

/** How long the sessions last and what bounds them. */
export function lifetimeSection(elements: readonly ModelElement<'lifetime'>[]): Markdown {
  const groups = grouped(elements, ({ scope }) => describeLifetime(scope.lifetime));
  return paragraphs(
    [...groups].map(([text, group]) => {
      const scopes = group.map((element) => element.scope);
      return mark`**Lasts ${text}**  \n${sentence(
        whoHas(scopes, {
          one: mark`has this bound`,
          many: mark`have this bound`,
        }),
      )} A stolen credential of the session works until then.${laterEnds(scopes)}`;
    }),
  );
}

/** What the sessions take on and what does not end with them. */
function laterEnds(scopes: readonly TrustScope[]): Markdown {
  const later = distinct(
    scopes.flatMap(({ carried, lifetime }) =>
      carried
        .filter((identity) => outlives(identity, lifetime.seconds))
        .map(
          (identity) =>
            mark`${carriedMarkdown(identity)} for up to ${plain(formatDuration(identity.lifetime.seconds))}`,
        ),
    ),
  );
  return later.length === 0 ? NOTHING : mark` What it takes on works longer: ${listed(later)}.`;
}

/** What the session runs on, and whether the next one finds the same machine. */
export function hostSection(elements: readonly ModelElement<'host'>[]): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => item.why).map(({ item }) => {
      const kind = item.kind === 'unknown' ? 'a machine that is not known' : mark`a ${item.kind} machine`;
      const state = {
        fresh: 'fresh for each session',
        persistent: 'kept between sessions',
        unknown: 'not known whether it is kept',
      } as const;
      return mark`**Runs on ${kind}**, ${state[item.state]}  \n${sentence(plain(item.why))}`;
    }),
  );
}

/** Where whoever starts the session chooses what runs in it. */
export function influenceSection(elements: readonly ModelElement<'influence'>[]): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => item.how).map(
      ({ item }) => mark`**Whoever starts the session has a say here**: ${plain(item.how)}`,
    ),
  );
}
