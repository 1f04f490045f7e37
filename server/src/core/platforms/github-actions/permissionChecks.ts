import {
  OPEN_LEVELS,
  PERMISSION_CHECKS,
  PERMISSION_QUERY,
} from '../../knowledge/actions/permissionChecks.js';
import type { Gate } from '../../model/facts.js';
import { isAbsent, textOf } from '../../syntax/syntaxTree.js';
import { eachScalar } from '../../syntax/walk.js';
import type { Reading } from './reading.js';
import type { Job, Step } from './workflow.js';
import { inputOf } from './workflow.js';

const CHECK = 'check:step-';

/** The step of this job in which a gate checks; `undefined` for a gate that stands before all of its steps. */
export function checkedInStep(gate: string): number | undefined {
  return gate.startsWith(CHECK) ? Number(gate.slice(CHECK.length)) : undefined;
}

/** Steps that ask what whoever started the run may do. What becomes of the answer is not followed. */
export function permissionChecks(reading: Reading, job: Job): readonly Gate[] {
  return job.steps.filter(asksWho).map((step) => ({
    id: `${CHECK}${String(step.number)}`,
    kind: 'condition',
    ...(failsOnRefusal(step)
      ? {
          state: 'enforced' as const,
          why: 'it asks what whoever started the run may do, and fails where that is too little',
        }
      : {
          state: 'assumed' as const,
          holdsIf: `${step.label} refuses whoever may not write`,
          why: 'it asks what whoever started the run may do; what becomes of the answer is not followed here',
        }),
    name: `permission check in ${step.label}`,
    origin: reading.originOf(step.uses ?? step.node.entries[0]?.key ?? step.node),
  }));
}

/** How a script ends a run that it refuses; a bare `gh api` fails by itself where the answer is "not found". */
const FAILS = /\bsetFailed\b|\bthrow\b|\bprocess\.exit\((?!0)|\bexit\s+[1-9]|^\s*gh\s+api\b[^|;&]*$/mu;

function failsOnRefusal(step: Step): boolean {
  let fails = false;
  const script = step.uses === undefined ? step.run : inputOf(step, 'script');
  eachScalar(script, (scalar) => {
    fails ||= FAILS.test(scalar.text);
  });
  return fails;
}

function asksWho(step: Step): boolean {
  const name = (step.uses?.text.split('@')[0] ?? '').toLowerCase();
  const known = PERMISSION_CHECKS.find(({ action }) => action === name);
  if (known !== undefined) {
    const level =
      (known.levelInput && textOf(inputOf(step, known.levelInput))) ?? known.levelDefault ?? 'write';
    const opened = (known.openedBy ?? []).some((input) => !isAbsent(inputOf(step, input)));
    return !opened && !OPEN_LEVELS.has(level.toLowerCase());
  }
  // A token that may read who is a member is there to ask just that.
  if (!isAbsent(inputOf(step, 'permission-members'))) return true;
  let asks = false;
  eachScalar(name === 'actions/github-script' ? inputOf(step, 'script') : step.run, (scalar) => {
    asks ||= PERMISSION_QUERY.test(scalar.text);
  });
  return asks;
}
