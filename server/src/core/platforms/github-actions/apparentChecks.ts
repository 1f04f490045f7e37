import type { Condition } from './conditions.js';
import type { Expr } from './expressions/ast.js';
import {
  calledFunction,
  childrenOf,
  comparedPath,
  contextPath,
  isEquality,
  literalText,
  partsOf,
} from './expressions/ast.js';
import { quoted } from '../../text/quoted.js';

/** Something in a condition that a reader takes for a check of who starts the session. */
export interface ApparentCheck {
  /** `weak` proves nothing; `other-person` asks after somebody else than who acts; the rest decide elsewhere. */
  readonly kind: 'weak' | 'other-person' | 'label' | 'delegated';
  /** Of a delegated one: the output in which the answer stands, by its path. */
  readonly path?: string;
  readonly text: string;
  /** Why it proves nothing, or where its proof lies. */
  readonly why: string;
  /** Where it stands in the condition. */
  readonly part: Expr;
}

type Finding = Omit<ApparentCheck, 'part'> | undefined;

const LAST_ACTORS: ReadonlySet<string> = new Set([
  'github.actor',
  'github.triggering_actor',
  'github.event.sender.login',
]);
const LAST_ACTOR_IDS: ReadonlySet<string> = new Set(['github.actor_id', 'github.event.sender.id']);

/**
 * Numbers of bots, as they stand in the addresses that they commit with: Dependabot, GitHub Actions, Renovate.
 * https://github.com/actions/checkout#push-a-commit-using-the-built-in-token, https://api.github.com/users/dependabot[bot]
 */
const BOT_IDS: ReadonlySet<string> = new Set(['49699333', '41898282', '29139614']);

const CHOSEN_BRANCHES: ReadonlySet<string> = new Set([
  'github.head_ref',
  'github.event.pull_request.head.ref',
  'github.event.workflow_run.head_branch',
]);
/** Of a comment's event: who wrote what is commented on. */
const COMMENTED_ON = /^github\.event\.issue\.(?:user\.login|author_association)$/u;

/** The apparent checks in a condition, in order. */
export function apparentChecks(condition: Condition): readonly ApparentCheck[] {
  if (condition.expression === undefined) return [];
  return partsOf(condition.expression).flatMap((part) => {
    const check = comparisonCheck(part) ?? listCheck(part) ?? containsCheck(part) ?? delegatedCheck(part);
    return check === undefined ? [] : [{ ...check, part }];
  });
}

function comparisonCheck(part: Expr): Finding {
  const compared = comparedPath(part);
  if (compared === undefined) return undefined;
  const { path, literal } = compared;
  if (calledFunction(part) === 'startswith' && LAST_ACTORS.has(path) && !literal.includes('[')) {
    const why = `anybody may register a login that starts with ${quoted(literal)}`;
    return { kind: 'weak', text: `startsWith(${path}, '${literal}')`, why };
  }
  if (!isEquality(part)) return undefined;
  const text = `${path} == '${literal}'`;
  const isBot = LAST_ACTORS.has(path) && literal.endsWith('[bot]');
  if (isBot || (LAST_ACTOR_IDS.has(path) && BOT_IDS.has(literal))) return botCheck(path, text);
  if (CHOSEN_BRANCHES.has(path)) {
    return {
      kind: 'weak',
      text,
      why: 'whoever opens a pull request from a fork chooses the name of its branch',
    };
  }
  return COMMENTED_ON.test(path) ? otherPerson(text) : undefined;
}

function botCheck(path: string, text: string): Finding {
  const why = `${quoted(path)} names whoever acted last, and a bot can be brought to act on a stranger's pull request`;
  return { kind: 'weak', text, why };
}

function otherPerson(text: string): Finding {
  return {
    kind: 'other-person',
    text,
    why: 'it asks after the author of the issue, not after whoever comments',
  };
}

/** `contains(fromJSON('[…]'), path)`: equal to one of a list. */
function listCheck(part: Expr): Finding {
  if (calledFunction(part) !== 'contains') return undefined;
  const [list, item] = childrenOf(part);
  const path = item && contextPath(item);
  if (list === undefined || path === undefined || calledFunction(list) !== 'fromjson') return undefined;
  const [json] = childrenOf(list);
  const items = (json && literalText(json)) ?? '';
  const text = `contains(fromJSON('${items}'), ${path})`;
  if (LAST_ACTORS.has(path) && items.includes('[bot]')) return botCheck(path, text);
  return COMMENTED_ON.test(path) ? otherPerson(text) : undefined;
}

function containsCheck(part: Expr): Finding {
  if (calledFunction(part) !== 'contains') return undefined;
  const [search, item] = childrenOf(part);
  if (search === undefined || item === undefined) return undefined;
  if (contextPath(search)?.startsWith('github.event.pull_request.labels') === true) {
    return {
      kind: 'label',
      text: `label '${literalText(item) ?? '…'}'`,
      why: 'only people with triage access can put it on, for each run anew',
    };
  }
  const path = contextPath(item);
  const haystack = literalText(search);
  if (haystack === undefined || path === undefined) return undefined;
  if (!CHOSEN_BRANCHES.has(path) && !LAST_ACTORS.has(path)) return undefined;
  return {
    kind: 'weak',
    text: `contains('${haystack}', ${path})`,
    why: `\`contains\` on a string is true for every part of it, and whoever starts the run chooses ${quoted(path)}`,
  };
}

function delegatedCheck(part: Expr): Finding {
  const path = contextPath(part);
  const [, kind, name] = /^(needs|steps)\.([^.]+)\.outputs\..+$/u.exec(path ?? '') ?? [];
  if (path === undefined || kind === undefined) return undefined;
  const who = `${kind === 'needs' ? 'job' : 'step'} ${name ?? ''}`;
  return { kind: 'delegated', text: path, path, why: `${who} decides, and its code is not followed here` };
}
