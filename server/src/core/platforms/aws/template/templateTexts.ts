import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { embeddedPolicy } from '../text/embedded.js';
import type { Guard } from '../text/guards.js';
import { together } from '../text/guards.js';
import type { Branch, Part, SourceText, TextSource } from '../text/sourceText.js';
import { isKnown, known, unknown } from '../text/sourceText.js';
import type { Decided } from './conditions.js';
import { decidedCondition } from './conditions.js';
import type { Intrinsic } from './intrinsics.js';
import { intrinsicOf } from './intrinsics.js';
import { attributeOf, referenceTo } from './references.js';
import { takenBy } from './taken.js';
import type { Resource, SharedBy, Template } from './template.js';

/** Functions in functions; CloudFormation itself allows few, and a name may lead back to itself. */
const MOST_DEPTH = 12;
/** Ways in which one string can turn out; beyond, it counts as not known. */
const MOST_WAYS = 12;

/** How a scalar that is no function is read, and what a whole value may stand for. */
export interface Literals {
  readonly part: (text: string) => Part;
  /** The node that a scalar stands for as a whole: `${self:custom.statements}`. */
  readonly node: (scalar: SyntaxNode) => SyntaxNode | undefined;
  /** Whether `${name}` is something else than a reference of the template, and is filled in before it. */
  readonly isOwn: (name: string) => boolean;
}

/** Texts as they stand, with CloudFormation's references to what is only known at deployment left open. */
export const PLAIN_LITERALS: Literals = {
  part: (text) => {
    if (!text.includes('{{resolve:')) return known(text);
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
    return { ...known(text.replace(/\{\{resolve:[^}]*\}\}/gu, UNKNOWN_PART)), shown: text };
  },
  node: () => undefined,
  isOwn: () => false,
};

/** What the strings of a template come to, as far as the template alone tells. */
export class TemplateTexts implements TextSource {
  /** Policies in strings, each made once. */
  readonly #policies = new Map<SyntaxNode, SyntaxNode>();
  readonly #decided = new Map<string, Decided | undefined>();

  constructor(
    readonly reading: Reading,
    readonly template: Template,
    readonly literals: Literals = PLAIN_LITERALS,
  ) {}

  readonly texts = (node: SyntaxNode | undefined, assumed: readonly Guard[] = []): readonly SourceText[] =>
    this.#texts(node, assumed, 0);

  readonly branches = (node: SyntaxNode | undefined, assumed: readonly Guard[] = []): readonly Branch[] =>
    node === undefined || isAbsent(node) ? [] : this.#branches(node, assumed, 0);

  readonly conditionsIn = (node: SyntaxNode | undefined): readonly string[] => {
    const found = new Set<string>();
    this.#collectConditions(node, found, 0);
    return [...found];
  };

  /** How a condition of the template turns out, as far as the template alone tells. */
  decided(name: string): Decided | undefined {
    if (!this.#decided.has(name)) {
      // Where it leads back to itself, it is not known.
      this.#decided.set(name, undefined);
      this.#decided.set(name, decidedCondition(this, name));
    }
    return this.#decided.get(name);
  }

  /** The condition under which a resource is there; `undefined` for one that never is. */
  presence(resource: Resource): readonly Guard[] | undefined {
    const condition = textOf(get(resource.node, 'Condition'));
    if (condition === undefined) return [];
    const side = this.#certain(condition);
    return side === undefined ? [{ condition, holds: true }] : side ? [] : undefined;
  }

  /** The ways in which one string can turn out. */
  parts(node: SyntaxNode | undefined, depth = 0): readonly Part[] {
    if (node === undefined || depth > MOST_DEPTH || !this.reading.visit()) return [unknown('…')];
    const taken = this.#taken(node, depth);
    if (taken !== undefined) return taken;
    const intrinsic = intrinsicOf(node);
    if (intrinsic !== undefined) return this.#partsOf(intrinsic, depth + 1);
    if (node.kind !== 'scalar') return [unknown('…')];
    const stands = this.literals.node(node);
    return stands === undefined ? [this.literals.part(node.text)] : this.parts(stands, depth + 1);
  }

  /** What another stack gives, where the node takes that and it is known. */
  #taken(node: SyntaxNode, depth: number): readonly Part[] | undefined {
    const taken = takenBy(node);
    const [name] = taken === undefined ? [] : this.parts(taken.name, depth + 1);
    if (taken === undefined || name === undefined) return undefined;
    const given = this.given(taken.by, name.text, depth);
    return given ?? (taken.by === 'export' ? [unknown(`\${ImportValue ${name.shown}}`)] : undefined);
  }

  /** What another stack gives under a name; `undefined` where that is not known. */
  given(by: SharedBy, name: string, depth: number): readonly Part[] | undefined {
    const given = this.template.taken(by, name);
    return (
      given &&
      this.parts(given.value, depth + 1).map((part) => ({
        ...part,
        inferred: part.inferred || given.inferred,
      }))
    );
  }

  #texts(node: SyntaxNode | undefined, assumed: readonly Guard[], depth: number): readonly SourceText[] {
    if (node === undefined || depth > MOST_DEPTH) return [];
    return this.#branches(node, assumed, depth).flatMap((branch) =>
      this.#branchTexts(branch, assumed, depth),
    );
  }

  #branchTexts({ node, guards }: Branch, assumed: readonly Guard[], depth: number): readonly SourceText[] {
    if (node.kind === 'sequence' && intrinsicOf(node) === undefined) {
      return node.items.flatMap((item) => guarded(this.#texts(item, assumed, depth + 1), guards));
    }
    const list = this.#listParts(node, depth);
    const origin = this.reading.originOf(placeOf(this.reading, node));
    return guarded(
      (list ?? this.parts(node, depth)).map((part) => ({ ...part, origin })),
      guards,
    );
  }

  /** The strings of a function that gives a list; `undefined` for everything else. */
  #listParts(node: SyntaxNode, depth: number): readonly Part[] | undefined {
    const intrinsic = intrinsicOf(node);
    if (intrinsic?.name === 'Split') return this.#split(intrinsic, depth + 1) ?? [unknown('…')];
    if (intrinsic?.name !== 'Ref') return undefined;
    const parameter = this.template.parameter(textOf(intrinsic.argument) ?? '');
    if (
      parameter === undefined ||
      !parameter.type.includes('List') ||
      parameter.type.startsWith('AWS::SSM')
    ) {
      return undefined;
    }
    const items = (textOf(parameter.fallback) ?? '').split(',').map((item) => item.trim());
    return items.every((item) => item === '')
      ? undefined
      : items.map((item) => ({ ...known(item), inferred: true }));
  }

  #branches(node: SyntaxNode, assumed: readonly Guard[], depth: number): readonly Branch[] {
    if (depth > MOST_DEPTH || !this.reading.visit()) return [];
    const stands = this.literals.node(node);
    if (stands !== undefined) return this.#branches(stands, assumed, depth + 1);
    const intrinsic = intrinsicOf(node);
    const embedded = this.#embedded(node, intrinsic);
    if (embedded !== undefined) return [{ node: embedded, guards: [] }];
    if (intrinsic === undefined) return [{ node, guards: [] }];
    if (intrinsic.name === 'Ref' && textOf(intrinsic.argument) === 'AWS::NoValue') return [];
    if (intrinsic.name !== 'If') return [{ node, guards: [] }];
    const [condition, ...sides] = intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [];
    const name = textOf(condition) ?? '…';
    const certain = this.#certain(name);
    return [true, false].flatMap((holds, index) => {
      const side = sides[index];
      const guard = { condition: name, holds };
      if (certain !== undefined) {
        return side === undefined || certain !== holds ? [] : this.#branches(side, assumed, depth + 1);
      }
      if (side === undefined || together([guard], assumed) === undefined) return [];
      const own = assumed.some((known) => known.condition === name) ? [] : [guard];
      return this.#branches(side, [...assumed, guard], depth + 1).flatMap((branch) => {
        const guards = together(own, branch.guards);
        return guards === undefined ? [] : [{ node: branch.node, guards }];
      });
    });
  }

  /** The policy that a string holds. */
  #embedded(node: SyntaxNode, intrinsic: Intrinsic | undefined): SyntaxNode | undefined {
    const isSub = intrinsic?.name === 'Sub';
    if (intrinsic !== undefined && !isSub) return undefined;
    const argument = intrinsic?.argument ?? node;
    const scalar = argument.kind === 'sequence' && isSub ? argument.items[0] : argument;
    if (scalar?.kind !== 'scalar') return undefined;
    const known = this.#policies.get(scalar);
    if (known !== undefined) return known;
    const found = embeddedPolicy(this.reading.textAt(scalar.written).text, scalar, isSub);
    if (found !== undefined) this.#policies.set(scalar, found);
    return found;
  }

  #partsOf({ name, argument, short }: Intrinsic, depth: number): readonly Part[] {
    switch (name) {
      case 'Ref':
        return this.reference(textOf(argument) ?? '…', depth);
      case 'GetAtt':
        return this.#attribute(argument, depth);
      case 'Sub':
        return this.#substitute(argument, short, depth);
      case 'Join':
        return this.#join(argument, depth);
      case 'Select':
        return this.#select(argument, depth);
      case 'FindInMap':
        return this.#lookUp(argument, depth);
      case 'If':
        return this.#eachBranch(argument, depth);
      default:
        return [unknown(nameOf(name, argument))];
    }
  }

  /** What `Ref` of a name gives. */
  reference(name: string, depth: number): readonly Part[] {
    return referenceTo(this, name, depth + 1);
  }

  #eachBranch(argument: SyntaxNode, depth: number): readonly Part[] {
    const [condition, ...sides] = argument.kind === 'sequence' ? argument.items : [];
    const name = textOf(condition) ?? '…';
    const certain = this.#certain(name);
    return sides.slice(0, 2).flatMap((side, index) => {
      const holds = index === 0;
      if (certain !== undefined) return certain === holds ? this.parts(side, depth) : [];
      return guarded(this.parts(side, depth), [{ condition: name, holds }]);
    });
  }

  /** How a condition turns out that nobody who deploys the template decides. */
  #certain(name: string): boolean | undefined {
    const decided = this.decided(name);
    return decided === undefined || decided.inferred ? undefined : decided.holds;
  }

  #attribute(argument: SyntaxNode, depth: number): readonly Part[] {
    const items = argument.kind === 'sequence' ? argument.items.map((item) => textOf(item) ?? '') : [];
    const [id = '', ...rest] = argument.kind === 'sequence' ? items : (textOf(argument) ?? '').split('.');
    return attributeOf(this, id, rest.join('.'), depth + 1);
  }

  #substitute(argument: SyntaxNode, short: boolean, depth: number): readonly Part[] {
    const isList = argument.kind === 'sequence';
    const template = isList ? argument.items[0] : argument;
    const variables = isList ? argument.items[1] : undefined;
    // `!Sub` carries its tag on the text itself; anything but a text has to be worked out first.
    const text = template?.kind === 'scalar' ? template.text : undefined;
    if (text === undefined || (!short && !isList && argument.kind !== 'scalar')) return [unknown('…')];
    const pieces = text.split(/(\$\{[^}]*\})/u).map((piece) => this.#piece(piece, variables, depth));
    return combine(pieces, (parts) => concatenated(parts));
  }

  #piece(piece: string, variables: SyntaxNode | undefined, depth: number): readonly Part[] {
    const name = /^\$\{([^}]*)\}$/u.exec(piece)?.[1]?.trim();
    if (name === undefined) return [this.literals.part(piece)];
    if (name.startsWith('!')) return [known(`\${${name.slice(1)}}`)];
    if (this.literals.isOwn(name)) return [this.literals.part(piece)];
    const variable = get(variables, name);
    if (variable !== undefined) return this.parts(variable, depth);
    const dot = name.indexOf('.');
    return dot > 0
      ? attributeOf(this, name.slice(0, dot), name.slice(dot + 1), depth + 1)
      : this.reference(name, depth);
  }

  #join(argument: SyntaxNode, depth: number): readonly Part[] {
    const [separator, list] = argument.kind === 'sequence' ? argument.items : [];
    const glue = textOf(separator) ?? '';
    const items = this.#items(list, depth);
    if (items === undefined) return [unknown('…')];
    return combine(items, (parts) =>
      concatenated(parts.flatMap((part, at) => (at === 0 ? [part] : [known(glue), part]))),
    );
  }

  /** The items of a list, each with its ways to turn out; `undefined` where even their number is not known. */
  #items(list: SyntaxNode | undefined, depth: number): readonly (readonly Part[])[] | undefined {
    if (list === undefined) return undefined;
    if (list.kind === 'sequence' && intrinsicOf(list) === undefined) {
      return list.items.slice(0, 100).map((item) => this.parts(item, depth));
    }
    return this.#listParts(list, depth)?.map((part) => [part]);
  }

  #select(argument: SyntaxNode, depth: number): readonly Part[] {
    const [index, list] = argument.kind === 'sequence' ? argument.items : [];
    return this.#items(list, depth)?.[Number(textOf(index) ?? -1)] ?? [unknown('…')];
  }

  #split({ argument }: Intrinsic, depth: number): readonly Part[] | undefined {
    const [separator, source] = argument.kind === 'sequence' ? argument.items : [];
    const glue = textOf(separator) ?? '';
    const [part, ...others] = this.parts(source, depth);
    if (part === undefined || others.length > 0 || glue === '' || !isKnown(part)) return undefined;
    return part.text.split(glue).map((text) => ({ ...part, text, shown: text }));
  }

  /** With `AWS::LanguageExtensions` a fourth argument says what counts where there is no such entry. */
  #lookUp(argument: SyntaxNode, depth: number): readonly Part[] {
    const [items, other] =
      argument.kind === 'sequence' ? [argument.items.slice(0, 3), argument.items[3]] : [[], undefined];
    const keys = items.map((item) => this.parts(item, depth)[0]);
    const areKnown = keys.length === 3 && keys.every((key) => key !== undefined && isKnown(key));
    const node = areKnown
      ? keys.reduce((at, key) => get(at, key?.text ?? ''), this.template.mappings)
      : undefined;
    const inferred = keys.some((key) => key?.inferred === true);
    if (node?.kind === 'scalar') return [{ ...known(node.text), inferred }];
    const fallback = get(other, 'DefaultValue');
    if (areKnown && node === undefined && fallback !== undefined) {
      return this.parts(fallback, depth).map((part) => ({ ...part, inferred: true }));
    }
    return [unknown(`\${${keys.map((key) => key?.shown ?? '…').join('.')}}`)];
  }

  #collectConditions(node: SyntaxNode | undefined, found: Set<string>, depth: number): void {
    if (node === undefined || node.kind === 'scalar' || depth > 30 || !this.reading.visit()) return;
    const intrinsic = intrinsicOf(node);
    if (intrinsic?.name === 'If' && intrinsic.argument.kind === 'sequence') {
      const name = textOf(intrinsic.argument.items[0]) ?? '…';
      if (this.#certain(name) === undefined) found.add(name);
    }
    const children = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value);
    for (const child of children) this.#collectConditions(child, found, depth + 1);
  }
}

/** Where to point at for a string: the text itself where there is one, else the function that makes it. */
function placeOf(reading: Reading, node: SyntaxNode): SyntaxNode {
  const intrinsic = intrinsicOf(node);
  if (intrinsic === undefined || node.kind === 'scalar') return node;
  const { argument, name } = intrinsic;
  if (name === 'Sub' && argument.kind === 'sequence') return argument.items[0] ?? node;
  if (argument.kind === 'scalar') return argument;
  const { lines } = reading.textAt(node.range);
  const isOneLine = lines.positionAt(node.range.start).line === lines.positionAt(node.range.end).line;
  return isOneLine || node.kind !== 'mapping' ? node : (node.entries[0]?.key ?? node);
}

function nameOf(name: string, argument: SyntaxNode): string {
  const text = textOf(argument);
  return text === undefined ? '…' : `\${${name} ${text}}`;
}

function guarded<T extends Part>(parts: readonly T[], guards: readonly Guard[]): readonly T[] {
  if (guards.length === 0) return parts;
  return parts.flatMap((part) => {
    const all = together(guards, part.guards);
    return all === undefined ? [] : [{ ...part, guards: all }];
  });
}

/** Every combination of the ways in which the pieces turn out, put together. */
function combine(
  pieces: readonly (readonly Part[])[],
  put: (parts: readonly Part[]) => Part,
): readonly Part[] {
  let ways: readonly (readonly Part[])[] = [[]];
  for (const piece of pieces) {
    ways = ways.flatMap((way) => piece.map((part) => [...way, part]));
    if (ways.length > MOST_WAYS) return [unknown('…')];
  }
  return ways.flatMap((way) => {
    const guards = way.reduce<readonly Guard[] | undefined>(
      (all, part) => all && together(all, part.guards),
      [],
    );
    return guards === undefined ? [] : [{ ...put(way), guards }];
  });
}

function concatenated(parts: readonly Part[]): Part {
  const joined = (texts: readonly string[]): string => texts.join('').replace(/\uFFFC+/gu, UNKNOWN_PART);
  return {
    text: joined(parts.map(({ text }) => text)),
    shown: parts.map(({ shown }) => shown).join(''),
    guards: [],
    inferred: parts.some(({ inferred }) => inferred),
    ...(parts.some(({ open }) => open !== undefined)
      ? { open: joined(parts.map(({ text, open }) => open ?? text)) }
      : {}),
    resources: [...new Set(parts.flatMap(({ resources }) => resources))],
  };
}
