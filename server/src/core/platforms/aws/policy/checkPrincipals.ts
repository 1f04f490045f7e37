import { namedPrincipal } from '../../../knowledge/aws/trust/principals.js';
import type { MappingNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { intrinsicOf } from '../template/intrinsics.js';
import { isKnown } from '../text/sourceText.js';
import type { PolicyKind } from './classify.js';
import type { SourcePrincipal, SourceStatement } from './sourceStatement.js';
import { meantBy } from '../../../text/meant.js';
import { quoted } from '../../../text/quoted.js';

/*
 * What AWS refuses as a principal.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

const KINDS: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

/** Reports shapes of `Principal` that AWS refuses. */
export function checkPrincipalShape(reading: Reading, node: MappingNode): void {
  for (const name of ['Principal', 'NotPrincipal']) {
    const principal = get(node, name);
    if (principal === undefined || intrinsicOf(principal) !== undefined) continue;
    if (principal.kind === 'mapping') {
      for (const { key } of principal.entries) {
        if (KINDS.has(key.text) || key.text.startsWith('Fn::') || key.text.includes('${')) continue;
        reading.refuse(
          key,
          `A principal is of the kind \`AWS\`, \`Service\`, \`Federated\` or \`CanonicalUser\`; AWS knows no ${quoted(key.text)}.`,
          meantBy(key.text, KINDS),
        );
      }
      continue;
    }
    const text = textOf(principal);
    if (principal.kind === 'sequence' || (text !== undefined && text !== '*' && isPlain(text))) {
      reading.refuse(
        principal,
        `${quoted(name)} is \`"*"\`, or an object that says of which kind each principal is: \`{ "AWS": … }\`.`,
      );
    }
  }
}

/** Reports entries that name nobody. */
export function checkPrincipals(reading: Reading, statement: SourceStatement, { kind }: PolicyKind): void {
  for (const principal of [...(statement.principals ?? []), ...(statement.notPrincipals ?? [])]) {
    // Of a trust policy a rule tells it.
    if (kind === 'trust' && namedPrincipal(principal).kind === 'refused') continue;
    const why = isKnown(principal) && isPlain(principal.text) ? refusal(principal) : undefined;
    if (why !== undefined) reading.warn(principal.origin, why);
  }
}

function refusal(principal: SourcePrincipal): string | undefined {
  const { kind, text, shown } = principal;
  const named = namedPrincipal(principal);
  if (kind === 'AWS') {
    if (named.kind === 'refused') {
      return `A principal is named whole or is \`*\`; AWS refuses the wildcard in ${quoted(shown)}. Match it with a condition on \`aws:PrincipalArn\`.`;
    }
    if (named.kind === 'deleted') {
      return `${quoted(shown)} is the id of a user or role that has been deleted: it names nobody any more.`;
    }
    return named.kind === 'unknown' && !text.includes(':')
      ? `A principal of AWS is an account's number, an ARN or \`*\`; AWS refuses ${quoted(shown)}.`
      : undefined;
  }
  return kind === 'Service' && !text.includes('.') && text !== '*'
    ? `A service is named by its host, ${quoted(`${text}.amazonaws.com`)}; AWS refuses ${quoted(shown)}.`
    : undefined;
}

/** What stands for something that is filled in later is not judged. */
function isPlain(text: string): boolean {
  return text !== '' && !/[<>{}$]/u.test(text);
}
