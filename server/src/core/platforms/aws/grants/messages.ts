import { destinationWord, grantedFlowsOf } from '../../../knowledge/aws/messageFlows.js';
import type { Destination } from '../../../model/breadth.js';
import type { Grant } from '../../../model/facts.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SourceText } from '../text/sourceText.js';

const NOTHING = {};

/** What a grant lets one do with messages, and where; nothing for one that has to do with none. */
export function messagesOf(action: SourceText, resource: SourceText): Pick<Grant, 'flows' | 'destination'> {
  const { text } = action;
  const colon = text.indexOf(':');
  const service = (colon < 0 ? text : text.slice(0, colon)).toLowerCase();
  if (destinationWord(service) === undefined) return NOTHING;
  const flows = grantedFlowsOf(text);
  if (flows.length === 0) return NOTHING;
  return { flows, destination: destinationOf(service, resource) };
}

/**
 * The destinations of an ARN. What gets its name only when it is deployed goes by what the file calls it, so that two
 * grants on it are seen to meet, and no others.
 */
function destinationOf(service: string, { text, shown }: SourceText): Destination {
  if (text === UNKNOWN_PART) return { space: service, syntax: 'literal', pattern: shown };
  const name = nameOf(text);
  // The region and account that a template leaves open are its own, which may be those that it writes out elsewhere.
  const head = text.split(':').slice(0, 5).join(':').replaceAll(UNKNOWN_PART, '*');
  const known = name.includes(UNKNOWN_PART) ? nameOf(shown) : name;
  const pattern = text === '*' ? '*' : `${head}:${known}`;
  return { space: service, syntax: 'glob', pattern: escaped(pattern) };
}

/** The part of an ARN behind region and account. */
function nameOf(arn: string): string {
  // Names of pseudo parameters have colons of their own.
  const plain = arn.replace(/\$\{AWS::\w+\}/gu, '*');
  const parts = plain.split(':');
  return parts.length > 5 ? parts.slice(5).join(':') : plain;
}

/** IAM knows no classes in brackets. */
function escaped(pattern: string): string {
  return pattern.replace(/[[\]\\]/gu, '\\$&');
}
