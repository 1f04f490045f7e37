import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { eachScalar } from '../../syntax/walk.js';
import { literalPattern } from '../../text/literalPattern.js';
import { ranScripts } from './ranScripts.js';
import type { Contents } from './strangers/contents.js';
import { NO_CONTENTS, together } from './strangers/contents.js';
import type { Told } from './strangers/told.js';
import type { Job, Step } from './workflow.js';
import { inputOf } from './workflow.js';

/** Revisions of the pull request that started the run, or of the run that this one follows. */
const PULLED_REVISION =
  /github\.event\.(?:client_payload\.)?pull_request\.(?:head\.sha|merge_commit_sha)|refs\/pull\/|github\.event\.workflow_run\.head_(?:sha|commit)|github\.event\.(?:issue|pull_request)\.number/u;

/** The same, looked up by an earlier step or job, as its name says. */
const LOOKED_UP_REVISION =
  /\b(?:steps|needs)\.(?:[\w-]+\.outputs\.(?:[\w-]*[_-])?(?:head|pr|pull)(?:[_-]\w+)*|(?:[\w-]+-)?(?:pr|pull-request)(?:-[\w-]+)?\.outputs\.\w*(?:sha|ref|branch)\w*)\b/iu;

/** The fork itself. The name of a branch alone is looked up in this repository, where a fork's branch is not. */
const PULLED_REPOSITORY = /head\.repo\.(?:full_name|clone_url)|head_repository\.full_name/u;

const PULLED_BY_COMMAND = /\bgh\s+pr\s+checkout\b|\bgit\s+pull\b[^\n]*\bpull\/|\bhub\s+pr\s+checkout\b/u;

/** Takes out whatever was fetched last. */
const TAKES_FETCHED = /\bgit\s+(?:-C\s+\S+\s+)?(?:checkout|switch|merge)\b[^\n]*\bFETCH_HEAD\b/u;

/**
 * Actions that check out the pull request of which they are given the number; the second one runs its tasks, too.
 * https://github.com/dawidd6/action-checkout-pr/blob/2b5e526d8a65/action.yml,
 * https://github.com/aaronsteers/poe-command-processor/blob/001307e79a14/action.yml
 */
const PULLING_ACTIONS = /^(?:dawidd6\/action-checkout-pr|aaronsteers\/poe-command-processor)@/iu;

/**
 * Actions that check out the pull request on which somebody comments, and ask nobody whether they may.
 * https://github.com/Siteimprove/pr-command/blob/98b5eea/check-run/check/action.yaml, and `simple` and `advanced` beside it
 */
const PULLING_COMMENTED = /^siteimprove\/pr-command\/(?:check-run\/check|simple|advanced)@/iu;

/** Where a step says which pull request an action of others checks out. */
export function pulledByAction(step: Step): ScalarNode | undefined {
  const uses = step.uses?.text ?? '';
  if (PULLING_COMMENTED.test(uses)) return step.uses;
  return PULLING_ACTIONS.test(uses) ? scalarIn(inputOf(step, 'pr')) : undefined;
}

/** Gets the commits only; what puts their files into the working tree comes after. */
const FETCHED_BY_COMMAND = /\bgit\s+fetch\b[^\n]*\bpull\//u;
const TAKES_OUT =
  /\bgit\s+(?:-C\s+\S+\s+)?(?:checkout|switch|merge|rebase|reset|restore|cherry-pick|worktree|archive|show|cat-file|read-tree|apply|am)\b/u;

/** How a step's checkout action gets the pull request's code. */
export interface PulledByCheckout {
  /** The text that says so. */
  readonly node: ScalarNode;
  /** Whether whoever started the run may write anything there. */
  readonly isFree: boolean;
  /** Whether it is what the event itself names; else it may be another commit by the time it is looked up. */
  readonly isNamed: boolean;
  /** Whether it is the name of a branch alone. */
  readonly isBranch: boolean;
}

/** What the event names as the fork's, in a text of `ref` or `repository`. */
const NAMED_BY_EVENT =
  /github\.event\.(?:pull_request\.(?:head\.sha|merge_commit_sha|head\.repo\.full_name)|workflow_run\.head_(?:sha|commit\.id|repository\.full_name))|^\s*refs\/pull\//u;

/** How a step's checkout action gets the pull request's code; `undefined` when it does not. */
export function pulledByCheckout(told: Told, step: Step): PulledByCheckout | undefined {
  if (step.uses === undefined || !/^actions\/checkout@/iu.test(step.uses.text)) return undefined;
  const find = (input: string, ...patterns: readonly RegExp[]): ScalarNode | undefined => {
    let found: ScalarNode | undefined;
    eachScalar(inputOf(step, input), (scalar) => {
      if (patterns.some((pattern) => pattern.test(scalar.text))) found ??= scalar;
    });
    return found;
  };
  const written = find('ref', PULLED_REVISION, LOOKED_UP_REVISION) ?? find('repository', PULLED_REPOSITORY);
  const [ref, repository] = ['ref', 'repository'].map((input) => inputOf(step, input));
  const ofRef = told.contentsIn(ref, step);
  const ofRepository = told.contentsIn(repository, step);
  // The name of a branch alone is looked up in this repository, where a fork's branch is not.
  const isFree = ofRef.has('text') || ofRepository.has('text');
  const chosen = isFree || ofRef.has('revision') || ofRepository.has('repository');
  const node = written ?? (chosen ? scalarIn(ofRepository.size > 0 ? repository : ref) : undefined);
  if (node === undefined) {
    const isBranch = ofRef.has('branch') && repository === undefined && ref?.kind === 'scalar';
    return isBranch ? { node: ref, isFree: false, isNamed: true, isBranch } : undefined;
  }
  const isKnown = (contents: Contents, content: 'revision' | 'repository'): boolean =>
    contents.has(content) && !contents.has('later');
  const isNamed =
    [ref, repository].some((text) => NAMED_BY_EVENT.test(textOf(text) ?? '')) ||
    isKnown(ofRef, 'revision') ||
    // Somebody may have several repositories; only the full name is that of the fork.
    (isKnown(ofRepository, 'repository') && !/\blogin\b/u.test(textOf(repository) ?? ''));
  return { node, isFree, isNamed, isBranch: false };
}

function scalarIn(node: SyntaxNode | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}

/** Whether what a step checks out into a folder of its own is only looked at: no later step works or calls in there. */
export function isSetApart(step: Step, steps: readonly Step[]): boolean {
  const folder = textOf(inputOf(step, 'path'))?.replace(/^\.\//u, '').replace(/\/$/u, '') ?? '';
  if (folder === '' || folder.includes('${{')) return false;
  const name = literalPattern(folder);
  const entered = new RegExp(
    `\\b(?:cd|pushd)\\s+["']?(?:\\./)?${name}\\b|(?:^|[\\s;&|(])(?:\\./)?${name}/\\S*`,
    'u',
  );
  return !steps.some(
    (other) =>
      other.number > step.number &&
      (other.uses?.text.startsWith(`./${folder}`) === true ||
        textOf(get(other.node, 'working-directory'))?.replace(/^\.\//u, '').startsWith(folder) === true ||
        (other.run !== undefined && entered.test(other.run.text))),
  );
}

/** Whether a step's commands get the pull request's code; fetched commits are only that once some command takes them out. */
export function pullsByCommand(told: Told, step: Step): boolean {
  if (step.run === undefined) return false;
  if (takesOutNamed(told, step, step.run.text)) return true;
  const text = [step.run.text, ...ranScripts(told.around.reading, step, folderOf(told.job))].join('\n');
  if (PULLED_BY_COMMAND.test(text)) return true;
  if (TAKES_FETCHED.test(text) && !fetchesOwnBranches(told, step, text)) return true;
  return (
    FETCHED_BY_COMMAND.test(text) &&
    told.steps.some(
      ({ number, run }) =>
        number >= step.number &&
        run !== undefined &&
        TAKES_OUT.test(number === step.number ? text : run.text),
    )
  );
}

function folderOf(job: Job): string | undefined {
  return textOf(get(get(get(job.node, 'defaults'), 'run'), 'working-directory'));
}

/** Commands of git with a revision or a repository in one of their words. */
const GIT_WORDS =
  /\bgit\s+(?:-C\s+\S+\s+)?(clone|fetch|pull|checkout|switch|merge|reset|worktree|remote\s+add|submodule\s+add)\b([^\n]*)/gu;

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([A-Za-z_]\w*)/gu)].map(([, name = '']) => name);
}

/** Words by which a pull request, its number or its head is named. */
const NAMES_CHANGE = /pull|head|fork|contribut|(?:^|[\W_])(?:pr|number|nr|sha|merge)(?:$|[\W_])/iu;

/**
 * Whether all that a script fetches are branches of this repository by names that whoever started the run has no part in:
 * `git fetch origin "$RELEASE_BRANCH"`. Of what is fetched elsewhere nothing is known.
 */
function fetchesOwnBranches(told: Told, step: Step, code: string): boolean {
  const fetches = [...code.matchAll(/\bgit\s+(?:-C\s+\S+\s+)?fetch\b([^\n]*)/gu)].map(
    ([, rest = '']) => rest,
  );
  return (
    fetches.length > 0 &&
    fetches.every(
      (rest) =>
        /(?:^|\s)["']?origin["']?\s/u.test(rest) &&
        !NAMES_CHANGE.test(rest) &&
        !rest.includes('${{') &&
        variablesIn(rest).every((name) => ofName(told, step, code, name).size === 0),
    )
  );
}

/** Of a variable that a script sees, or makes of others that it sees. */
function ofName(told: Told, step: Step, code: string, name: string): Contents {
  const seen = told.ofVariable(name, step);
  if (seen.size > 0) return seen;
  const value = new RegExp(`(?:^|[\\n;]\\s*|export\\s+)${name}=([^\\n]*)`, 'u').exec(code)?.[1];
  return value === undefined
    ? NO_CONTENTS
    : together(variablesIn(value).map((part) => (part === name ? NO_CONTENTS : told.ofVariable(part, step))));
}

/** Whether git is told to take out a revision, or to get a repository, that whoever started the run names. */
function takesOutNamed(told: Told, step: Step, code: string): boolean {
  for (const [, verb = '', rest = ''] of code.matchAll(GIT_WORDS)) {
    const contents = together([
      ...[...rest.matchAll(/\$\{\{(.*?)\}\}/gu)].map(([, inner = '']) => told.contentsOfText(inner, step)),
      ...variablesIn(rest).map((name) => ofName(told, step, code, name)),
    ]);
    const gets = /^(?:clone|fetch|pull|remote)/u.test(verb);
    if (gets && (contents.has('repository') || contents.has('text'))) {
      if (verb === 'clone' || verb === 'pull' || TAKES_OUT.test(code)) return true;
    }
    if (!gets && contents.has('revision')) return true;
  }
  return false;
}

/** The parts of an event by which a command can name a change, by the initiators whose events have them. */
const COMMAND_PARTS: Readonly<Record<string, RegExp>> = {
  repository_dispatch: /\bclient_payload\b/u,
  workflow_dispatch: /\binputs\b/u,
  'issue_comment:insider': /\bevent\.issue\b|\bissue\.number\b/u,
  'pull_request_review:insider': /\bevent\.pull_request\b/u,
  'pull_request_review_comment:insider': /\bevent\.pull_request\b/u,
};
const ANY_PART =
  /\bclient_payload\b|\binputs\.|\bevent\.(?:issue|pull_request|inputs)\b|\bissue\.number\b|\bhead_ref\b/u;

/**
 * Whether by runs of this initiator somebody of the project tells a job what to run: a command in a comment, a dispatch.
 * An event that has not the part that is named gives nothing to run.
 *
 * @param named the words that name what is run
 */
export function commands(initiator: string, named: string): boolean {
  const part = COMMAND_PARTS[initiator];
  return part !== undefined && (part.test(named) || !ANY_PART.test(named));
}

/** A commit that whoever gives the command names, or has in front of them. */
const NAMED_COMMIT = /\bslash_command\.args\b|\binputs\.\w*(?:sha|commit)\b|\breview\.commit_id\b/iu;
const HEAD_COMMIT = /\bpull_request\.head\.sha\b/u;

/** Whether what a step checks out is a commit that was named in the command, so that its author cannot change it. */
export function isSettled(step: Step, job: Job, { text }: ScalarNode): boolean {
  if (NAMED_COMMIT.test(text)) return true;
  const asked = [textOf(get(job.node, 'if')), step.condition?.text];
  return HEAD_COMMIT.test(text) && asked.some((condition) => NAMED_COMMIT.test(condition ?? ''));
}
