import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName, parentUri } from '../../../text/uri.js';
import type { Context } from '../context.js';
import type { Parts } from '../parts.js';
import { joinParts } from '../parts.js';
import { readPolicies, readStatementList } from '../policy/readPolicy.js';
import { describedIdentity } from './describedIdentity.js';
import { policyParts } from './policyParts.js';
import { isPolicy, isStatementList } from './policyShape.js';

/** Wrappers in wrappers; more is no output of any tool. */
const MOST_DEPTH = 10;

interface Place {
  /** What the policy is called if nothing nearer names it. */
  readonly name: string;
  readonly hints: string;
  /** The key that leads here, to point at. */
  readonly key: SyntaxEntry['key'] | undefined;
}

/** Finds the policies, roles and users in a file that is no template: documents, wrappers, output of the command line. */
export function documentParts(context: Context, roots: readonly SyntaxNode[]): Parts {
  const name = nameOfFile(context.reading.uri);
  const found: Partial<Parts>[] = [];
  for (const root of roots) {
    walk(context, root, { name, hints: context.reading.uri.slice(-200), key: undefined }, found, 0);
  }
  return joinParts(found);
}

function walk(
  context: Context,
  node: SyntaxNode,
  place: Place,
  found: Partial<Parts>[],
  depth: number,
): void {
  if (depth > MOST_DEPTH || !context.reading.visit()) return;
  if (node.kind === 'scalar') {
    // Attributes of queues and topics hold their policy as text.
    for (const branch of context.texts.branches(node)) {
      if (branch.node.kind === 'mapping') walk(context, branch.node, place, found, depth + 1);
    }
    return;
  }
  const own = partsAt(context, node, place);
  if (own !== undefined) found.push(own);
  else if (node.kind === 'sequence') {
    for (const item of node.items) walk(context, item, place, found, depth + 1);
  } else if (textOf(get(node, 'IsDefaultVersion')) !== 'false') {
    const named = nameOf(node, place);
    for (const { key, value } of node.entries) {
      walk(context, value, below(place, named, key), found, depth + 1);
    }
  }
}

/** What stands at a node itself: a policy, or a role or user as it is described. */
function partsAt(context: Context, node: SyntaxNode, place: Place): Partial<Parts> | undefined {
  if (isStatementList(node)) return statementList(context, node, place);
  if (node.kind !== 'mapping') return undefined;
  if (!isPolicy(node)) return describedIdentity(context, node);
  const [policy] = readPolicies(context, node);
  const at = place.key ?? node.entries.find(({ key }) => key.text === 'Statement')?.key ?? node;
  return policy && policyParts(context, { policy, ...place, place: at, extent: node.range });
}

function below(place: Place, named: string | undefined, key: SyntaxEntry['key']): Place {
  const isMere = isContainer(key.text);
  return {
    name: named ?? (isMere ? place.name : key.text),
    hints: `${place.hints} ${named ?? ''} ${key.text}`,
    key: isMere ? place.key : key,
  };
}

/** Keys that say what the value is, not what it is called. */
function isContainer(key: string): boolean {
  return /^(?:Policy|PolicyDocument|Document|PolicyVersion|PolicyVersionList|Policies|policy|policies|document|Statement|Content)$/u.test(
    key,
  );
}

function nameOf(node: MappingNode, place: Place): string | undefined {
  const name = textOf(get(node, 'PolicyName')) ?? textOf(get(node, 'policyName'));
  if (name !== undefined && name !== '') return name;
  const arn = textOf(get(node, 'Arn')) ?? textOf(get(node, 'PolicyArn'));
  const last = arn === undefined ? undefined : /:policy\/(?:.*\/)?([^/]+)$/u.exec(arn)?.[1];
  return last ?? (place.key === undefined ? undefined : place.name);
}

function statementList(context: Context, node: SyntaxNode, place: Place): Partial<Parts> {
  const policy = readStatementList(context, node);
  return policyParts(context, { policy, ...place, place: place.key ?? node, extent: node.range });
}

/** The file's name without its ending and without words that only say what it is; else that of its folder. */
function nameOfFile(uri: string): string {
  const base = baseName(uri)
    .replace(/\.(?:json|ya?ml|template|policy|iam)$/giu, '')
    .replace(/\.(?:json|policy|iam)$/iu, '');
  const bare = base.replace(
    /(?:^|[-_.])(?:(?:assume[-_]?role|trust)(?:[-_]?(?:policy|relationship|document))*)(?=$|[-_.])/iu,
    '',
  );
  if (bare !== '' && bare !== base) return bare.replace(/^[-_.]+|[-_.]+$/gu, '');
  if (bare !== '' && !/^(?:policy|permissions|trust)$/iu.test(bare)) return base;
  const folder = baseName(parentUri(uri));
  return folder === '' || /^(?:policies|policy|iam|trust|roles)$/iu.test(folder) ? base : folder;
}
