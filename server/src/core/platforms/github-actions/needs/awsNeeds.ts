import { identityAction } from '../../../knowledge/actions/lookup.js';
import type { NeedFacts } from '../../../model/facts.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Step } from '../workflow.js';
import { inputOf } from '../workflow.js';
import { awsScriptUse } from '../../../pipelines/aws/scriptUse.js';
import type { UsedAt } from '../../../pipelines/aws/sessionNeeds.js';
import { SessionNeeds } from '../../../pipelines/aws/sessionNeeds.js';
import type { AwsStepUse } from '../../../pipelines/aws/use.js';
import { NO_AWS } from '../../../pipelines/aws/use.js';
import type { AwsStep } from './awsAction.js';
import { awsActionStepUse } from './awsAction.js';
import type { StepsAround } from './jobNeeds.js';
import { isConditional } from './jobNeeds.js';
import { readScript } from './scriptStep.js';
import type { StepContext } from './stepContext.js';

/** A step that takes an identity of AWS, by the identity's key. */
export interface AwsLogin {
  readonly step: Step;
  readonly key: string;
}

/**
 * What the steps of a job do with each identity of AWS that it takes, by its key: a step acts as whoever was logged in
 * last before it, a push of an image as whoever logged in to the registry. Nothing without the catalogue, by which the
 * actions are known.
 */
export function awsNeeds(
  around: StepsAround,
  steps: readonly Step[],
  logins: readonly AwsLogin[],
): ReadonlyMap<string, NeedFacts> {
  return usesOf(around, steps, logins, []);
}

/** By which an action names the identity that its caller is logged in as. */
const CALLERS = 'caller';

/** What the steps of an action do with the identity of AWS that its caller is logged in as; `undefined` without the catalogue. */
export function awsNeedsOfCaller(around: StepsAround, steps: readonly Step[]): NeedFacts | undefined {
  return usesOf(around, steps, [], [CALLERS]).get(CALLERS);
}

function usesOf(
  around: StepsAround,
  steps: readonly Step[],
  logins: readonly AwsLogin[],
  before: readonly string[],
): ReadonlyMap<string, NeedFacts> {
  const { catalogue } = around.reading;
  const keys = [...before, ...logins.map(({ key }) => key)];
  if (catalogue === undefined || keys.length === 0) return new Map();
  const found = new Map(keys.map((key) => [key, new SessionNeeds()]));
  let current: Keys = new Set(before);
  let registry: Keys = new Set(before);
  for (const step of steps) {
    const at = {
      label: step.label,
      isConditional: isConditional(step),
      origin: around.reading.originOf(step.uses ?? step.node.entries[0]?.key ?? step.node),
    };
    const present: Keys = seesSession(step) ? current : new Set<string>();
    if (present.size > 0 || registry.size > 0) {
      const context = contextOf(around, steps, step);
      const done = useOf({ label: step.label, context, catalogue, registry: registry.size > 0 });
      // From somewhere in it on, a script that takes on a role acts as that.
      const use = takesRole(step, logins) ? perhaps(done) : done;
      for (const [key, gathered] of found) {
        gathered.add(use, { ...at, environment: present.has(key), registry: registry.has(key) });
      }
      if (use.registryLogin === true) {
        registry = after(step, registry, present);
        for (const key of present) found.get(key)?.logIn(use, at);
      }
    }
    if (!isLogin(step) && !takesRole(step, logins)) continue;
    const taken = logins.filter((login) => login.step === step).map(({ key }) => key);
    if (isExported(step)) current = after(step, current, taken);
    else {
      keepInside(
        step,
        at,
        taken.map((key) => found.get(key)),
      );
    }
  }
  return new Map([...found].map(([key, gathered]) => [key, gathered.facts()]));
}

/** Keys that stay out of the environment of later steps: whoever they are given to acts with them. */
function keepInside(step: Step, at: UsedAt, needs: readonly (SessionNeeds | undefined)[]): void {
  for (const gathered of needs) {
    if (step.run === undefined) gathered?.handOn(at);
    else gathered?.useInside(at);
  }
}

type Keys = ReadonlySet<string>;

/** Who is logged in after a step that logs in: what was before stays where the step may be left out. */
function after(step: Step, before: Keys, taken: Iterable<string>): Keys {
  return new Set([...(isConditional(step) ? before : []), ...taken]);
}

function contextOf(around: StepsAround, steps: readonly Step[], step: Step): StepContext {
  const left = { git: undefined, anywhere: undefined, workTrees: new Map(), registry: undefined };
  return { ...around, step, steps, env: new Map(), left };
}

function useOf(which: AwsStep): AwsStepUse {
  const { step } = which.context;
  if (step.uses !== undefined) return awsActionStepUse(which);
  return step.run === undefined ? NO_AWS : awsScriptUse(which, readScript(which.context, step.run.text));
}

/** A step with keys of its own acts with those, unless they are an earlier step's. */
function seesSession({ env }: Step): boolean {
  const own = textOf(get(env, 'AWS_ACCESS_KEY_ID'));
  return own === undefined || /\b(?:steps|env)\./u.test(own);
}

/** Whether a script takes on a role by itself. */
function takesRole(step: Step, logins: readonly AwsLogin[]): boolean {
  return step.uses === undefined && logins.some((login) => login.step === step);
}

function perhaps(use: AwsStepUse): AwsStepUse {
  return { ...use, needs: use.needs.map((need) => ({ ...need, optional: true })) };
}

function isLogin({ uses }: Step): boolean {
  const action = uses && identityAction(uses.text);
  if (action === undefined) return false;
  const known = [...(action.federates ?? []), ...(action.assumes ?? [])];
  return known.some((terms) => 'provider' in terms && terms.provider === 'aws');
}

/**
 * Whether the keys get into the environment of all later steps.
 * https://github.com/aws-actions/configure-aws-credentials#options, `output-env-credentials` and `aws-profile`
 */
function isExported(step: Step): boolean {
  if (step.run !== undefined) {
    return (
      step.run.text.includes('GITHUB_ENV') &&
      /AWS_(?:ACCESS_KEY_ID|SESSION_TOKEN|ROLE_ARN)/u.test(step.run.text)
    );
  }
  const exports = textOf(inputOf(step, 'output-env-credentials')) ?? 'true';
  return exports === 'true' && inputOf(step, 'aws-profile') === undefined;
}
