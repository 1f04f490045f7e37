import type { PolicyCondition, PolicyStatement } from '../model/policyDocument.js';
import type { Trust } from '../model/trust.js';

/**
 * The one repository whose jobs a trust policy trusts; `undefined` where it trusts anybody else, or where that is not
 * known. https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function onlyRepository({ policy, admissions }: Trust): string | undefined {
  if (policy.incomplete === true || admissions.length === 0) return undefined;
  if (!admissions.every(({ kind, issuer }) => kind === 'federated' && issuer !== undefined)) return undefined;
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const named = allows.map(repositoryOf);
  const [first] = named;
  return first !== undefined && named.every((one) => one === first) ? first : undefined;
}

function repositoryOf({ conditions, incomplete, notPrincipals }: PolicyStatement): string | undefined {
  if (incomplete === true || notPrincipals !== undefined) return undefined;
  for (const condition of conditions) {
    const found = boundTo(condition);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Operators under which one of the values must be there; `IfExists` and `ForAllValues` hold without any. */
const BINDING = /^(?:ForAnyValue:)?String(?:Equals|EqualsIgnoreCase|Like)$/u;

/** A repository that is written out in each value: `repo:acme/shop:…`, with the ids of both or without. */
function boundTo({ operator, key, values }: PolicyCondition): string | undefined {
  if (!BINDING.test(operator)) return undefined;
  const pattern = /:sub$/iu.test(key)
    ? /^repo:([\w.-]+(?:@\d+)?\/[\w.-]+(?:@\d+)?):/u
    : /:repository$/iu.test(key)
      ? /^([\w.-]+\/[\w.-]+)$/u
      : undefined;
  if (pattern === undefined || values.length === 0) return undefined;
  const repositories = values.map(({ text }) => pattern.exec(text)?.[1]?.replace(/@\d+/gu, '').toLowerCase());
  const [first] = repositories;
  return first !== undefined && repositories.every((one) => one === first) ? first : undefined;
}
