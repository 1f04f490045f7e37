import type { AwsAction, AwsCatalogue } from '../../model/awsCatalogue.js';
import { listWords } from '../../model/words.js';
import { quoted } from '../../text/quoted.js';

/** AWS's own list of the actions of all services. */
export const ACTIONS_PAGE =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';

/** What an action lets one do and on what, what conditions may test, and what else it needs; in Markdown. */
export function actionText(catalogue: AwsCatalogue, action: AwsAction): string {
  return `${actionMeaning(catalogue, action)} ${actionDetails(action)}`.trim();
}

/** What an action lets one do, as a sentence; empty where AWS says nothing of it. */
export function actionMeaning(catalogue: AwsCatalogue, action: AwsAction): string {
  const text = catalogue.describe(action);
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/u, '')}.`;
}

/** On what an action works, what conditions may test, and what else it needs; in Markdown. */
export function actionDetails(action: AwsAction): string {
  const resources =
    action.resourceTypes.length === 0
      ? 'It takes no resource: a policy can only say `*`.'
      : `Works on ${listWords(
          action.resourceTypes.map(({ type }) => `${type.name} (${quoted(type.arns[0] ?? '')})`),
          2,
        )}.`;
  const keys =
    action.conditionKeys.length === 0
      ? ''
      : `Conditions may test ${listWords(
          action.conditionKeys.map((key) => quoted(key)),
          3,
        )}.`;
  const others =
    action.dependentActions.length === 0
      ? ''
      : `It also needs ${listWords(
          action.dependentActions.map((other) => quoted(other)),
          4,
        )}.`;
  return [`Access level: ${action.access}.`, resources, keys, others]
    .filter((part) => part !== '')
    .join('\n\n');
}
