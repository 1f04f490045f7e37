import { ACTIONS_PAGE, actionText } from '../../knowledge/aws/actionText.js';
import { waysWith } from '../../knowledge/aws/escalation/waysWith.js';
import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import { listWords } from '../../model/words.js';
import { counted } from '../../text/phrases.js';
import { quoted } from '../../text/quoted.js';
import type { ExplainSources } from './sources.js';

/** An action of AWS by its full name, in any case, or those that a pattern such as `s3:Put*` names. */
export function explainAction(topic: string, { aws }: ExplainSources): string | undefined {
  if (aws === undefined || !/^[\w*?-]+:[\w*?]+$/u.test(topic)) return undefined;
  const action = aws.action(topic);
  if (action === undefined) return /[*?]/u.test(topic) ? explainPattern(topic, aws) : undefined;
  const name = `${action.service}:${action.name}`;
  return [
    `# ${name} (${aws.service(action.service)?.name ?? action.service})`,
    actionText(aws, action),
    ...waysText(waysWith(name)),
    `Source: ${ACTIONS_PAGE} (as of ${aws.date})`,
  ].join('\n\n');
}

/** More ways than these need not be told to see what the action is worth. */
const MOST_WAYS = 8;

function waysText(titles: readonly string[]): readonly string[] {
  if (titles.length === 0) return [];
  const more = titles.length - MOST_WAYS;
  const lines = [
    ...titles.slice(0, MOST_WAYS).map((title) => `- ${title}`),
    ...(more > 0 ? [`- ${counted(more, 'other way')}`] : []),
  ];
  return ['With it and what else each asks for, a session can:', lines.join('\n')];
}

function explainPattern(pattern: string, aws: AwsCatalogue): string | undefined {
  const named = [...aws.expand(pattern)];
  if (named.length === 0) return undefined;
  const levels = [...new Set(named.map(({ access }) => access))];
  const lines = levels.map((level) => {
    const names = named
      .filter(({ access }) => access === level)
      .map((each) => `${each.service}:${each.name}`);
    return `- ${level}: ${listWords(names, 12)}`;
  });
  return [
    `# ${pattern}`,
    `${quoted(pattern)} names ${counted(named.length, 'action')}, by AWS's access levels:`,
    lines.join('\n'),
    `Source: ${ACTIONS_PAGE} (as of ${aws.date})`,
  ].join('\n\n');
}

/** Names of actions that a misspelt one may have meant: those of its service, or the services where it has none. */
export function actionNames(topic: string, { aws }: ExplainSources): readonly string[] {
  const [prefix, name] = topic.split(':');
  if (aws === undefined || prefix === undefined || name === undefined) return [];
  const service = aws.service(prefix);
  return service === undefined
    ? aws.services.map((each) => `${each}:${name}`)
    : service.actions.map((action) => `${service.prefix}:${action.name}`);
}
