import { BITBUCKET_AUDIENCE, BITBUCKET_ISSUER, bitbucketSubject } from '../../knowledge/bitbucket/oidc.js';
import type { ClaimSet } from '../../model/claims.js';
import type { Initiator } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { environmentOf } from './gates.js';
import type { Pipeline, Step } from './pipelines.js';
import type { Reading } from './reading.js';
import { scalarsOf } from './reading.js';

/** What a step says of the token that it asks for. */
export interface TokenRequest {
  readonly node: SyntaxNode;
  readonly audiences: readonly string[];
}

/**
 * Whether a step is given a token: `oidc: true`, or `oidc` with audiences, of the step or of the whole file.
 * https://www.atlassian.com/blog/bitbucket/bitbucket-pipelines-oidc-now-supports-multiple-audiences
 */
export function tokenRequest(reading: Reading, { node }: Step): TokenRequest | undefined {
  const [root] = reading.tree.documents;
  for (const written of [get(node, 'oidc'), get(get(root, 'options'), 'oidc')]) {
    if (written === undefined) continue;
    if (textOf(written) === 'true') return { node: written, audiences: [BITBUCKET_AUDIENCE] };
    // A step that says no is given none, whatever the file says.
    if (written.kind === 'scalar') return undefined;
    const audiences = scalarsOf(get(written, 'audiences')).map(({ text }) => text);
    return { node: written, audiences: audiences.length === 0 ? [BITBUCKET_AUDIENCE] : audiences };
  }
  return undefined;
}

/** What the step's runs claim; one set for each way of starting it, and for each audience where they are told. */
export function claimSetsOf(
  pipeline: Pipeline,
  step: Step,
  {
    initiators,
    audiences,
  }: { readonly initiators: readonly Initiator[]; readonly audiences: readonly string[] | undefined },
): readonly ClaimSet[] {
  const values = {
    sub: bitbucketSubject(environmentOf(step) !== undefined),
    ...branchOf(pipeline),
  };
  return initiators.flatMap(({ id }) =>
    (audiences ?? [undefined]).map((audience): ClaimSet => ({
      issuer: BITBUCKET_ISSUER,
      initiator: id,
      values: { ...values, ...(audience === undefined ? {} : { aud: audience }) },
      absent: [],
    })),
  );
}

/** The token names the branch that it is for. */
function branchOf({ section, pattern }: Pipeline): Readonly<Record<string, string>> {
  if (section !== 'branches' || /[{}[\]?]/u.test(pattern)) return {};
  return { branchName: pattern.replaceAll('**', '*') };
}
