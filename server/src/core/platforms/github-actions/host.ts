import {
  GITHUB_HOSTED_LABELS,
  MANAGED_RUNNER_PREFIXES,
  SELF_HOSTED_LABEL,
} from '../../knowledge/github/runners.js';
import type { Host } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import { matrixValues } from './matrix.js';
import type { Reading } from './reading.js';
import type { Job } from './workflow.js';
import { scalarsOf } from './workflow.js';

const HOSTED: ReadonlySet<string> = new Set(GITHUB_HOSTED_LABELS.map((hosted) => hosted.label.toLowerCase()));

/** What `runs-on` says of the machine; `undefined` for a job that has none. */
export function hostOf(reading: Reading, job: Job): Host | undefined {
  const node = get(job.node, 'runs-on');
  if (node === undefined) return undefined;
  const group = get(node, 'group');
  const labelNode = node.kind === 'mapping' ? get(node, 'labels') : node;
  const labels = labelsOf(reading, job, labelNode);
  const facts = { labels: labels.known, origin: reading.originOf(labelNode ?? node) };
  const words = labels.known.map((label) => label.toLowerCase());

  if (words.includes(SELF_HOSTED_LABEL.value)) {
    return {
      ...facts,
      kind: 'self-hosted',
      // Registered outside the file, with or without `--ephemeral`.
      state: 'unknown',
      why: 'a self-hosted runner keeps its machine from job to job unless it was registered as ephemeral',
    };
  }
  const managed = MANAGED_RUNNER_PREFIXES.find(({ prefix }) => words.some((word) => word.startsWith(prefix)));
  if (managed !== undefined) {
    const fresh = managed.freshPerJob === true;
    return {
      ...facts,
      kind: 'hosted',
      state: fresh ? 'fresh' : 'unknown',
      why: `${managed.vendor} runs it${fresh ? ', a fresh machine for each job' : ''} (${managed.source})`,
    };
  }
  if (group === undefined && labels.complete && words.length > 0 && words.every((word) => HOSTED.has(word))) {
    return { ...facts, kind: 'hosted', state: 'fresh', why: 'GitHub gives each job a fresh machine' };
  }
  return {
    ...facts,
    kind: 'unknown',
    state: 'unknown',
    why: 'the label or group does not tell whether GitHub or somebody else runs the machine',
  };
}

interface Labels {
  readonly known: readonly string[];
  /** False when an expression could give others. */
  readonly complete: boolean;
}

function labelsOf(reading: Reading, job: Job, node: SyntaxNode | undefined): Labels {
  const known: string[] = [];
  let complete = true;
  for (const scalar of scalarsOf(node)) {
    if (!scalar.text.includes('${{')) {
      known.push(scalar.text);
      continue;
    }
    const [segment, ...more] = reading.segmentsOf(scalar);
    const whole =
      segment !== undefined &&
      more.length === 0 &&
      scalar.text.trim().startsWith('${{') &&
      scalar.text.trim().endsWith('}}');
    const values = whole ? matrixValues(job, segment.text) : undefined;
    if (values === undefined) complete = false;
    else known.push(...values);
  }
  return { known, complete };
}
