import { LEGACY_AUDIENCE, LEGACY_TOKENS } from '../../knowledge/gitlab/federation.js';
import type { ClaimSet } from '../../model/claims.js';
import { filledIn } from '../../pipelines/aws/takenRoles.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import { scalarsOf } from './nodes.js';

/** A token of the job for others to take, by the variable that holds it. */
export interface IdToken {
  readonly name: string;
  /** The variable's name in the file; absent for a token that is given without asking. */
  readonly key?: ScalarNode;
  /** As written, variables in them; none where it is not told. */
  readonly audiences: readonly string[];
}

/** The tokens that a job asks for. https://docs.gitlab.com/ci/yaml/#id_tokens */
export function idTokensOf(job: Job): readonly IdToken[] {
  return entries(get(job.body, 'id_tokens')).map(({ key, value }) => ({
    name: key.text,
    key,
    audiences: scalarsOf(get(value, 'aud')).map(({ text }) => text),
  }));
}

/**
 * The token that a text such as `$AWS_TOKEN` names, one that jobs were given until GitLab 17.0 among them; else the
 * only one that there is.
 */
export function tokenNamed(text: string | undefined, tokens: readonly IdToken[]): IdToken | undefined {
  const name = /\$\{?(\w+)/u.exec(text ?? '')?.[1];
  if (name !== undefined && LEGACY_TOKENS.has(name)) return { name, audiences: [LEGACY_AUDIENCE] };
  return tokens.find((token) => token.name === name) ?? (tokens.length === 1 ? tokens[0] : undefined);
}

/** The claims with each audience of a token, variables filled in; without one where it is not known. */
export function withAudience(
  sets: readonly ClaimSet[],
  token: IdToken | undefined,
  variables: ReadonlyMap<string, string>,
): readonly ClaimSet[] {
  const known = (token?.audiences ?? [])
    .map((text) => filledIn(text, variables))
    .filter((text) => !text.includes('$'));
  if (known.length === 0) return sets;
  return known.flatMap((aud) => sets.map((set) => ({ ...set, values: { ...set.values, aud } })));
}
