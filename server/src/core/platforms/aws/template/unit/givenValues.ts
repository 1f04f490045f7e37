import type { Composing, UnitFile } from '../../../../compose/composer.js';
import { patternsOverlap } from '../../../../knowledge/aws/wildcards.js';
import { UNKNOWN_PART } from '../../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries, get } from '../../../../syntax/syntaxTree.js';
import { Reading } from '../../reading.js';
import { isKnown } from '../../text/sourceText.js';
import type { SharedBy, Template } from '../template.js';
import { property, readTemplate } from '../template.js';
import { TemplateTexts } from '../templateTexts.js';
import { SHARED } from './stackTexts.js';

/** What a name comes to. */
export interface SharedName {
  /** With the defaults of parameters in it, and `UNKNOWN_PART` for what a deployment tells. */
  readonly name: string;
  /** The same with nothing of what whoever deploys may change. */
  readonly open: string;
}

/** A value that a template gives to others under a name. It holds texts alone, so that it is equal where they are. */
interface Shared extends SharedName {
  readonly by: SharedBy;
  readonly path: string;
  /** The output, or the resource that is the parameter. */
  readonly id: string;
}

const MOST_OF_FILE = 400;
/** Names of which less is written say nothing: every stack has a `-Id`. */
const FEWEST_LETTERS = 3;

/** The values that one file gives to others. */
function sharedIn(file: UnitFile): readonly Shared[] {
  const [root] = file.tree.documents;
  const template = readTemplate(root);
  const nameOf = namesIn(new Reading(file.uri, file.tree, {}), template);
  const said = (by: SharedBy, id: string, node: SyntaxNode | undefined): readonly Shared[] => {
    const name = node === undefined ? undefined : nameOf(node);
    return name === undefined || isBare(name.name) ? [] : [{ by, path: file.path, id, ...name }];
  };
  return [
    ...entries(get(root, 'Outputs'))
      .slice(0, MOST_OF_FILE)
      .flatMap(({ key, value }) => said('export', key.text, get(get(value, 'Export'), 'Name'))),
    ...template.resources
      .filter(({ type }) => type === 'AWS::SSM::Parameter')
      .slice(0, MOST_OF_FILE)
      .flatMap((resource) => said('parameter', resource.id, property(resource, 'Name'))),
  ];
}

/** All that the templates of a workspace folder give to others, worked out once for all of them. */
export function allShared(composing: Composing): readonly Shared[] {
  return (composing.part(SHARED) ?? []) as readonly Shared[];
}

/** A part of `allShared`: what the file at a path gives, or all for an empty path. */
export function sharedPart(path: string, composing: Composing): readonly Shared[] {
  if (path === '') {
    return composing
      .namedBy(SHARED)
      .flatMap((each) => (composing.part(`${SHARED}:${each}`) ?? []) as readonly Shared[]);
  }
  const file = composing.file(path);
  return file === undefined ? [] : sharedIn(file);
}

/** What names come to in a template; `undefined` for one that turns out in several ways. */
export function namesIn(reading: Reading, template: Template): (node: SyntaxNode) => SharedName | undefined {
  const texts = new TemplateTexts(reading, template);
  const open = new TemplateTexts(reading, {
    ...template,
    parameter: (name) => {
      const own = template.parameter(name);
      return own && { type: own.type, fallback: undefined };
    },
  });
  return (node) => {
    const [name, ...others] = texts.parts(node);
    const [shape] = open.parts(node);
    return name === undefined || shape === undefined || others.length > 0
      ? undefined
      : { name: name.text, open: shape.text };
  };
}

/** Which value is meant by a name. */
interface Meant {
  /** The one that is meant; absent where several fit as well. */
  readonly chosen?: Shared;
  /** Whether the names are the same whoever deploys. */
  readonly certain: boolean;
  readonly candidates: readonly Shared[];
}

/**
 * The value that a name means, of those that others give: names are unique in an account and region, so that one that is
 * written alike is the one; of names that a deployment fills in, the only one that fits is likely.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
 */
export function meantBy(all: readonly Shared[], by: SharedBy, wanted: SharedName): Meant {
  const there = all.filter((one) => one.by === by);
  for (const fits of WAYS) {
    const candidates = there.filter((one) => fits(one, wanted));
    const [first, ...others] = candidates;
    if (first === undefined) continue;
    if (others.length > 0) return { certain: false, candidates };
    const certain = [first, wanted].every(({ name, open }) => name === open && isKnown({ text: name }));
    return { chosen: first, certain, candidates };
  }
  return { certain: false, candidates: [] };
}

/** How two names can be the same, the surest first. */
const WAYS: readonly ((a: SharedName, b: SharedName) => boolean)[] = [
  (a, b) => a.name === b.name && isKnown({ text: a.name }),
  (a, b) => a.open === b.open && !isBare(a.open),
  (a, b) => overlap(a.name, b.name),
  (a, b) => overlap(a.open, b.open),
];

function overlap(a: string, b: string): boolean {
  if (isBare(a) || isBare(b)) return false;
  return patternsOverlap(a.replaceAll(UNKNOWN_PART, '*'), b.replaceAll(UNKNOWN_PART, '*'));
}

function isBare(text: string): boolean {
  return text.replace(/[^\p{L}\d]/gu, '').length < FEWEST_LETTERS;
}
