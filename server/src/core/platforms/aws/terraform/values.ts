import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { HclExpression, HclTemplate } from '../../../syntax/hcl/expression.js';
import { nodeOf } from '../../../syntax/hcl/nodes.js';
import { expressionAt, templateIn } from '../../../syntax/hcl/readExpression.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Reading } from '../reading.js';
import { blockOf } from '../../../text/block.js';
import { ifAt, joinAt, mappingAt, refAt, scalarAt, seenFrom, sequenceAt, unknownAt } from './build.js';
import type { Block, Configuration } from './configuration.js';
import { embeddedPolicy } from './embeddedJson.js';
import type { Env, Evaluator, Surroundings } from './evaluator.js';
import type { Scope } from './scope.js';
import { ALONE, rangeOf, sourceOf } from './evaluator.js';
import { NO_SCOPE } from './scope.js';
import { isOffByDefault, turnsOfBlock } from './instances.js';
import { answered, decidedBy, isQuestion } from './questions.js';
import { callNode } from './functions.js';
import { forNode, turnsOf, withIterator } from './loops.js';
import { isFunction, nodeText } from './nodeText.js';
import { documentNode } from './policyDocument.js';
import { nameNode, referenceNode } from './references.js';
import { nodesOf, piecesOf } from './templatePieces.js';

/** Names that are being worked out, each on the way to another; a longer chain is gone through from its other end. */
const MOST_BUSY = 30;
const LOCAL = 'local.';

/** More instances of one block are taken as one in which each turn counts. */
const MOST_INSTANCES = 50;

/**
 * Works out the values of one module, or of one file alone. Where the turns of `count` or `for_each` are known each
 * instance of a block is one by itself; else all are one: what differs between them is unknown.
 */
export class Values implements Evaluator {
  readonly #locals = new Map<string, SyntaxNode | undefined>();
  readonly #documents = new Map<string, SyntaxNode | undefined>();
  readonly #makers = new Map<SyntaxNode, Block>();
  readonly #scopes = new Map<string, Scope>();
  #resources: readonly Block[] | undefined;
  readonly #instancesOf = new Map<string, readonly Block[]>();
  readonly #busy = new Set<string>();
  /** Names that others on the way wait for: one that is asked for meanwhile leads back to itself. */
  readonly #pending = new Set<string>();

  constructor(
    readonly reading: Reading,
    readonly configuration: Configuration,
    readonly surroundings: Surroundings = ALONE,
    /** Defaults that were asked for, by the name of the reference; those of the caller, of a module that is called. */
    readonly parameters: Map<string, SyntaxNode> = new Map<string, SyntaxNode>(),
  ) {}

  /** A place of the module, for what has none of its own. */
  get range(): TextRange {
    const { resources, documents, modules } = this.configuration;
    return [...resources, ...documents, ...modules][0]?.body.range ?? { start: 0, end: 0 };
  }

  get resources(): readonly Block[] {
    return (this.#resources ??= this.configuration.resources.flatMap((block) => this.#instances(block)));
  }

  readonly found = (address: string): readonly Block[] => {
    const known = this.#instancesOf.get(address);
    if (known !== undefined) return known;
    const block = this.configuration.resource(address) ?? this.configuration.data(address);
    return block === undefined ? [] : this.#instances(block);
  };

  /** The instances of a block: none where it is certainly not there. */
  #instances(block: Block): readonly Block[] {
    const known = this.#instancesOf.get(block.address);
    if (known !== undefined) return known;
    const named = { ...block, address: this.#named(block.address) };
    // What it runs over may name the block itself, which Terraform refuses.
    this.#instancesOf.set(block.address, [named]);
    const turns = turnsOfBlock(this, block);
    const whole = isOffByDefault(this, block) ? { ...named, offByDefault: true as const } : named;
    const found =
      turns === undefined || turns.length > MOST_INSTANCES
        ? [whole]
        : turns.map(({ instance, scope }) => ({
            ...whole,
            address: `${whole.address}[${JSON.stringify(instance)}]`,
            scope,
            instance,
          }));
    this.#instancesOf.set(block.address, found);
    return found;
  }

  /** An address as all other modules know it. */
  #named(address: string): string {
    return `${this.surroundings.prefix}${address}`;
  }

  readonly parameter = (name: string, fallback: SyntaxNode): void => {
    this.parameters.set(name, fallback);
  };

  readonly text = (node: SyntaxNode): string => {
    const text = nodeText(node, this.parameters);
    // As it is written: a key that is wholly open is none that anybody could misspell.
    return text === UNKNOWN_PART ? `\${${UNKNOWN_PART}}` : text;
  };

  readonly local = (name: string): SyntaxNode | undefined =>
    this.#once(this.#locals, `${LOCAL}${name}`, () => {
      const entry = this.configuration.local(name);
      return entry && this.value(entry.value, NO_SCOPE);
    });

  readonly document = (block: Block): SyntaxNode | undefined => {
    const node = this.#once(this.#documents, block.address, () => documentNode(this, block));
    if (node !== undefined) this.#makers.set(node, block);
    return node;
  };

  readonly maker = (node: SyntaxNode): Block | undefined => this.#makers.get(node);

  /** Whether anything in this module asked for the policy. */
  isUsed(address: string): boolean {
    return this.#documents.has(address);
  }

  /** Works out the locals and policies that a name leads to, each after those that it leads to itself. */
  #prepare(name: string): void {
    const todo = [{ name, left: this.#namedIn(name) }];
    const seen = new Set([name]);
    this.#pending.add(name);
    for (let top = todo.at(-1); top !== undefined; top = todo.at(-1)) {
      const next = top.left.pop();
      if (next === undefined) {
        todo.pop();
        this.#pending.delete(top.name);
        if (top.name !== name) this.#ask(top.name);
      } else if (!seen.has(next) && !this.#locals.has(next) && !this.#documents.has(next)) {
        seen.add(next);
        this.#pending.add(next);
        todo.push({ name: next, left: this.#namedIn(next) });
      }
    }
  }

  #ask(name: string): void {
    if (name.startsWith(LOCAL)) this.local(name.slice(LOCAL.length));
    else for (const block of this.found(name)) this.document(block);
  }

  /** The locals and policies that the text of one of them names. */
  #namedIn(name: string): string[] {
    const node = name.startsWith(LOCAL)
      ? this.configuration.local(name.slice(LOCAL.length))?.value
      : this.configuration.data(name)?.body;
    if (node === undefined) return [];
    const text = this.reading.textAt(node.range).text.slice(node.range.start, node.range.end);
    return (
      text.match(/\b(?:local|data\.aws_iam_policy_document)\.[\p{ID_Start}_][\p{ID_Continue}-]*/gu) ?? []
    );
  }

  readonly guarded = (name: string, make: () => SyntaxNode | undefined): SyntaxNode | undefined => {
    if (this.#busy.has(name)) return undefined;
    this.#busy.add(name);
    const found = make();
    this.#busy.delete(name);
    return found;
  };

  readonly scopeOf = (block: Block): Scope => {
    if (block.scope !== undefined) return block.scope;
    const known = this.#scopes.get(block.address);
    if (known !== undefined) return known;
    // What it runs over may name the block itself, which Terraform refuses.
    this.#scopes.set(block.address, NO_SCOPE);
    const node = get(block.body, 'for_each');
    const turns = node === undefined ? undefined : turnsOf(this.value(node, NO_SCOPE));
    const scope = turns === undefined ? NO_SCOPE : withIterator(NO_SCOPE, 'each', turns);
    this.#scopes.set(block.address, scope);
    return scope;
  };

  readonly isMissing = (expression: HclExpression, env: Env): boolean => {
    if (expression.kind !== 'access') return false;
    const last = expression.steps.at(-1);
    if (last === undefined || last.kind === 'splat') return false;
    const name = last.kind === 'attribute' ? last.name : nodeText(this.expression(last.key, env));
    const steps = expression.steps.slice(0, -1);
    const { of } = expression;
    // The first step of these is part of the name.
    if (of.kind === 'name' && steps.length === 0 && /^(?:var|local|module|data|each)$/u.test(of.name)) {
      return false;
    }
    const whole = this.expression(steps.length === 0 ? of : { ...expression, steps }, env);
    if (whole.kind === 'sequence') return /^\d+$/u.test(name) && whole.items.length === 0;
    return whole.kind === 'mapping' && !isFunction(whole) && get(whole, name) === undefined;
  };

  readonly value = (node: SyntaxNode, scope: Scope): SyntaxNode => {
    if (!this.reading.visit()) return unknownAt(node.range, '…');
    if (node.kind === 'sequence') {
      return sequenceAt(
        node.range,
        node.items.map((item) => this.value(item, scope)),
      );
    }
    if (node.kind === 'mapping') {
      const entries = node.entries.map(({ key, value }) => ({
        key: this.#key(key, scope),
        value: this.value(value, scope),
        merged: false,
      }));
      return mappingAt(node.range, entries);
    }
    if (typeof node.value !== 'string' || !/[$%]\{/u.test(node.text)) return node;
    return this.#scalar(node, scope);
  };

  readonly expression = (expression: HclExpression, env: Env): SyntaxNode => {
    const range = rangeOf(expression, env);
    if (!this.reading.visit()) return unknownAt(range, '…');
    switch (expression.kind) {
      case 'literal':
      case 'object':
      case 'tuple':
        return this.value(this.#nodeOf(expression, env), env.scope);
      case 'template':
        return this.#template(expression, env);
      case 'name':
        return nameNode(expression.name, env, { range, shown: expression.name });
      case 'access':
        return referenceNode(this, expression, env);
      case 'call':
        return callNode(this, expression, env);
      case 'conditional': {
        const { condition, yes, no } = expression;
        const decided = decidedBy(this.expression(condition, env));
        if (decided !== undefined) {
          return this.#side(decided ? yes : no, env) ?? refAt(range, 'AWS::NoValue');
        }
        return ifAt(range, sourceOf(condition, env), this.#side(yes, env), this.#side(no, env));
      }
      case 'for':
        return forNode(this, expression, env);
      case 'operation':
        return this.#operation(expression, env);
      case 'unread':
        return unknownAt(range, sourceOf(expression, env));
    }
  };

  /** What is not read where it stands is no text of the file, and is not to be looked up there. */
  #nodeOf(expression: HclExpression, { source, at }: Env): SyntaxNode {
    const node = nodeOf(expression, source, at);
    return at === undefined ? node : seenFrom(node, at);
  }

  /** A side of a condition; `null` is as if the attribute were not written. */
  #side(expression: HclExpression, env: Env): SyntaxNode | undefined {
    const isNull = expression.kind === 'literal' && expression.value === null;
    return isNull ? undefined : this.expression(expression, env);
  }

  #scalar(node: ScalarNode, scope: Scope): SyntaxNode {
    const { text, format } = this.reading.textAt(node.range);
    const isOwn = format === 'hcl' && node.range === node.written;
    const expression = isOwn
      ? expressionAt(text, node.written.start, node.written.end, blockOf(node.written))
      : templateIn(node.text);
    const env: Env = isOwn
      ? { source: text, at: undefined, scope }
      : { source: node.text, at: node.range, scope };
    return this.expression(expression, env);
  }

  #key(key: ScalarNode, scope: Scope): ScalarNode {
    if (!/[$%]\{/u.test(key.text)) return key;
    return scalarAt(key.range, this.text(this.#scalar(key, scope)), key.style);
  }

  #template(template: HclTemplate, env: Env): SyntaxNode {
    const { parts } = template;
    const range = rangeOf(template, env);
    const [only, ...others] = parts;
    if (only?.kind === 'interpolation' && others.length === 0) return this.expression(only.expression, env);
    const pieces = piecesOf(this, parts, env);
    return embeddedPolicy(this, template, pieces, env) ?? joinAt(range, nodesOf(pieces, range));
  }

  /** Sums and products of numbers, such as twelve hours in seconds. */
  #operation(expression: Extract<HclExpression, { kind: 'operation' }>, env: Env): SyntaxNode {
    const range = rangeOf(expression, env);
    if (isQuestion(expression.operator, expression.operands.length)) {
      const answer = answered(this, expression, env);
      return answer === undefined
        ? unknownAt(range, sourceOf(expression, env))
        : scalarAt(range, answer, 'plain');
    }
    // A sum of many is one operation in the other; they are gone through from the inside out.
    const chain = [expression];
    let [first] = expression.operands;
    while (first?.kind === 'operation' && this.reading.visit()) {
      chain.push(first);
      [first] = first.operands;
    }
    let found = first === undefined ? undefined : this.#number(first, env);
    for (const { operator, operands } of chain.reverse()) {
      const [, other] = operands;
      const b = other === undefined ? undefined : this.#number(other, env);
      const isKnown = found !== undefined && (other === undefined || b !== undefined);
      found = isKnown ? computed(operator, found ?? 0, b) : undefined;
    }
    return found === undefined
      ? unknownAt(range, sourceOf(expression, env))
      : scalarAt(range, found, 'plain');
  }

  #number(expression: HclExpression, env: Env): number | undefined {
    const node = this.expression(expression, env);
    return node.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
  }

  /** Works something out once; `undefined` while that is being done. */
  #once(
    known: Map<string, SyntaxNode | undefined>,
    name: string,
    make: () => SyntaxNode | undefined,
  ): SyntaxNode | undefined {
    if (known.has(name)) return known.get(name);
    // Far down a chain of names, what it rests on is worked out first, from the other end.
    if (this.#pending.has(name)) return undefined;
    if (this.#busy.size > MOST_BUSY && this.#pending.size === 0) this.#prepare(name);
    if (known.has(name)) return known.get(name);
    const found = this.guarded(name, make);
    if (!this.#busy.has(name)) known.set(name, found);
    return found;
  }
}

function computed(operator: string, a: number, b: number | undefined): number | undefined {
  if (b === undefined) return operator === '-' ? -a : undefined;
  if (operator === '*') return a * b;
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  // By nothing nothing can be divided; Terraform stops there.
  if (b === 0) return undefined;
  return operator === '/' ? a / b : operator === '%' ? a % b : undefined;
}
