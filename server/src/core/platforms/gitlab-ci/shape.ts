import { WHEN } from '../../knowledge/gitlab/keywords.js';
import { get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { Job, Pipeline } from './pipeline.js';
import { itemsOf } from './nodes.js';
import type { Reading } from './reading.js';
import { meantBy, meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/**
 * Refuses what GitLab surely refuses. What another file may still add to a job is not held against it.
 * https://docs.gitlab.com/ci/yaml/
 */
export function checkShape(reading: Reading, pipeline: Pipeline): void {
  // In a repository of many projects, files of this name are included by the one at the root.
  const leads = ['stages', 'workflow'].some((key) => get(pipeline.root, key) !== undefined);
  const isWhole = leads && pipeline.isEntry && pipeline.unread.length === 0 && reading.isComplete;
  const known = new Set(pipeline.root.entries.map(({ key }) => key.text));
  for (const job of pipeline.jobs) {
    const when = get(job.body, 'when');
    const text = textOf(when);
    if (when !== undefined && text !== undefined && !WHEN.has(text) && !text.includes('$')) {
      const meant = meantBy(text, WHEN);
      reading.refuse(when, `GitLab does not know ${quoted(`when: ${text}`)}${meantWords(meant)}`, meant);
    }
    if (isWhole) checkWhole(reading, job, known);
  }
  checkConditions(reading, pipeline);
}

/** What is wrong with a job to which no other file adds anything. */
function checkWhole(reading: Reading, job: Job, known: ReadonlySet<string>): void {
  const { body, raw, missing, name, key } = job;
  const runs = ['script', 'run', 'trigger', 'pages'].some((part) => get(body, part) !== undefined);
  if (!runs && missing.length === 0) {
    reading.refuse(key, `GitLab refuses job ${quoted(name)}: it has neither \`script\` nor \`trigger\`.`);
  }
  for (const { name: template, node } of missing) {
    if (known.has(template)) {
      reading.refuse(
        node,
        `GitLab refuses this: what extends ${quoted(template)} comes back to itself, or goes too deep.`,
      );
      continue;
    }
    const meant = meantBy(template, known);
    reading.refuse(
      node,
      `GitLab refuses this: nothing in the file is called ${quoted(template)}${meantWords(meant)}`,
      meant,
    );
  }
  const rules = get(raw, 'rules');
  const policy = get(raw, 'only') ?? get(raw, 'except');
  if (rules !== undefined && !isAbsent(rules) && policy !== undefined && !isAbsent(policy)) {
    reading.refuse(rules, 'GitLab refuses `rules` beside `only` or `except`.');
  }
}

/** Conditions that are no expressions. Inputs are filled in before they are read. */
function checkConditions(reading: Reading, { root, jobs }: Pipeline): void {
  const lists = [get(get(root, 'workflow'), 'rules'), ...jobs.map(({ raw }) => get(raw, 'rules'))];
  for (const item of lists.flatMap((list) => itemsOf(list))) {
    const condition = get(item, 'if');
    if (condition?.kind !== 'scalar' || isAbsent(condition) || condition.range !== condition.written) {
      continue;
    }
    if (condition.text.includes('$[[') || reading.conditions.read(condition.text) !== undefined) continue;
    // Negations and functions are none of its language yet; a newer version may have them.
    if (condition.text.length < 500 && !/![($]|\w\(/u.test(condition.text)) {
      reading.refuse(condition, `GitLab cannot read this condition: ${quoted(condition.text.trim())}.`);
    }
  }
}

/** Jobs that need themselves, over others: https://docs.gitlab.com/ci/yaml/#needs */
export function checkCircles(reading: Reading, circles: readonly (readonly Job[])[]): void {
  for (const [first, ...others] of circles) {
    if (first === undefined) continue;
    const over = others.slice(0, MOST_NAMED).map(({ name }) => quoted(name));
    const more = others.length > MOST_NAMED ? ' and others' : '';
    reading.refuse(
      first.key,
      `GitLab refuses this: job ${quoted(first.name)} needs itself${over.length === 0 ? '' : `, over ${over.join(', ')}${more}`}.`,
    );
  }
}

/** More jobs than that one need not see to find a circle. */
const MOST_NAMED = 5;
