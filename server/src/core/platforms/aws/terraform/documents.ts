import type { Context } from '../context.js';
import { readRemarks } from '../identities/identity.js';
import { policySet, trustSet } from '../identities/policySet.js';
import type { Parts } from '../parts.js';
import { classify } from '../policy/classify.js';
import { dataDocumentKey } from '../policy/elsewhere.js';
import { readPolicies } from '../policy/readPolicy.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import { spanning } from '../../../text/block.js';
import { isFunction } from './nodeText.js';

/** A data source that makes a policy, with what it makes. */
export interface MadeDocument {
  readonly block: Block;
  readonly node: SyntaxNode;
  /** Whether anything in the same file takes it, so that it is read there. */
  readonly used: boolean;
}

/**
 * The policies of data sources, for the other files of the module: they stand by themselves only as long as nothing
 * takes them, and what takes them may be anywhere in the folder.
 */
export function documentParts(context: Context, { block, node, used }: MadeDocument): Partial<Parts> {
  if (used && !namesPrincipals(node)) return {};
  const { reading } = context;
  const { name, key: label, body, address } = block;
  const [policy] = readPolicies(context, node);
  if (policy === undefined) return {};
  const kind = classify(policy, name);
  const own = {
    localId: `document:${address}`,
    name,
    key: dataDocumentKey(reading.uri, name),
    origin: reading.originOf(label),
    extent: spanning(label.range, body.range),
  };
  if (!used) readRemarks(context, policy, kind);
  if (kind.kind === 'trust') return { sets: [trustSet(own, policy)] };
  if (used || (kind.kind !== 'identity' && kind.kind !== 'boundary')) return {};
  const subject = { policy: name };
  return {
    sets: [
      policySet(context, { ...own, noun: 'policy document', subject, policies: [{ prefix: '', policy }] }),
    ],
  };
}

/** Whether it may be a trust policy, which other files may take as well. */
function namesPrincipals(node: SyntaxNode): boolean {
  return each(get(node, 'Statement')).some((one) => isFunction(one) || get(one, 'Principal') !== undefined);
}
