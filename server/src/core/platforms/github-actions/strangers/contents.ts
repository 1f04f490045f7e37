import type { Expr } from '../expressions/ast.js';
import { alternativesOf, calledFunction, childrenOf, contextPath, valueParts } from '../expressions/ast.js';

/**
 * What whoever starts a run can put into a value: any text, or only the name of a branch, a revision or a repository of
 * theirs. `later` stands beside one of these that was looked up in the run, so that it need not be what the event names.
 */
export type Content = 'text' | 'branch' | 'revision' | 'repository' | 'later';

export type Contents = ReadonlySet<Content>;

export const NO_CONTENTS: Contents = new Set();

/**
 * Parts of the context that whoever opens a pull request, an issue or a comment writes freely.
 * https://docs.github.com/en/actions/concepts/security/script-injections. Of the pull requests of a followed run GitHub
 * tells numbers, addresses and revisions besides, which are its own:
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */
const FREE_TEXT =
  /^github\.(?:head_ref$|event\.(?:issue\.(?:title|body)|pull_request\.(?:title|body|head\.(?:ref|label|repo\.default_branch))|comment\.body|review\.body|review_comment\.body|discussion\.(?:title|body)|pages\.(?:\*|\[\]|\d+)\.page_name|commits\.(?:\*|\[\]|\d+)\.|head_commit\.(?:message|author\.(?:email|name))|workflow_run\.(?:head_branch|head_commit\.|pull_requests\.(?:.+\.)?head\.(?:ref$|repo\.name$))))/u;

const BRANCH =
  /^github\.(?:head_ref|event\.(?:pull_request\.head\.(?:ref|label)|workflow_run\.head_branch))$/u;
const REVISION =
  /^github\.event\.(?:(?:client_payload\.)?pull_request\.(?:head\.sha|merge_commit_sha)|workflow_run\.head_(?:sha|commit\.id))$/u;
const REPOSITORY =
  /^github\.event\.(?:pull_request\.head\.(?:user\.login|repo\.(?:full_name|clone_url|ssh_url|git_url|html_url|owner\.login))|workflow_run\.head_repository\.(?:full_name|clone_url|html_url|owner\.login)|(?:issue|pull_request|comment)\.user\.login)$/u;

/** Objects that hold such text: as JSON it comes along. */
const HOLDS_FREE_TEXT =
  /^github(?:\.event(?:\.(?:issue|pull_request|comment|review|discussion|head_commit|commits|workflow_run))?)?$/u;

/** What whoever started the run can put into a part of the context by itself. */
export function contentsOfPath(path: string): Contents {
  if (BRANCH.test(path)) return ONLY.branch;
  if (REVISION.test(path)) return ONLY.revision;
  if (REPOSITORY.test(path)) return ONLY.repository;
  return FREE_TEXT.test(path) ? ONLY.text : NO_CONTENTS;
}

export const ONLY: Readonly<Record<Exclude<Content, 'later'>, Contents>> = {
  text: new Set(['text']),
  branch: new Set(['branch']),
  revision: new Set(['revision']),
  repository: new Set(['repository']),
};

const LATER: Contents = new Set(['later']);

/** The same, looked up in the run. */
export function lookedUpLater(contents: Contents): Contents {
  return contents.size === 0 ? contents : together([contents, LATER]);
}

export function together(all: readonly Contents[]): Contents {
  const some = all.filter(({ size }) => size > 0);
  return some.length < 2 ? (some[0] ?? NO_CONTENTS) : new Set(some.flatMap((contents) => [...contents]));
}

/**
 * What whoever started the run can put into the value of an expression. A comparison gives only true or false.
 *
 * @param ofPath what they can put into a part of the context
 */
export function contentsOf(expression: Expr, ofPath: (path: string) => Contents): Contents {
  const path = contextPath(expression);
  if (path !== undefined) return ofPath(path);
  if (calledFunction(expression) === 'tojson') {
    return together(
      childrenOf(expression).map((child) =>
        HOLDS_FREE_TEXT.test(contextPath(child) ?? '') ? ONLY.text : contentsOf(child, ofPath),
      ),
    );
  }
  const alternatives = alternativesOf(expression);
  const parts = alternatives === undefined ? valueParts(expression) : reachable(alternatives);
  return together(parts.map((part) => contentsOf(part, ofPath)));
}

/**
 * Parts that the event always has where it has their object at all:
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 */
const ALWAYS_THERE = /^github\.event\.(pull_request|issue)\.(?:number|id|node_id|html_url|url|head\.sha)$/u;

/** Of `a || b || c` those that can be the value: `pull_request.number || head_ref` never comes to the branch. */
function reachable(alternatives: readonly Expr[]): readonly Expr[] {
  const settled: string[] = [];
  return alternatives.filter((alternative) => {
    const path = contextPath(alternative) ?? '';
    const isPassedOver = settled.some(
      (object) =>
        path.startsWith(`github.event.${object}.`) ||
        (object === 'pull_request' && path === 'github.head_ref'),
    );
    const object = ALWAYS_THERE.exec(path)?.[1];
    if (object !== undefined) settled.push(object);
    return !isPassedOver;
  });
}

/** Whether shell or script code can be in it: the name of a branch may be `a$(id)`. */
export function holdsCode(contents: Contents): boolean {
  return contents.has('text') || contents.has('branch');
}
