import type { Gate } from '../../model/facts.js';
import type { Input } from './steps.js';
import type { Invocation, Requirement } from './invocations.js';
import type { Reading } from './reading.js';
import type { ApprovalIndex } from './approvals.js';
import type { Run, WorkflowRuns } from './runs.js';
import { quoted } from '../../text/quoted.js';

/** Anyone who has push access: https://circleci.com/docs/guides/orchestrate/workflows/#holding-a-workflow-for-a-manual-approval */
const WHO_APPROVES =
  'anyone with write access to the repository may approve it, whoever started it among them';

/** https://circleci.com/docs/guides/security/contexts/#restrict-a-context */
const WHO_USES =
  'who may use it, in which projects and on which branches is set for the context, outside this file; all members of the organisation may unless it is';

/** The gates that stand before a job, and what only looks like one. */
export function gatesOf(
  reading: Reading,
  { workflow, approvals }: { readonly workflow: WorkflowRuns; readonly approvals: ApprovalIndex },
  invocation: Invocation,
  contexts: readonly Input[],
): readonly Gate[] {
  const gates = [
    ...approvalGates(reading, { workflow, approvals }, invocation),
    ...contexts.filter(({ text }) => !text.includes('<<')).map((context) => contextGate(reading, context)),
  ];
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

/** A context's restrictions hold for the whole job: without the right to it the workflow fails before it. */
function contextGate(reading: Reading, { text, node }: Input): Gate {
  return {
    id: `context:${text}`,
    kind: 'condition',
    state: 'assumed',
    name: `context ${text}`,
    why: WHO_USES,
    key: text,
    holdsIf: `context ${text} is restricted`,
    origin: reading.originOf(node),
  };
}

/** Approval jobs that must have been approved before a job starts. */
function approvalGates(
  reading: Reading,
  { workflow, approvals }: { readonly workflow: WorkflowRuns; readonly approvals: ApprovalIndex },
  invocation: Invocation,
): readonly Gate[] {
  if (invocation.requires.length === 0) return [];
  const runs = workflow.of(invocation);
  const perRun = runs.map((run) => ({ run, before: approvals.of(run).before(invocation) }));
  const all = new Map(perRun.flatMap(({ before }) => [...before]));
  return [...all].map(([approval, requirement]): Gate => {
    const base = {
      kind: 'approval' as const,
      name: `approval job ${approval.name}`,
      origin: reading.originOf(requirement.node),
    };
    const passed = bypass(requirement, approval);
    if (passed !== undefined) {
      return { ...base, id: `bypassed:${approval.name}`, state: 'ineffective', why: passed };
    }
    const without = perRun.filter(({ before }) => !before.has(approval)).map(({ run }) => run);
    if (without.length > 0) {
      return {
        ...base,
        id: `bypassed:${approval.name}`,
        state: 'ineffective',
        why: `on ${refsOf(without)} ${quoted(approval.name)} is filtered out, and ${quoted(invocation.name)} starts without it`,
      };
    }
    return { ...base, id: `approval:${approval.name}`, state: 'enforced', why: WHO_APPROVES };
  });
}

function refsOf(runs: readonly Run[]): string {
  const names = runs.map(({ candidate: { kind, text } }) =>
    text === '*' ? `every other ${kind}` : `${kind} ${text}`,
  );
  const shown = [...new Set(names)].slice(0, 3);
  return shown.join(', ');
}

function bypass({ name, statuses }: Requirement, approval: Invocation): string | undefined {
  const others = statuses.filter((status) => status !== 'success');
  if (others.length === 0 || (name !== approval.name && !approval.aliases.includes(name))) return undefined;
  return `\`requires\` lets it start also when ${quoted(name)} ended as ${others.map((status) => quoted(status)).join(', ')}`;
}
