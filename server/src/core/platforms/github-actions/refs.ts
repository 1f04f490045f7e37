import type { EventFacts } from '../../knowledge/github/events.js';
import { get, isAbsent } from '../../syntax/syntaxTree.js';
import type { Condition } from './conditions.js';
import { narrowingWords } from './conditions.js';
import type { Trigger } from './triggers.js';

/** A ref that a run may have, with the base branch of a pull request; both may be patterns with `*`. */
export interface RunRef {
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  readonly base: string;
}

const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';

/**
 * The refs of the runs that a trigger starts, as far as its filters and the job's condition tell them apart.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows, per event
 */
export function refsOf(trigger: Trigger, condition: Condition | undefined): readonly RunRef[] {
  const all = eventRefs(trigger);
  const asked = condition === undefined ? [] : narrowingWords(condition).flatMap(refsOfWords);
  if (asked.length === 0) return all;
  // A condition that asks for one ref tells which of those that a pattern stands for gets through.
  return all.flatMap((run) => {
    if (!run.ref.includes('*')) return [run];
    const fitting = asked.filter((ref) => fits(run.ref, ref));
    return fitting.map((ref) => ({ ...run, ref }));
  });
}

function eventRefs(trigger: Trigger): readonly RunRef[] {
  const { facts } = trigger;
  if (facts.name === 'push') return pushRefs(trigger).map((ref) => ({ ref, base: '' }));
  const bases = trigger.branches.length > 0 ? positive(trigger.branches).map(globToPattern) : ['*'];
  if (facts.code === 'merge-commit') {
    // A pull request that was merged runs on its base branch.
    const closed = trigger.types.includes('closed') ? bases.map((base) => ({ ref: HEADS + base, base })) : [];
    return [...bases.map((base) => ({ ref: 'refs/pull/*/merge', base })), ...closed];
  }
  if (facts.name.startsWith('pull_request')) return bases.map((base) => ({ ref: `${HEADS}*`, base }));
  return otherRefs(facts).map((ref) => ({ ref, base: '' }));
}

function otherRefs(facts: EventFacts): readonly string[] {
  if (facts.name === 'merge_group') return [`${HEADS}gh-readonly-queue/*`];
  switch (facts.code) {
    case 'default-branch':
    case 'base-branch':
      return [`${HEADS}*`];
    case 'tag':
      return [`${TAGS}*`];
    case 'ref':
      return [`${HEADS}*`, `${TAGS}*`];
    default:
      return ['*'];
  }
}

/** With a filter on one kind of ref only, pushes of the other kind start nothing. */
function pushRefs({ branches, tags, config }: Trigger): readonly string[] {
  const ignores = (key: string): boolean => !isAbsent(get(config, key));
  const hasBranches = branches.length > 0 || ignores('branches-ignore');
  const hasTags = tags.length > 0 || ignores('tags-ignore');
  const heads =
    branches.length > 0 ? positive(branches).map((glob) => HEADS + globToPattern(glob)) : [`${HEADS}*`];
  const tagged = tags.length > 0 ? positive(tags).map((glob) => TAGS + globToPattern(glob)) : [`${TAGS}*`];
  return [...(hasBranches || !hasTags ? heads : []), ...(hasTags || !hasBranches ? tagged : [])];
}

/** Entries with `!` take out of those before them; what they leave may be all of it. */
function positive(globs: readonly string[]): readonly string[] {
  const kept = globs.filter((glob) => !glob.startsWith('!'));
  return kept.length > 0 ? kept : ['*'];
}

/** A filter's glob as a pattern that takes in at least as much. `?` and `+` repeat, and `[…]` chooses, what stands there. */
function globToPattern(glob: string): string {
  return glob
    .replace(/\\(.)/gu, '$1')
    .replace(/\[[^\]]*\]|.(?=[?+])|[?+*]/gu, '*')
    .replace(/\*+/gu, '*');
}

function refsOfWords(words: string): readonly string[] {
  const [, kind, name = ''] = /^(branch|tag|ref) (.+)$/su.exec(words) ?? [];
  switch (kind) {
    case 'branch':
      return [HEADS + name];
    case 'tag':
      return [TAGS + name];
    case 'ref':
      return [HEADS + name, TAGS + name];
    default:
      return words.startsWith('refs/') ? [words] : [];
  }
}

/** Whether a pattern stands for a ref, or for some of those that another pattern stands for. */
function fits(pattern: string, ref: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.at(-1) ?? '';
  const at = ref.indexOf('*');
  const literal = at < 0 ? ref : ref.slice(0, at);
  if (at >= 0) return literal.startsWith(start) || start.startsWith(literal);
  return ref.startsWith(start) && ref.endsWith(end) && ref.length >= start.length + end.length;
}
