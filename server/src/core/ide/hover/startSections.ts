import { formatDuration } from '../../model/duration.js';
import { outlives } from '../../model/lives.js';
import type { TrustScope } from '../../model/trustScope.js';
import { gatesBefore } from '../../model/trustScope.js';
import { isUntrusted } from '../../model/vocabulary.js';
import { certaintyWords } from '../describe/certainty.js';
import { gateName, gateState } from '../describe/gates.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { carriedMarkdown, sessionMarkdown } from '../describe/identity.js';
import { describeLifetime } from '../describe/lifetime.js';
import { conditionWords, describeInitiator } from '../describe/initiators.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { capital, joined, listed, sentence } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import {
  code,
  isNothing,
  items,
  lines,
  link,
  mark,
  NOTHING,
  paragraphs,
  plain,
  together,
} from '../../text/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames, whoHas, withWidths } from './inheritance.js';

/** Who can cause an event, what narrows it, what is withheld, and which sessions it starts. */
export function initiatorSection(elements: readonly ModelElement<'initiator'>[]): Markdown {
  const groups = [...grouped(elements, ({ item }) => `${item.event} ${item.who}`).values()];
  return groups.length > APART ? manyInitiators(groups) : paragraphs(groups.map(oneInitiator));
}

/** More ways of starting at one place are told in a line each. */
const APART = 2;

/** More than that are counted. */
const MOST = 5;

function manyInitiators(groups: readonly (readonly ModelElement<'initiator'>[])[]): Markdown {
  const all = withWidths(groups.flatMap((group) => group.map(({ scope }) => scope)));
  const shown = groups.slice(0, MOST).map((group) => {
    const scopes = group.map(({ scope }) => scope);
    const [first] = group;
    return first === undefined ? NOTHING : mark`${describeInitiator(first.item)}: ${sessionNames(scopes)}`;
  });
  const more = groups.length - MOST;
  return paragraphs([mark`**Starts ${all}**`, items(more > 0 ? [...shown, mark`and ${more} more`] : shown)]);
}

function oneInitiator(elements: readonly ModelElement<'initiator'>[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { item } = first;
  const conditions = distinct(elements.flatMap((element) => element.item.conditions));
  const held = distinct(elements.flatMap((element) => element.item.withholds));
  const told = [
    mark`**${code(item.event)}**: ${plain(item.who)}.`,
    mark`Starts ${withWidths(elements.map((element) => element.scope))}.`,
    conditions.length === 0 ? 'Nothing narrows it.' : mark`Narrowed by ${conditionWords(conditions)}.`,
    held.length === 0
      ? isUntrusted(item.actor)
        ? 'It gets the grants and the secrets.'
        : ''
      : mark`The platform withholds ${plain(joined(held.map((what) => (what === 'writes' ? 'write access' : what))))}.`,
    item.certainty === 'declared' ? '' : sentence(certaintyWords(item.certainty)),
    item.source === undefined ? '' : link(mark`Source`, item.source),
  ];
  return together(told, ' ');
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

/** How long an identity works that a session takes on, and whether that is longer than the session itself. */
export function carriedLifeSection(elements: readonly ModelElement<'carriedLife'>[]): Markdown {
  const groups = grouped(elements, ({ item }) => item.key);
  return paragraphs(
    [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { item, scope } = first;
      const { refused } = item.lifetime;
      const after = outlives(item, scope.lifetime.seconds)
        ? mark`It works on after ${sessionMarkdown(scope.facts)} has ended, which lasts ${describeLifetime(scope.lifetime)}.`
        : 'A stolen credential of it works until then.';
      return [
        mark`**${carriedMarkdown(item)} lasts ${describeLifetime(item.lifetime)}**  \n${after}${
          refused === undefined
            ? ''
            : mark` ${plain(formatDuration(refused))} are asked for, which it refuses.`
        }`,
      ];
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

/** Where strangers would have a say, and something turns them away. */
export function turnedAwaySection(elements: readonly ModelElement<'turnedAway'>[]): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => `${item.what} ${item.why}`).map(
      ({ item }) => mark`**Strangers are turned away here**: ${plain(item.what)}; ${plain(item.why)}`,
    ),
  );
}
