import type { DefinitionKey } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Guard } from '../text/guards.js';
import { together } from '../text/guards.js';
import type { Intrinsic } from '../template/intrinsics.js';
import { intrinsicOf } from '../template/intrinsics.js';
import { documentElsewhere } from './elsewhere.js';
import type { PolicyReader } from './policyReader.js';
import { readStatement } from './readStatement.js';
import type { SourceStatement } from './sourceStatement.js';

/** A policy as it is written, and as plain data. */
export interface ReadPolicy {
  /** Absent for a policy that is the vendor's, not the file's. */
  readonly node: SyntaxNode | undefined;
  readonly version: string | undefined;
  readonly versionNode: SyntaxNode | undefined;
  readonly statements: readonly SourceStatement[];
  readonly incomplete: boolean;
  /** The texts and functions that stand for statements which could not be read. */
  readonly unread?: readonly UnreadPart[];
  /** Conditions of the template under which the whole of it is there. */
  readonly guards: readonly Guard[];
}

/** Something that stands for a part of a policy, and is not known. */
export interface UnreadPart {
  readonly shown: string;
  readonly origin: Origin;
  /** Where the linker finds it, when it stands in another file. */
  readonly elsewhere?: DefinitionKey;
}

/** Reads the policy documents that a node stands for: one, or one for each side of an `Fn::If`. */
export function readPolicies(
  reader: PolicyReader,
  node: SyntaxNode | undefined,
  outer: readonly Guard[] = [],
): readonly ReadPolicy[] {
  return reader.texts.branches(node, outer).flatMap((branch) => {
    const guards = together(outer, branch.guards);
    return guards === undefined ? [] : [readDocument(reader, branch.node, guards)];
  });
}

/** The policy as plain data, for evaluation. */
export function documentOf(policy: ReadPolicy): PolicyDocument {
  return {
    ...(policy.version === undefined ? {} : { version: policy.version }),
    statements: policy.statements.map(plainStatement),
    ...(policy.incomplete ? { incomplete: true as const } : {}),
  };
}

/** A statement without the node that it was read from. */
function plainStatement(source: SourceStatement): PolicyStatement {
  const plain: PolicyStatement & { node?: unknown; guards?: unknown } = {
    ...source,
    ...(source.guards.length === 0 ? {} : { when: source.guards }),
  };
  delete plain.node;
  delete plain.guards;
  return plain;
}

function readDocument(reader: PolicyReader, node: SyntaxNode, guards: readonly Guard[]): ReadPolicy {
  const versionNode = get(node, 'Version');
  const version = reader.texts.texts(versionNode)[0]?.text;
  const { statements, incomplete, unread } = readStatements(reader, get(node, 'Statement'), guards);
  if (intrinsicOf(node) === undefined && node.kind === 'mapping') {
    return { node, version, versionNode, statements, incomplete, unread, guards };
  }
  const whole = unreadPart(reader, node);
  return {
    node,
    version,
    versionNode,
    statements,
    incomplete: incomplete || whole.elsewhere === undefined,
    unread: [...unread, whole],
    guards,
  };
}

/** A list of statements that a tool writes into a policy of its own. */
export function readStatementList(reader: PolicyReader, node: SyntaxNode): ReadPolicy {
  const read = readStatements(reader, node, []);
  return { node, version: '2012-10-17', versionNode: undefined, ...read, guards: [] };
}

function readStatements(
  reader: PolicyReader,
  node: SyntaxNode | undefined,
  guards: readonly Guard[],
): Required<Pick<ReadPolicy, 'statements' | 'incomplete' | 'unread'>> {
  const statements: SourceStatement[] = [];
  const unread: UnreadPart[] = [];
  let incomplete = false;
  const visit = (item: SyntaxNode | undefined, outer: readonly Guard[]): void => {
    for (const branch of reader.texts.branches(item, outer)) {
      const inner = together(outer, branch.guards);
      if (inner === undefined || !reader.reading.visit()) continue;
      if (branch.node.kind === 'sequence' && intrinsicOf(branch.node) === undefined) {
        for (const child of branch.node.items) visit(child, inner);
      } else if (branch.node.kind === 'mapping' && intrinsicOf(branch.node) === undefined) {
        const found = readStatement(reader, branch.node, inner);
        if (
          reader.reading.spend(
            found.reduce((sum, one) => sum + costOf(one), 0),
            reader.reading.originOf(branch.node),
          )
        ) {
          statements.push(...found);
        } else incomplete = true;
      } else {
        const part = unreadPart(reader, branch.node);
        if (part.elsewhere === undefined) incomplete = true;
        unread.push(part);
      }
    }
  };
  visit(node, guards);
  return { statements, incomplete, unread };
}

/** How a reader knows what stands in the place of a statement. */
function unreadPart(reader: PolicyReader, node: SyntaxNode): UnreadPart {
  const intrinsic = intrinsicOf(node);
  const text = node.kind === 'scalar' ? node.text : undefined;
  const shown =
    intrinsic === undefined
      ? (text ?? '…')
      : isExpression(intrinsic)
        ? (textOf(intrinsic.argument) ?? '…')
        : `${intrinsic.name === 'Ref' ? 'Ref' : `Fn::${intrinsic.name}`}${intrinsic.argument.kind === 'scalar' ? ` ${intrinsic.argument.text}` : ''}`;
  const elsewhere = documentElsewhere(reader.reading.uri, node);
  return {
    shown: shown.slice(0, 80),
    origin: reader.reading.originOf(placeOf(node)),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
}

/** Whether it is something that Terraform works out: no name of a template has such characters. */
function isExpression({ name, argument }: Intrinsic): boolean {
  return name === 'Ref' && /[^\w:]/u.test(textOf(argument) ?? '');
}

/** A function of several lines is pointed at by its key. */
function placeOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'mapping' ? (node.entries[0]?.key ?? node) : node;
}

/** What it costs to find out what a statement names: most where a pattern has to be held against all services. */
function costOf({
  actions = [],
  notActions = [],
  resources = [],
  notResources = [],
}: SourceStatement): number {
  const named = [...actions, ...notActions].map(({ text }) =>
    /^[^:]*[*?\uFFFC][^:]*:/u.test(text) ? 1_500 : /[*?]/u.test(text) ? 3 : 1,
  );
  return named.reduce((sum, cost) => sum + cost, 0) + resources.length + notResources.length;
}
