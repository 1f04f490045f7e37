import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { resourceKind } from '../template/resourceKinds.js';
import { patternAt, scalarAt } from './build.js';
import type { Block } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { nodeText } from './nodeText.js';
import { terraformType } from './resourceTypes.js';
import { hostAt, writtenNode } from './written.js';

/** A data source that is asked for, by its type and its attribute. */
interface Asked {
  readonly block: Block | undefined;
  readonly type: string;
  readonly attribute: string;
  readonly range: TextRange;
}

/**
 * What a data source gives, as far as its own block tells; `undefined` for what is only known when it is applied.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs, data sources
 */
export function dataNode(evaluator: Evaluator, asked: Asked): SyntaxNode | undefined {
  const { block, type, attribute, range } = asked;
  if (type === 'aws_partition') return partitionNode(attribute, range);
  if (type === 'aws_iam_policy_document') {
    return block !== undefined && /^(?:minified_)?json$/u.test(attribute)
      ? evaluator.document(block)
      : undefined;
  }
  if (block === undefined) return undefined;
  if (type === 'aws_iam_openid_connect_provider') return providerNode(evaluator, block, attribute, range);
  return namedNode(evaluator, block, attribute, range);
}

/** Taken for that of most accounts, as everywhere here; it differs only in China and for the government. */
function partitionNode(attribute: string, range: TextRange): SyntaxNode | undefined {
  if (attribute === 'partition') return scalarAt(range, 'aws');
  return attribute === 'dns_suffix' ? scalarAt(range, 'amazonaws.com') : undefined;
}

/** A data source that looks something up by its name. */
function namedNode(
  evaluator: Evaluator,
  block: Block,
  attribute: string,
  range: TextRange,
): SyntaxNode | undefined {
  const kind = terraformType(block.type);
  const written = (name: string): SyntaxNode | undefined => writtenNode(evaluator, block, name, range);
  const name = kind?.name === undefined ? undefined : written(kind.name[0]);
  // AWS's own policies are found by their name as well, so that it is not known in whose account it is.
  if (block.type === 'aws_iam_policy') return written('arn') ?? name;
  const pattern = kind === undefined ? undefined : resourceKind(kind.type)?.arn;
  if (attribute === 'arn' && name !== undefined && pattern !== undefined) {
    return patternAt(range, pattern, name);
  }
  return attribute === 'id' && kind?.id === undefined ? name : written(attribute);
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_openid_connect_provider */
function providerNode(
  evaluator: Evaluator,
  block: Block,
  attribute: string,
  range: TextRange,
): SyntaxNode | undefined {
  const arn = writtenNode(evaluator, block, 'arn', range);
  const url = hostAt(range, writtenNode(evaluator, block, 'url', range));
  if (attribute === 'arn' || attribute === 'id') {
    if (arn !== undefined || url === undefined) return arn;
    return patternAt(range, resourceKind('AWS::IAM::OIDCProvider')?.arn ?? '', url);
  }
  if (attribute !== 'url') return undefined;
  const host = arn === undefined ? undefined : /:oidc-provider\/(.+)$/u.exec(nodeText(arn))?.[1];
  return url ?? (host === undefined ? undefined : scalarAt(range, host));
}
