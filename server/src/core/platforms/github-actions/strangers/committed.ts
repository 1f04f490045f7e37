import type { Step } from '../workflow.js';
import type { Told } from './told.js';

const COMMITS = /\bgit\s+(?:-\S+\s+\S+\s+)*commit\b/u;
const PUSHES = /\bgit\s+(?:-\S+\s+\S+\s+)*push\b/u;

/** What is pushed to a branch of its own is looked at before it is merged. */
const PROPOSES =
  /\bgh\s+pr\s+create\b|\bpulls\.create\b|\bgit\s+(?:checkout\s+-[bB]|switch\s+-[cC])\b|create-pull-request/u;

/** A line that writes into a file, but not into those by which a step tells the runner something. */
const WRITES = /(?<![0-9&>])>{1,2}\s*(?!&|["']?(?:\$\{?(?:GITHUB_\w+|RUNNER_\w+)|\/dev\/|\/tmp\/))|\btee\s/u;

/** Whether a step puts text of whoever started the run into a file, which the job then commits and pushes by itself. */
export function commitsText(told: Told, step: Step): boolean {
  const { run } = step;
  if (run === undefined) return false;
  const later = told.steps.filter(({ number }) => number >= step.number);
  const code = later.map((one) => one.run?.text ?? one.uses?.text ?? '').join('\n');
  if (!COMMITS.test(code) || !PUSHES.test(code) || PROPOSES.test(code)) return false;
  return run.text
    .split('\n')
    .filter((line) => WRITES.test(line))
    .some((line) =>
      [...line.matchAll(/\$\{?([A-Za-z_]\w*)/gu)].some(([, name = '']) =>
        told.ofVariable(name, step).has('text'),
      ),
    );
}
