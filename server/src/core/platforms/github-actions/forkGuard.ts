import { CHECKOUT_FORK_GUARD, TYPES_WITHOUT_FORK } from '../../knowledge/github/checkoutGuard.js';
import type { GuardedRelease } from '../../knowledge/github/checkoutGuard.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import { lets } from './conditions.js';
import { oneOf } from './expressions/abstractValue.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
import type { Starts } from './starts.js';
import { FOLLOWS_OUTSIDER } from './ways.js';
import type { Job, Step } from './workflow.js';
import { inputOf } from './workflow.js';

const TARGET_FORK = 'pull_request_target:fork';

/** Initiators whose runs the checkout action refuses a fork's code, where this version of it does. */
export const GUARDED_INITIATORS: ReadonlySet<string> = new Set([TARGET_FORK, FOLLOWS_OUTSIDER]);

/** The first release of its line that turns a fork's code away, and what the step's own version makes of names. */
export interface ForkGuard {
  /** Of the line of versions that the step uses, such as `v4.4.0`; the empty text where it is a branch. */
  readonly since: string;
  readonly readsNames: boolean;
  /** Whether this version is one that was read; one that is newer than those may have the guard still, or not. */
  readonly isProved: boolean;
}

/** What is newer than every release that was read. */
const UNPROVED: ForkGuard = { since: '', readsNames: false, isProved: false };

const { releases, branches, optOut } = CHECKOUT_FORK_GUARD.value;

/** The guard that the checkout action in a step has, or may have; `undefined` where it is known to have none. */
export function forkGuardOf(reading: Reading, step: Step): ForkGuard | undefined {
  if (step.uses === undefined || isOptedOut(step)) return undefined;
  const ref = step.uses.text.slice(step.uses.text.indexOf('@') + 1);
  if (/^[0-9a-f]{40}$/iu.test(ref)) return ofCommit(reading, step.uses, ref.toLowerCase());
  if (branches.test(ref)) return { since: '', readsNames: true, isProved: true };
  const version = /^v?(\d+(?:\.\d+){0,2})$/u.exec(ref)?.[1];
  return version === undefined ? undefined : ofVersion(version);
}

/** Only the word true opts out, in any case; what an expression gives is not known. */
function isOptedOut(step: Step): boolean {
  const said = textOf(inputOf(step, optOut)) ?? '';
  return said.trim().toLowerCase() === 'true' || said.includes('${{');
}

/**
 * A commit is what it is, whatever the comment behind it says. The comment counts only for a release that came after those
 * which are known here, and proves nothing.
 */
function ofCommit(reading: Reading, uses: ScalarNode, commit: string): ForkGuard | undefined {
  const known = releases.find((release) => release.commit === commit);
  if (known !== undefined) return ofRelease(known);
  const said = commented(reading, uses);
  return said?.split('.').length === 3 && isNewer(said) ? UNPROVED : undefined;
}

/** A moving tag such as `v4` is its newest release. */
function ofVersion(version: string): ForkGuard | undefined {
  const line = lineOf(version);
  const release = version.includes('.')
    ? line.find((candidate) => candidate.version === version)
    : line.at(-1);
  if (release !== undefined) return ofRelease(release);
  return isNewer(version) ? UNPROVED : undefined;
}

function ofRelease({ version, readsNames }: GuardedRelease): ForkGuard {
  return { since: firstOf(version), readsNames, isProved: true };
}

/** Whether a version is newer than those of its line that were read, or of a line that came after all of them. */
function isNewer(version: string): boolean {
  const newest = lineOf(version).at(-1) ?? releases.at(-1);
  return newest !== undefined && isBefore(newest.version, version);
}

function lineOf(version: string): readonly GuardedRelease[] {
  const major = version.split('.')[0];
  return releases.filter((release) => release.version.split('.')[0] === major);
}

function firstOf(version: string): string {
  const [first] = lineOf(version);
  return first === undefined ? '' : `v${first.version}`;
}

function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const [left = 0, right = 0] = [a?.[at], b?.[at]];
    if (left !== right) return left < right;
  }
  return false;
}

const REST_OF_LINE = /[^\r\n]*/uy;

/** The version in the comment behind a commit. */
function commented(reading: Reading, uses: ScalarNode): string | undefined {
  REST_OF_LINE.lastIndex = uses.written.end;
  const [line = ''] = REST_OF_LINE.exec(reading.tree.text) ?? [];
  return /^['"]?\s*#.*?\bv?(\d+(?:\.\d+){0,2})\b/u.exec(line)?.[1];
}

/** The initiators whose runs do not get past the guard in a step. */
export function heldBack(starts: Starts, job: Job, step: Step): ReadonlySet<string> {
  const held = new Set(GUARDED_INITIATORS);
  if (comesWithoutFork(starts, job, step)) held.delete(TARGET_FORK);
  return held;
}

/** Whether a run gets to the step whose payload names no fork, although the pull request came from one. */
function comesWithoutFork(starts: Starts, job: Job, step: Step): boolean {
  return starts.ownRuns(job).some(
    ({ initiator, scenario, trigger }) =>
      initiator === TARGET_FORK &&
      trigger.types
        .filter((type) => TYPES_WITHOUT_FORK.has(type))
        .some((type) => {
          const run = withoutFork(scenario, type);
          return starts.letsIn(job, run) && lets(conditionOf(starts.reading, step), run);
        }),
  );
}

function conditionOf(reading: Reading, { condition }: Step): ReturnType<Reading['conditionOf']> | undefined {
  return condition && reading.conditionOf(condition);
}

function withoutFork(scenario: Scenario, type: string): Scenario {
  return {
    ...scenario,
    bindings: (path) => {
      if (path === 'github.event.action') return oneOf(type);
      return /^github\.event\.pull_request\.head\.repo(?:\.|$)/u.test(path)
        ? oneOf(null)
        : scenario.bindings(path);
    },
  };
}
