import type { HandedName } from '../../../model/handedName.js';
import type { SyntaxEntry } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { identityKeyOf } from '../identities/keys.js';
import type { SourceText } from '../text/sourceText.js';

/** Outputs of one template that are looked at; none has so many that name a role. */
const MOST_OUTPUTS = 400;

/**
 * The names under which a template hands its roles on: its outputs, and, of Terraform, the secrets and variables of
 * pipelines that it writes.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
export function handedNames(context: Context): readonly HandedName[] {
  return entries(get(context.template.root, 'Outputs'))
    .slice(0, MOST_OUTPUTS)
    .flatMap((output) => handedBy(context, output));
}

function handedBy(context: Context, { key, value }: SyntaxEntry): readonly HandedName[] {
  const { texts, reading } = context;
  const description = textOf(get(value, 'Description'));
  const environment = textOf(get(value, 'Environment'));
  const by = BY.find((kind) => kind === textOf(get(value, 'By'))) ?? 'output';
  return texts
    .texts(get(value, 'Value'))
    .filter((text) => namesRole(context, text))
    .flatMap((text) => {
      const target = identityKeyOf(context, text);
      if (target === undefined) return [];
      return {
        by,
        name: key.text,
        ...(description === undefined ? {} : { description }),
        ...(environment === undefined ? {} : { environment }),
        target,
        origin: reading.originOf(key),
      };
    });
}

const BY: readonly HandedName['by'][] = ['secret', 'variable'];

/** Whether a text is a role's ARN, or its name where the template makes the role. */
function namesRole({ template }: Context, { text, resources }: SourceText): boolean {
  return /^arn:[^:]*:iam::[^:]*:role\//u.test(text) || resources.some((id) => isRole(template.resource(id)));
}

function isRole(resource: { readonly type: string } | undefined): boolean {
  return resource?.type === 'AWS::IAM::Role';
}
