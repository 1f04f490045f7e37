import type { Evidence } from '../../model/vocabulary.js';
import { distinct } from '../../collections/grouping.js';
import { listed } from '../../text/phrases.js';
import { code, plain } from '../describe/markdown.js';
import type { ModelElement } from '../../model/scopeElements.js';
import { sessionNames } from './inheritance.js';

type GrantElement = ModelElement<'grant'>;

/** Whether something is known to use the grants, and what. Of several grants each is named where it belongs. */
export function evidenceOf(elements: readonly GrantElement[]): string {
  const actions = distinct(elements.map((element) => element.item.action));
  const parts = [
    say('needed', elements, actions.length > 1),
    say('unneeded', elements, actions.length > 1),
    say('unknown', elements, actions.length > 1),
  ];
  return parts.filter((part) => part !== '').join('  \n');
}

function say(evidence: Evidence, all: readonly GrantElement[], several: boolean): string {
  const elements = all.filter((element) => element.item.evidence === evidence);
  if (elements.length === 0) return '';
  const isAll = elements.length === all.length;
  // Where the sessions differ, the verdict must say for which ones it holds.
  const where = isAll || several ? '' : ` in ${sessionNames(elements.map(({ scope }) => scope))}`;
  const whys = distinct(
    elements.flatMap((element) => element.item.evidenceFrom.map((item) => plain(item.why))),
  );
  const why =
    whys.length === 0
      ? ''
      : `${several && !isAll ? ', for' : ':'} ${whys.length > 3 ? listed(whys, 3) : whys.join('; ')}`;
  const [one, many, some] = VERDICTS[evidence];
  if (!several || isAll) return `${several ? many : one}${where}${why}.`;
  return `${some(listed(distinct(elements.map((element) => code(element.item.action)))))}${why}.`;
}

/** Of one grant, of several together, and of some of several. */
const VERDICTS: Readonly<Record<Evidence, readonly [string, string, (names: string) => string]>> = {
  needed: ['Needed', 'All are needed', (names) => `Needed: ${names}`],
  unneeded: ['No step needs it', 'No step needs any of them', (names) => `No step needs ${names}`],
  unknown: [
    'Whether it is needed is not known',
    'Whether they are needed is not known',
    (names) => `Whether this is needed is not known: ${names}`,
  ],
};
