import {
  samPolicyTemplate,
  samPolicyTemplateNames,
} from '../../../knowledge/aws/documented/documentedPolicies.js';
import { listWords } from '../../../model/words.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readDocumented } from '../policy/documented.js';
import type { Arguments } from '../policy/documented.js';
import { readPolicies } from '../policy/readPolicy.js';
import { intrinsicOf } from '../template/intrinsics.js';
import type { Guard } from '../text/guards.js';
import { together } from '../text/guards.js';
import type { SourceText } from '../text/sourceText.js';
import { meantBy, meantWords } from '../../../text/meant.js';
import { quoted } from '../../../text/quoted.js';

/** What stands under `Policies` of a function of SAM: documents, policy templates, and names of managed policies. */
interface SamPolicies {
  readonly inline: readonly NamedPolicy[];
  readonly managed: readonly SourceText[];
}

/**
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies
 */
export function samPolicies(
  context: Context,
  node: SyntaxNode | undefined,
  outer: readonly Guard[] = [],
): SamPolicies {
  const inline: NamedPolicy[] = [];
  const managed: SourceText[] = [];
  let count = 0;
  const visit = (item: SyntaxNode | undefined, before: readonly Guard[]): void => {
    for (const branch of context.texts.branches(item, before)) {
      const guards = together(before, branch.guards);
      if (guards === undefined || !context.reading.visit()) continue;
      const { node: found } = branch;
      const isFunction = intrinsicOf(found) !== undefined;
      if (found.kind === 'sequence' && !isFunction) for (const child of found.items) visit(child, guards);
      else if (found.kind === 'scalar' || isFunction) {
        managed.push(
          ...context.texts
            .texts(found, guards)
            .map((text) => ({ ...text, guards: [...guards, ...text.guards] })),
        );
      } else inline.push(...documents(context, found, guards, `${String(count++)}/`));
    }
  };
  visit(node, outer);
  return { inline, managed };
}

function documents(
  context: Context,
  node: SyntaxNode,
  guards: readonly Guard[],
  prefix: string,
): readonly NamedPolicy[] {
  if (get(node, 'Statement') !== undefined) {
    return readPolicies(context, node, guards).map((policy) => ({ prefix, policy }));
  }
  return entries(node).flatMap(({ key, value }) => {
    const template = samPolicyTemplate(key.text);
    if (template === undefined) {
      const meant = meantBy(key.text, samPolicyTemplateNames());
      context.reading.warn(
        context.reading.originOf(key),
        `SAM has no policy template ${quoted(key.text)}${meantWords(meant)}`,
        'warning',
        meant,
      );
      return [];
    }
    const given: Arguments = Object.fromEntries(
      entries(value).flatMap(({ key: name, value: text }) => {
        const [part] = context.texts.parts(text);
        return part === undefined ? [] : [[name.text, { ...part, guards: [] }] as const];
      }),
    );
    const origin = context.reading.originOf(key);
    const missing = template.parameters.filter((name) => !Object.hasOwn(given, name));
    // A value that is made elsewhere may hold them, and one that is not there yet may be being written.
    if (missing.length > 0 && value.kind === 'mapping' && intrinsicOf(value) === undefined) {
      context.reading.warn(
        origin,
        `SAM refuses policy template ${quoted(key.text)} without ${listWords(missing.map((name) => quoted(name)))}.`,
      );
    }
    context.reading.note({
      origin,
      title: `Policy template ${key.text}`,
      text: template.statements
        .map(({ actions, resources }) => `Allows ${actions.join(', ')} on ${resources.join(', ')}.`)
        .join('\n\n')
        .replace(/\{([^}]*)\}/gu, '`$1`'),
      source:
        'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html',
    });
    return [{ prefix: `${key.text}/${prefix}`, policy: readDocumented(template, origin, given, guards) }];
  });
}
