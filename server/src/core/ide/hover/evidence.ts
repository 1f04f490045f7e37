import type { Evidence } from '../../model/vocabulary.js';
import { distinct } from '../../collections/grouping.js';
import { listed } from '../../text/phrases.js';
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
  return lines([
    say('needed', elements, actions.length > 1),
    say('unneeded', elements, actions.length > 1),
    say('unknown', elements, actions.length > 1),
  ]);
}

/** "Needed: `contents:write` and `id-token:write`; nothing needs the other 15." Where all is known of all of them. */
function summed(elements: readonly GrantElement[]): Markdown {
  const needed = distinct(actionsOf(elements, 'needed'));
  const unneeded = distinct(actionsOf(elements, 'unneeded')).filter((action) => !needed.includes(action));
  if (unneeded.length < COUNTED_FROM || actionsOf(elements, 'unknown').length > 0) return NOTHING;
  return needed.length === 0
    ? mark`**No step needs any of the ${unneeded.length}.**`
    : mark`**Needed: ${listed(needed.map(code))}; nothing needs the other ${unneeded.length}.**`;
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
