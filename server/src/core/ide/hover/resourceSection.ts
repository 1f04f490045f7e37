import { distinct } from '../../collections/grouping.js';
import type { ModelElement } from '../../model/scopeElements.js';
import type { Markdown } from '../../text/markdown.js';
import { code, lines, mark, NOTHING, paragraphs, plain } from '../../text/markdown.js';
import { listed, sentence } from '../../text/phrases.js';
import { startsAndGates } from './grantSection.js';
import { evidenceOf } from './evidence.js';
import { whoHas } from './inheritance.js';

/** On what rights are granted, with what it means to hold them there. */
export function resourceSection(elements: readonly ModelElement<'grant'>[]): Markdown {
  const [first] = elements;
  if (first === undefined) return NOTHING;
  const resources = distinct(elements.map(({ item }) => item.resource));
  const actions = distinct(elements.map(({ item }) => item.action));
  const breadth = elements.flatMap(({ item }) => item.breadth ?? []);
  const covers = distinct(
    breadth
      .filter(({ dimension, form }) => dimension === 'resource' && form !== 'pattern')
      .map((wide) => plain(wide.covers)),
  );
  return paragraphs([
    evidenceOf(elements),
    mark`**On ${listed(resources.map(code), 2)}**${covers.length === 0 ? '' : mark` (covers ${listed(covers, 1)})`}: ${listed(actions.map(code))}`,
    lines([
      startsAndGates(elements),
      sentence(
        whoHas(
          elements.map(({ scope }) => scope),
          { one: mark`has this`, many: mark`have this` },
        ),
      ),
    ]),
  ]);
}
