import type { BreadthOption } from '../../../model/breadth.js';
import type { AwsAction, AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import { listWords } from '../../../model/words.js';
import { levelOf } from './actionFacts.js';
import { quoted } from '../../../text/quoted.js';

/** So many actions can be written out and still be read. */
const MOST_NAMED = 15;
/** A longer list than this would replace a wildcard by a page. */
const MOST_PATTERNS = 12;

/** What could stand in the place of a pattern of actions of one service: its reading part, or the actions themselves. */
export function actionOptions(
  catalogue: AwsCatalogue | undefined,
  text: string,
  reduced: AwsActionSet | undefined,
): readonly BreadthOption[] {
  const [service = ''] = text.split(':');
  const set = reduced ?? catalogue?.expand(text);
  if (catalogue === undefined || set === undefined || set.size < 2 || /[*?]/u.test(service)) return [];
  const actions = [...set.of(service.toLowerCase())];
  const reads = actions.filter(isPlainRead);
  const options: BreadthOption[] = [];
  if (reads.length > 0 && reads.length < actions.length) {
    const values = readingPatterns(service, actions, text);
    if (values.length <= MOST_PATTERNS) {
      options.push({
        title: `Allow only what reads: ${listWords(
          values.map((value) => quoted(value)),
          4,
        )}`,
        values,
        safe: false,
        reading: true,
        caution: `what writes through ${quoted(text)} stops working`,
      });
    }
  }
  if (actions.length <= MOST_NAMED) {
    const values = actions.map((action) => `${service}:${action.name}`);
    options.push({
      title: `Name the ${String(actions.length)} actions that ${quoted(text)} stands for`,
      values,
      safe: true,
    });
  }
  return options;
}

/** How the names of actions begin that only tell something. */
const READING_WORDS =
  /^(?:Batch)?(?:Get|List|Describe|Search|Query|Scan|Select|View|Lookup|Read|Receive|Head|Retrieve|Check|ConditionCheck|Filter|PartiQLSelect|Simulate|Test)(?![a-z])/u;

/**
 * AWS calls some actions reads that hand out a key or store a result, such as `acm:ExportCertificate` and
 * `ssm:PutConfigurePackageResult`; those are no part of an offer that says it only reads.
 */
function isPlainRead(action: AwsAction): boolean {
  return levelOf(action) === 'read' && READING_WORDS.test(action.name);
}

/**
 * The reading actions as patterns by their first word, where all actions of that word read; by name where not. What the
 * patterns take in lies within `text`, or they are not used.
 */
function readingPatterns(service: string, actions: readonly AwsAction[], text: string): readonly string[] {
  const isWhole = text.endsWith(':*');
  const words = new Map<string, AwsAction[]>();
  for (const action of actions) {
    const word = /^[A-Z]+[a-z0-9]*/u.exec(action.name)?.[0] ?? action.name;
    words.set(word, [...(words.get(word) ?? []), action]);
  }
  return [...words].flatMap(([word, own]) => {
    const reads = own.filter(isPlainRead);
    const canWild = isWhole && reads.length === own.length && own.length > 1 && !startsAnother(word, words);
    return canWild ? [`${service}:${word}*`] : reads.map((action) => `${service}:${action.name}`);
  });
}

/** `Get*` would take in `Getaway…` too. */
function startsAnother(word: string, words: ReadonlyMap<string, unknown>): boolean {
  return [...words.keys()].some((other) => other !== word && other.startsWith(word));
}
