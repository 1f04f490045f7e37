import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import { baseName } from '../../text/uri.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { sessionMarkdown } from '../describe/identity.js';
import { loginMarkdown } from '../describe/logins.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { joined, listed } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import { code, lines, link, mark, NOTHING, paragraphs, plain } from '../../text/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { withWidths } from './inheritance.js';
import { meantSection } from './meantSection.js';

const VERBS = {
  calls: 'Calls',
  includes: 'Includes',
  follows: 'Runs after',
  assumes: 'Becomes',
  needs: 'Waits for',
  holds: 'Holds',
  'bounded-by': 'Bounded by',
} as const;

/** What another identity or pipeline named here resolves to, and what is handed to it. */
export function referenceSection(
  elements: readonly ModelElement<'reference'>[],
  model: TrustModel,
): Markdown {
  const groups = grouped(elements, ({ item }) => `${item.reference.kind} ${item.reference.name}`);
  return paragraphs([...groups.values()].map((group) => oneReference(group, model)));
}

function oneReference(elements: readonly ModelElement<'reference'>[], model: TrustModel): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const { reference, targets } = first.item;
  // The identity itself is shown at the same place, with what is not known of it.
  if (reference.kind === 'assumes' && targets.length === 0) return NOTHING;
  // One that is likely is told as what the session becomes.
  const { meant } = first.item;
  if (meant !== undefined) {
    return meant.some(({ likely }) => likely) ? NOTHING : meantSection(first.item, model);
  }
  const files = distinct(targets.map((target) => target.uri));
  const reached = delegates(
    elements.map((element) => element.scope),
    reference.id,
    model,
  );
  const refusing = elements.flatMap((element) => refusals(element, model));
  const told = [
    files.length === 0
      ? 'What it names is not in this workspace: what it reaches is not known.'
      : reference.kind === 'needs'
        ? ''
        : mark`Found in ${listed(files.map((uri) => link(plain(baseName(uri)), uri)))}.`,
    passes(first),
    reached.length === 0 ? '' : mark`Its sessions: ${withWidths(reached)}.`,
  ];
  return paragraphs([
    refusing.length > 0 ? '' : mark`**${VERBS[reference.kind]}** ${code(reference.name)}`,
    ...refusing,
    lines(told),
  ]);
}

/** A role that is named and does not let in what names it is none that it becomes. */
function refusals({ item, scope }: ModelElement<'reference'>, model: TrustModel): readonly Markdown[] {
  return scope.refusals
    .filter(({ reference }) => reference.id === item.reference.id)
    .flatMap(({ by, login }) => {
      const role = model.scope(by)?.facts;
      return login === undefined || role === undefined ? [] : [loginMarkdown(scope.facts, role, login)];
    });
}

function delegates(
  scopes: readonly TrustScope[],
  reference: string,
  model: TrustModel,
): readonly TrustScope[] {
  const ids = scopes.flatMap((scope) =>
    scope.delegations.filter((item) => item.reference.id === reference).map((item) => item.callee),
  );
  return distinct(ids).flatMap((id) => model.scope(id) ?? []);
}

function passes({ item, scope }: ModelElement<'reference'>): Markdown {
  if (item.reference.kind !== 'calls') return NOTHING;
  const handed = item.reference.passes?.secrets;
  const secrets =
    handed === 'all'
      ? 'every secret'
      : handed === undefined || handed.length === 0
        ? 'no secrets'
        : mark`the secrets ${listed(handed.map(code), 6)}`;
  const grants = ownGrants(scope).filter((grant) => grant.via.length === 0);
  return mark`Hands over ${secrets} and, as a ceiling, ${grants.length === 0 ? 'no grants' : describeGrants(grants)}.`;
}

/** A callee that asks for more than its caller has: such a run is refused. */
export function excessSection(elements: readonly ModelElement<'excess'>[], model: TrustModel): Markdown {
  return paragraphs(
    distinct(elements, ({ item }) => `${item.caller} ${item.callee}`).map(({ item, origin }) => {
      const asked = item.excess.filter(({ askedAt }) => askedAt.range.start === origin.range.start);
      const rights = asked.map(
        ({ right, asked: level, given }) => mark`${code(`${right}:${level}`)} (given: ${given ?? 'none'})`,
      );
      const caller = model.scope(item.caller);
      const who = caller === undefined ? 'the caller' : sessionMarkdown(caller.facts);
      return mark`**Asks for more than ${who} has**  \n${joined(rights)}. A called session cannot exceed its caller: the platform refuses the run.`;
    }),
  );
}

/** What the files do not say about this place. */
export function unknownSection(elements: readonly ModelElement<'unknown'>[]): Markdown {
  const some = distinct(elements, ({ item }) => `${item.what} ${item.why}`);
  return lines(some.map(({ item }) => mark`Not known: ${plain(item.what)} (${plain(item.why)}).`));
}
