import type { AwsAction, AwsCatalogue } from '../../model/awsCatalogue.js';
import { listWords } from '../../model/words.js';
import { quoted } from '../../text/quoted.js';

/** AWS's own list of the actions of all services. */
export const ACTIONS_PAGE =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';

/** What an action lets one do and on what, what conditions may test, and what else it needs; in Markdown. */
export function actionText(catalogue: AwsCatalogue, action: AwsAction): string {
  const description = catalogue.describe(action);
  const what =
    description === ''
      ? ''
      : `${description.charAt(0).toUpperCase()}${description.slice(1).replace(/\.$/u, '')}.`;
  const resources =
    action.resourceTypes.length === 0
      ? 'It takes no resource: a policy can only say `*`.'
      : `Works on ${listWords(
          action.resourceTypes.map(({ type }) => `${type.name} (${quoted(type.arns[0] ?? '')})`),
          3,
        )}.`;
  const keys =
    action.conditionKeys.length === 0
      ? ''
      : `Conditions may test ${listWords(
          action.conditionKeys.map((key) => quoted(key)),
          5,
        )}.`;
  const others =
    action.dependentActions.length === 0
      ? ''
      : `It also needs ${listWords(
          action.dependentActions.map((other) => quoted(other)),
          4,
        )}.`;
  return [`${what} Access level: ${action.access}.`.trim(), resources, keys, others]
    .filter((part) => part !== '')
    .join('\n\n');
}
