import type { Influence, TurnedAway } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { initiatorsOf } from './credentials.js';
import { lets } from './conditions.js';
import type { ExpressionSegment } from './expressions/segments.js';
import { forkGuardOf, GUARDED_INITIATORS, heldBack } from './forkGuard.js';
import type { PulledByCheckout } from './pulledCode.js';
import {
  commands,
  isSetApart,
  isSettled,
  pulledByAction,
  pulledByCheckout,
  pullsByCommand,
} from './pulledCode.js';
import type { Reading } from './reading.js';
import type { Starts, StepInfluence } from './starts.js';
import { aimedBy } from './strangers/aimed.js';
import { commitsText } from './strangers/committed.js';
import { holdsCode } from './strangers/contents.js';
import type { TakenFiles } from './strangers/files.js';
import { isWrittenToEnvironment, runningOf } from './strangers/files.js';
import { turnsForksAway } from './strangers/forkAnswers.js';
import { checksForm, codeOf, isGithubScript, readsFiles } from './strangers/scripts.js';
import type { Told } from './strangers/told.js';
import { FOLLOWS_OUTSIDER } from './ways.js';
import type { Job, Step } from './workflow.js';
import { quoted } from '../../text/quoted.js';

type Found = Omit<Influence, 'initiators'> & {
  /** Set where the checkout action turns some starters away by itself, or where only some get there at all. */
  readonly lets?: (initiator: string) => boolean;
  /** Set for what belongs to the head of a pull request: a run that follows another one has one only where that had. */
  readonly ofHead?: boolean;
  /** Of code that somebody can tell the job to run: whether the commit is the one that they name. */
  readonly settled?: boolean;
  /** The words that name it. */
  readonly named?: string;
};

/** Where a stranger's code, text or files get into a job. */
export function influencesOf(reading: Reading, starts: Starts, job: Job): readonly Influence[] {
  return influencesByStep(reading, starts, job).map(({ influence }) => influence);
}

/** The same with the step of each. */
export function influencesByStep(reading: Reading, starts: Starts, job: Job): readonly StepInfluence[] {
  return starts.influences(job, () => findInfluences(reading, starts, job));
}

function findInfluences(reading: Reading, starts: Starts, job: Job): readonly StepInfluence[] {
  const told = starts.told(job);
  return told.steps.flatMap((step) => {
    const found = [
      ...ofOthers(pulled(reading, starts, told, step), reading, starts, job, step),
      inScript(reading, told, step),
      ...told.files.flatMap((files) => (files.step === step ? [takenIn(reading, told, files)] : [])),
      intoEnvironment(reading, told, step),
      merged(reading, step),
      aimed(reading, told, step),
      committed(reading, told, step),
    ].filter((one) => one !== undefined);
    if (found.length === 0) return [];
    const initiators = initiatorsOf(reading, starts, job, [{ step }]);
    return found.flatMap(({ lets: letsIn, ofHead, settled, named, ...influence }) => {
      const kept =
        letsIn === undefined ? initiators : (initiators ?? starts.initiatorIds(job)).filter(letsIn);
      const ids =
        ofHead === true && !followsFork(reading, starts, job, step)
          ? withoutFollowing(starts, job, kept)
          : kept;
      const commanded = commandedBy(ids ?? starts.initiatorIds(job), settled, named ?? '');
      if (ids === undefined) return [{ step, influence: { ...influence, ...commanded } }];
      return ids.length === 0 ? [] : [{ step, influence: { ...influence, ...commanded, initiators: ids } }];
    });
  });
}

/** The same without strangers where a pull request from a fork does not get that far. */
function ofOthers(
  found: readonly Found[],
  reading: Reading,
  starts: Starts,
  job: Job,
  step: Step,
): readonly Found[] {
  if (found.length === 0 || !turnsForksAway(reading, starts, job, step)) return found;
  const strangers = new Set(starts.untrustedScenarios(job).map(({ id }) => id));
  return found.map((one) => ({
    ...one,
    lets: (initiator) => !strangers.has(initiator) && one.lets?.(initiator) !== false,
  }));
}

function commandedBy(
  ids: readonly string[],
  settled: boolean | undefined,
  named: string,
): Pick<Influence, 'commanded'> {
  const initiators = settled === undefined ? [] : ids.filter((id) => commands(id, named));
  return initiators.length === 0 || settled === undefined ? {} : { commanded: { initiators, settled } };
}

/** Whether some run that gets to the step follows the pull request of a fork. */
function followsFork(reading: Reading, starts: Starts, job: Job, { condition }: Step): boolean {
  if (starts.callable) return true;
  const own = condition && reading.conditionOf(condition);
  const following = starts.ownRuns(job).filter(({ initiator }) => initiator === FOLLOWS_OUTSIDER);
  return following.some(({ scenario }) => scenario.id.endsWith(':fork') && lets(own, scenario));
}

function withoutFollowing(
  starts: Starts,
  job: Job,
  initiators: readonly string[] | undefined,
): readonly string[] | undefined {
  const ids = initiators ?? starts.initiatorIds(job);
  return ids.includes(FOLLOWS_OUTSIDER) ? ids.filter((id) => id !== FOLLOWS_OUTSIDER) : initiators;
}

function pulled(reading: Reading, starts: Starts, told: Told, step: Step): readonly Found[] {
  const { job } = told;
  const named = pulledByCheckout(told, step);
  if (named !== undefined) {
    const apart = isSetApart(step, told.steps);
    const letsIn = passable(reading, starts, job, step, named);
    const found: Found = {
      kind: apart ? 'files' : 'code',
      origin: reading.originOf(named.node),
      how: `${step.label} checks out ${named.isBranch ? 'a branch by its name, and this version takes one that reads like a commit for that commit' : `the pull request's ${apart ? 'files into a folder of their own' : 'code'}`}`,
      ...(named.isBranch ? { unsure: true as const } : {}),
      ...(letsIn === undefined ? {} : { lets: letsIn }),
      ofHead: !named.isFree,
      ...(apart ? {} : { settled: isSettled(step, job, named.node), named: named.node.text }),
    };
    const isUnproved = letsIn !== undefined && forkGuardOf(reading, step)?.isProved === false;
    return isUnproved ? [found, unproved(found, letsIn)] : [found];
  }
  const byAction = pulledByAction(step);
  if (byAction === undefined && !pullsByCommand(told, step)) return [];
  return [
    {
      kind: 'code',
      origin: reading.originOf(byAction ?? nameOf(step)),
      how: `${step.label} fetches the pull request's code`,
      settled: false,
      named: byAction?.text ?? step.run?.text ?? '',
    },
  ];
}

/** The same in the runs that a version which was not read may turn away, or not. */
function unproved(found: Found, letsIn: (initiator: string) => boolean): Found {
  return {
    ...found,
    how: `${found.how}, unless this version refuses that of forks (not known)`,
    unsure: true,
    lets: (initiator) => !letsIn(initiator),
  };
}

/** Whose runs get the code that a checkout asks for; `undefined` when the action turns nobody away. */
function passable(
  reading: Reading,
  starts: Starts,
  job: Job,
  step: Step,
  { isFree, isNamed, isBranch }: PulledByCheckout,
): ((initiator: string) => boolean) | undefined {
  const guard = forkGuardOf(reading, step);
  // A fork's branch is not in this repository; what its name can be taken for matters in a fork's runs alone.
  if (isBranch) return (id) => guard?.readsNames !== true && GUARDED_INITIATORS.has(id);
  if (guard === undefined || isFree || !isNamed) return undefined;
  const held = heldBack(starts, job, step);
  return (id) => !held.has(id);
}

/** Where a job asks for a fork's code and the checkout action turns it away, so that nobody takes that for overlooked. */
export function turnedAwayIn(reading: Reading, starts: Starts, job: Job): readonly TurnedAway[] {
  const told = starts.told(job);
  return told.steps.flatMap((step) => {
    const named = pulledByCheckout(told, step);
    const guard = named === undefined ? undefined : forkGuardOf(reading, step);
    if (named === undefined || guard?.isProved !== true || named.isBranch) return [];
    const letsIn = passable(reading, starts, job, step, named);
    const reaching = initiatorsOf(reading, starts, job, [{ step }]) ?? starts.initiatorIds(job);
    const initiators = letsIn === undefined ? [] : reaching.filter((id) => !letsIn(id));
    if (initiators.length === 0) return [];
    const since = guard.since === '' ? 'since July 2026' : `since ${guard.since} (July 2026)`;
    return [
      {
        initiators,
        what: `${step.label} asks for the pull request's code`,
        why: `actions/checkout refuses that of forks ${since}: the job ends there`,
        origin: reading.originOf(named.node),
      },
    ];
  });
}

/** Text put into a script by `${{ }}` becomes part of the script. */
function inScript(reading: Reading, told: Told, step: Step): Found | undefined {
  const code = codeOf(step);
  if (code === undefined) return undefined;
  for (const segment of reading.segmentsOf(code)) {
    if (!holdsCode(told.contentsOfText(segment.text, step)) || isLiteral(reading, step, segment)) continue;
    return {
      kind: 'text',
      origin: { uri: reading.uri, range: segment.range },
      how: `${step.label} puts text of whoever started it into a script`,
    };
  }
  return undefined;
}

/** JSON is a literal of JavaScript, unless it is put between quotes. */
function isLiteral(reading: Reading, step: Step, { text, range }: ExpressionSegment): boolean {
  if (!isGithubScript(step) || !/^\s*toJSON\s*\(/iu.test(text)) return false;
  return !/["'`]\s*$/u.test(reading.tree.text.slice(Math.max(0, range.start - 4), range.start));
}

/** Files of a stranger's; those that lie where a later step runs something are code. */
function takenIn(reading: Reading, told: Told, files: TakenFiles): Found {
  const { step, node, madeBy, folder } = files;
  const origin = reading.originOf(node === step.node || node === codeOf(step) ? nameOf(step) : node);
  const running = runningOf(files, told.steps);
  if (running === undefined) {
    return { kind: 'files', origin, how: `${step.label} takes in files that ${madeBy}` };
  }
  const where = folder === '' ? 'the workspace' : quoted(folder);
  return {
    kind: 'code',
    origin,
    how: `${step.label} unpacks files that ${madeBy} into ${where}, where ${running.step.label} runs ${quoted(running.what)}`,
  };
}

/**
 * What is read out of a stranger's files into the environment of later steps may have several lines, and so set any
 * variable: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-environment-variable
 */
function intoEnvironment(reading: Reading, told: Told, step: Step): Found | undefined {
  const { run } = step;
  if (run === undefined || !isWrittenToEnvironment(run.text) || checksForm(run.text)) return undefined;
  const isAfter = told.files.some((files) => files.step.number <= step.number);
  const lines = run.text.split('\n').filter((line) => line.includes('GITHUB_ENV'));
  if (!isAfter || !lines.some((line) => readsFiles(line.replace(/>>.*$/u, '')))) return undefined;
  return {
    kind: 'text',
    origin: reading.originOf(nameOf(step)),
    how: `${step.label} puts what files from outside say into the environment of all later steps`,
  };
}

/** Which pull request it is about is theirs to say. */
function aimed(reading: Reading, told: Told, step: Step): Found | undefined {
  const does = aimedBy(told, step);
  return does === undefined
    ? undefined
    : {
        kind: 'aimed',
        origin: reading.originOf(nameOf(step)),
        how: `${step.label} ${does} whichever pull request or issue files of another run name`,
      };
}

/** Their text becomes part of the repository without that anybody looks at it. */
function committed(reading: Reading, told: Told, step: Step): Found | undefined {
  return commitsText(told, step)
    ? {
        kind: 'files',
        origin: reading.originOf(nameOf(step)),
        how: `${step.label} commits and pushes text of whoever started it`,
      }
    : undefined;
}

/** https://cli.github.com/manual/gh_pr_merge, https://docs.github.com/en/graphql/reference/mutations#mergepullrequest */
const MERGES = /\bgh\s+pr\s+merge\b|\bpulls\.merge\b|\bmergePullRequest\b|\benablePullRequestAutoMerge\b/u;

/** Holds the author against a name that is written out, before anything is merged. */
const ASKS_AUTHOR = /\b(?:user|author)\??\.login\s*[!=]==?\s*["']/u;

/** https://github.com/pascalgn/automerge-action, https://github.com/peter-evans/enable-pull-request-automerge */
const MERGING_ACTIONS = /^(?:pascalgn\/automerge-action|peter-evans\/enable-pull-request-automerge)@/iu;

function merged(reading: Reading, step: Step): Found | undefined {
  const code = codeOf(step)?.text ?? '';
  const merges =
    (MERGES.test(code) && !ASKS_AUTHOR.test(code)) || MERGING_ACTIONS.test(step.uses?.text ?? '');
  if (!merges) return undefined;
  return {
    kind: 'merged',
    origin: reading.originOf(nameOf(step)),
    how: `${step.label} merges the pull request`,
  };
}

function nameOf(step: Step): Step['node'] | ScalarNode {
  return step.node.entries[0]?.key ?? step.run ?? step.node;
}
