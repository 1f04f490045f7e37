import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { Guard } from '../text/guards.js';
import { together } from '../text/guards.js';
import { intrinsicOf } from '../template/intrinsics.js';
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
  /** Conditions of the template under which the whole of it is there. */
  readonly guards: readonly Guard[];
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
  const plain: PolicyStatement & { node?: unknown; guards?: unknown } = { ...source };
  delete plain.node;
  delete plain.guards;
  return plain;
}

function readDocument(reader: PolicyReader, node: SyntaxNode, guards: readonly Guard[]): ReadPolicy {
  const versionNode = get(node, 'Version');
  const version = reader.texts.texts(versionNode)[0]?.text;
  const { statements, incomplete } = readStatements(reader, get(node, 'Statement'), guards);
  const isDocument = intrinsicOf(node) === undefined && node.kind === 'mapping';
  return { node, version, versionNode, statements, incomplete: incomplete || !isDocument, guards };
}

/** A list of statements that a tool writes into a policy of its own. */
export function readStatementList(reader: PolicyReader, node: SyntaxNode): ReadPolicy {
  const { statements, incomplete } = readStatements(reader, node, []);
  return { node, version: '2012-10-17', versionNode: undefined, statements, incomplete, guards: [] };
}

function readStatements(
  reader: PolicyReader,
  node: SyntaxNode | undefined,
  guards: readonly Guard[],
): Pick<ReadPolicy, 'statements' | 'incomplete'> {
  const statements: SourceStatement[] = [];
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
      } else incomplete = true;
    }
  };
  visit(node, guards);
  return { statements, incomplete };
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
