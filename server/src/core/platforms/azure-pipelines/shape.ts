import { isValidation } from './gates.js';
import { poolOf, runnerOf } from './host.js';
import type { Stage } from './pipeline.js';
import type { NamedPlace } from './places.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import { meantBy, meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/** What Azure Pipelines refuses before it runs anything. */
export function checkShape(reading: Reading, starts: Starts, places: readonly NamedPlace[]): void {
  checkRoot(reading, starts);
  const { stages, isTemplate } = starts.pipeline;
  for (const stage of stages) if (stage.isWritten) checkName(reading, stage, 'stage');
  for (const { job } of places) {
    if (job.kind === 'job' || job.kind === 'deployment') checkName(reading, job, 'job');
  }
  // What a template takes in, and what takes it in, may bring the others.
  // Where an expression or a template stands for an item, there are more of them than are seen.
  if (!isTemplate && !/^[ \t]*-[ \t]*(?:template[ \t]*:|["']?\$\{\{)/mu.test(reading.tree.text)) {
    const written = stages.filter(({ isWritten }) => isWritten);
    const isOpen = stages.some(({ jobs }) => jobs.some(({ kind }) => kind === 'template'));
    if (!isOpen) checkNames(reading, written, 'stage');
    for (const stage of stages) checkNames(reading, stage.jobs, 'job');
  }
  for (const place of places) checkValidation(reading, starts, place);
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/pipeline */
function checkRoot(reading: Reading, { pipeline }: Starts): void {
  const plain = ['stages', 'jobs', 'steps', 'extends'].flatMap((key) =>
    pipeline.properties.all(key).filter(({ guards }) => guards.length === 0),
  );
  const [first, ...others] = plain;
  for (const { value } of others) {
    if (value.key.text === first?.value.key.text) continue;
    reading.refuse(
      value.key,
      `A file has only one of \`stages\`, \`jobs\`, \`steps\` and \`extends\`; this one has ${quoted(first?.value.key.text ?? '')} already.`,
    );
  }
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/jobs-job */
function checkName(reading: Reading, { id, head }: Pick<Stage, 'id' | 'head'>, noun: string): void {
  if (/[$<{(]/u.test(id) || /^[A-Za-z_]\w*$/u.test(id)) return;
  reading.refuse(head, `The name of a ${noun} has only letters, digits and \`_\`, and begins with no digit.`);
}

interface Named extends Pick<Stage, 'id' | 'head' | 'guards' | 'dependsOn'> {
  readonly kind?: string;
}

/** Names that come twice, and names that nothing bears. Templates and expressions may bring more of them. */
function checkNames(reading: Reading, parts: readonly Named[], noun: string): void {
  const isOpen = parts.some(
    ({ kind, guards, id }) => kind === 'template' || guards.length > 0 || id.includes('$'),
  );
  if (isOpen) return;
  const names = new Set<string>();
  for (const { id, head } of parts) {
    const key = id.toLowerCase();
    if (names.has(key)) reading.refuse(head, `The ${noun} ${quoted(id)} is named twice.`);
    names.add(key);
  }
  for (const { id, dependsOn } of parts) {
    for (const { name, node } of dependsOn ?? []) {
      if (/[$[{(]/u.test(name)) continue;
      if (name.toLowerCase() === id.toLowerCase()) {
        reading.refuse(node, `The ${noun} ${quoted(id)} waits for itself.`);
      } else if (!names.has(name.toLowerCase())) {
        const others = parts.flatMap((part) => (part.id === id ? [] : [part.id]));
        const meant = meantBy(name, others);
        reading.refuse(node, `There is no ${noun} ${quoted(name)} to wait for${meantWords(meant)}`, meant);
      }
    }
  }
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/manual-validation-v1 */
function checkValidation(reading: Reading, starts: Starts, place: NamedPlace): void {
  if (!place.job.steps.some(isValidation)) return;
  const pool = poolOf(starts.pipeline, place);
  const runner = runnerOf(reading, pool, starts.valuesOf(place));
  if (runner.kind === 'server' || pool === undefined || runner.host === undefined) return;
  if (runner.host.kind === 'unknown') return;
  for (const step of place.job.steps) {
    if (isValidation(step)) {
      reading.refuse(step.head, `${step.task ?? ''} runs on the server: the job needs \`pool: server\`.`);
    }
  }
}
