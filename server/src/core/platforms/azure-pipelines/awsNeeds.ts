import { awsTask, isOfAwsToolkit } from '../../knowledge/azure-pipelines/awsTasks.js';
import { named } from '../../knowledge/commands/aws.js';
import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { Host, NeedFacts } from '../../model/facts.js';
import { awsScriptUse } from '../../pipelines/aws/scriptUse.js';
import { SessionNeeds } from '../../pipelines/aws/sessionNeeds.js';
import type { AwsStepUse } from '../../pipelines/aws/use.js';
import { allUses, openUse } from '../../pipelines/aws/use.js';
import { readPipelineScript } from '../../pipelines/script.js';
import type { ConnectionUse } from './connections.js';
import type { Reading } from './reading.js';
import type { RoleUse } from './roles.js';
import { readScript } from './scripts.js';
import type { Step } from './steps.js';
import { inputText } from './steps.js';
import type { Values } from './variables.js';

/** What the steps of a job are read with. */
interface Around {
  readonly reading: Reading;
  readonly values: Values;
  readonly host: Host | undefined;
}

/** What the steps of a job do with each identity of AWS, by its key. Nothing without the catalogue. */
export function awsNeeds(
  around: Around,
  connections: readonly ConnectionUse[],
  roles: readonly RoleUse[],
): ReadonlyMap<string, NeedFacts> {
  const { catalogue } = around.reading;
  if (catalogue === undefined) return new Map();
  const found = new Map<string, SessionNeeds>();
  const needsOf = (key: string): SessionNeeds => {
    const known = found.get(key) ?? new SessionNeeds();
    found.set(key, known);
    return known;
  };
  // What a template does with it that was not read is not known.
  const open = new Set(connections.filter(({ step }) => step?.task === undefined).map(({ key }) => key));
  for (const { key, kind, step } of connections) {
    if (kind.product !== 'AWS' || step === undefined || open.has(key)) continue;
    needsOf(key).add(taskUse(around, step, catalogue), {
      ...usedAt(around, step),
      environment: true,
      registry: true,
    });
  }
  for (const { identity, taken, step } of roles) {
    const at = usedAt(around, step);
    const needs = needsOf(identity.key);
    const use = roleUse(around, { taken, step }, catalogue);
    needs.add(use, { ...at, environment: true, registry: true });
    if (use.registryLogin === true) needs.logIn(use, at);
    if (handsOn(step)) needs.handOn(at);
  }
  return new Map([...found].map(([key, needs]) => [key, needs.facts()]));
}

function usedAt(
  { reading }: Around,
  step: Step,
): {
  readonly label: string;
  readonly isConditional: boolean;
  readonly origin: ReturnType<Reading['originOf']>;
} {
  const isConditional = step.guards.length > 0 || step.properties.scalar('condition') !== undefined;
  return { label: step.label, isConditional, origin: reading.originOf(step.head) };
}

/** What a task does with the keys that its service connection gives it. */
function taskUse(around: Around, step: Step, catalogue: AwsCatalogue): AwsStepUse {
  const task = step.task ?? '';
  const surroundings = { label: step.label, catalogue, registry: false };
  if (task.toLowerCase() === 'awscli') {
    const words = ['awsCommand', 'awsSubCommand', 'awsArguments'].map((name) => inputText(step, name) ?? '');
    const text = around.values.fill(`aws ${words.join(' ')}`.replace(/\s+/gu, ' '));
    return awsScriptUse(surroundings, readPipelineScript(text, { isBash: false, parseShell: undefined }));
  }
  const known = awsTask(task);
  if (known !== undefined) {
    const { needs } = named({ needs: known.needs, maybe: known.maybe }, catalogue);
    const use: AwsStepUse = {
      needs: needs.map((need) => ({ ...need, why: `use ${task}`, conditional: false, by: 'environment' })),
      gaps: [],
    };
    return known.open === undefined
      ? use
      : allUses([use, openUse(`what ${known.open} is not known (${step.label})`)]);
  }
  return step.script !== undefined && isOfAwsToolkit(task)
    ? awsScriptUse(surroundings, readScript(around.reading, step.script, around))
    : openUse(`what ${task} does with the session is not known (${step.label})`);
}

/** What the commands behind the one that takes on a role do; all of them, where the environment makes the tools take it. */
function roleUse(
  around: Around,
  { taken, step }: Pick<RoleUse, 'taken' | 'step'>,
  catalogue: AwsCatalogue,
): AwsStepUse {
  if (step.script === undefined) return taskUse(around, step, catalogue);
  const script = readScript(around.reading, step.script, around);
  const commands = script.commands.filter(
    ({ name, args, start }) =>
      (taken.start === 0 || start > taken.start) &&
      !(
        name === 'aws' &&
        args.some(({ text }) => text === 'sts') &&
        args.some(({ text }) => text.startsWith('assume-role'))
      ),
  );
  const surroundings = { label: step.label, catalogue, registry: false };
  return awsScriptUse(surroundings, { ...script, commands });
}

/** Whether the keys of a role get out of the script that takes it, or may: it prints them, or sets variables of the job. */
function handsOn({ script }: Step): boolean {
  if (script === undefined) return false;
  const { text } = script.node;
  return (
    /task\.setvariable\s+variable=[\w.]*(?:AWS|KEY|TOKEN|SESSION)/iu.test(text) ||
    !/AWS_(?:ACCESS_KEY_ID|SESSION_TOKEN|ROLE_ARN)|\beval\b|configure set|Set-AWSCredential/u.test(text)
  );
}
