import type { Evidence } from '../../model/vocabulary.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { capital, listed, sentence } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import { code, isNothing, lines, mark, NOTHING, plain, together } from '../../text/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames } from './inheritance.js';

type GrantElement = ModelElement<'grant'>;

/** So many grants that nothing needs are counted rather than named, beside those that are needed. */
const COUNTED_FROM = 4;

/** Whether something is known to use the grants, and what. Of several grants each is named where it belongs. */
export function evidenceOf(elements: readonly GrantElement[]): Markdown {
  const actions = distinct(elements.map((element) => element.item.action));
  const short = summed(elements);
  if (!isNothing(short)) return short;
  const several = actions.length > 1;
  const told = several ? strongest(elements) : strongestOfEach(elements);
  return lines([say('needed', told, several), say('unneeded', told, several), say('unknown', told, several)]);
}

/** Of one session that has an action more than once, such as on two resources, what is known of it at most. */
function strongestOfEach(elements: readonly GrantElement[]): readonly GrantElement[] {
  return [...grouped(elements, ({ scope }) => scope.id).values()].flatMap(strongest);
}

/** Of several actions each by what is known of it at most: one that a session needs is not told as unneeded by another. */
function strongest(elements: readonly GrantElement[]): readonly GrantElement[] {
  const rank = ({ item }: GrantElement): number => STRENGTH.indexOf(item.evidence);
  const best = new Map<string, number>();
  for (const element of elements) {
    const { action } = element.item;
    best.set(action, Math.max(best.get(action) ?? 0, rank(element)));
  }
  return elements.filter((element) => rank(element) === best.get(element.item.action));
}

const STRENGTH: readonly Evidence[] = ['unneeded', 'unknown', 'needed'];

/** "Needed: `contents:write` and `id-token:write`; nothing needs the other 9; of 6 it is not known." */
function summed(elements: readonly GrantElement[]): Markdown {
  const needed = distinct(actionsOf(elements, 'needed'));
  const others = (evidence: Evidence): readonly string[] =>
    distinct(actionsOf(elements, evidence)).filter((action) => !needed.includes(action));
  const open = others('unknown');
  const unneeded = others('unneeded').filter((action) => !open.includes(action));
  // Of which nothing is known they are told of together.
  if (unneeded.length + open.length < COUNTED_FROM || needed.length + unneeded.length === 0) return NOTHING;
  const first = needed.length === 0 ? [] : [mark`Needed: ${listed(needed.map(code))}`];
  const rest = needed.length === 0 ? mark`of the` : mark`the other`;
  const told = [
    ...first,
    ...(unneeded.length === 0
      ? []
      : [
          needed.length === 0
            ? mark`No step needs any ${rest} ${unneeded.length}`
            : mark`nothing needs ${rest} ${unneeded.length}`,
        ]),
    ...(open.length === 0 ? [] : [mark`of ${open.length} it is not known`]),
  ];
  const gaps = distinct(
    elements
      .filter(({ item }) => open.includes(item.action))
      .flatMap(({ item }) => item.evidenceFrom.map(({ why }) => plain(why))),
  );
  return mark`**${capital(together(told, '; '))}.**${gaps.length === 0 ? '' : mark` ${sentence(listed(gaps, 1))}`}`;
}

function actionsOf(elements: readonly GrantElement[], evidence: Evidence): readonly string[] {
  return elements.filter(({ item }) => item.evidence === evidence).map(({ item }) => item.action);
}

function say(evidence: Evidence, all: readonly GrantElement[], several: boolean): Markdown {
  const elements = all.filter((element) => element.item.evidence === evidence);
  if (elements.length === 0) return NOTHING;
  const isAll = elements.length === all.length;
  // Where the sessions differ, the verdict must say for which ones it holds.
  const where = isAll || several ? '' : mark` in ${sessionNames(elements.map(({ scope }) => scope))}`;
  const whys = distinct(
    elements.flatMap((element) => element.item.evidenceFrom.map((item) => plain(item.why))),
  );
  const why =
    whys.length === 0
      ? ''
      : mark`${several && !isAll ? ', for' : ':'} ${whys.length > 3 ? listed(whys, 3) : together(whys, '; ')}`;
  const [one, many, some] = VERDICTS[evidence];
  if (!several || isAll) return mark`${several ? many : one}${where}${why}.`;
  return mark`${some(listed(distinct(elements.map((element) => code(element.item.action)))))}${why}.`;
}

/** Of one grant, of several together, and of some of several. */
const VERDICTS = {
  needed: ['Needed', 'All are needed', (names: Markdown) => mark`Needed: ${names}`],
  unneeded: [
    'No step needs it',
    'No step needs any of them',
    (names: Markdown) => mark`No step needs ${names}`,
  ],
  unknown: [
    'Whether it is needed is not known',
    'Whether they are needed is not known',
    (names: Markdown) => mark`Whether this is needed is not known: ${names}`,
  ],
} as const satisfies Readonly<Record<Evidence, readonly [string, string, (names: Markdown) => Markdown]>>;
