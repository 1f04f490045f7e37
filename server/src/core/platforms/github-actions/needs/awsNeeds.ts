import { KEYS_OF_CALLER } from '../../../knowledge/aws/needs/images.js';
import { identityAction } from '../../../knowledge/actions/lookup.js';
import type { AwsAccess, AwsAction } from '../../../model/awsCatalogue.js';
import type { NeedFacts, NeedGap, NeedItem } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { AccessLevel } from '../../../model/vocabulary.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Step } from '../workflow.js';
import { inputOf } from '../workflow.js';
import { awsActionStepUse } from './awsAction.js';
import { awsScriptUse } from './awsScript.js';
import type { AwsStep, AwsStepNeed, AwsStepUse } from './awsStepUse.js';
import type { StepsAround } from './jobNeeds.js';
import { isConditional } from './jobNeeds.js';
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
  const found = new Map(keys.map((key) => [key, new Gathered()]));
  let current: Keys = new Set(before);
  let registry: Keys = new Set(before);
  for (const step of steps) {
    const at = { step, origin: around.reading.originOf(step.uses ?? step.node.entries[0]?.key ?? step.node) };
    const present: Keys = seesSession(step) ? current : new Set<string>();
    if (present.size > 0 || registry.size > 0) {
      const use = useOf({ context: contextOf(around, steps, step), catalogue, registry: registry.size > 0 });
      for (const [key, gathered] of found) {
        gathered.add(use, { ...at, environment: present.has(key), registry: registry.has(key) });
      }
      if (use.registryLogin === true) {
        registry = after(step, registry, present);
        for (const key of present) found.get(key)?.logIn(use, at);
      }
    }
    if (!isLogin(step)) continue;
    const taken = logins.filter((login) => login.step === step).map(({ key }) => key);
    if (isExported(step)) current = after(step, current, taken);
    else for (const key of taken) found.get(key)?.handOn(at);
  }
  return new Map([...found].map(([key, gathered]) => [key, gathered.facts()]));
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
  return which.context.step.uses === undefined ? awsScriptUse(which) : awsActionStepUse(which);
}

/** A step with keys of its own acts with those, unless they are an earlier step's. */
function seesSession({ env }: Step): boolean {
  const own = textOf(get(env, 'AWS_ACCESS_KEY_ID'));
  return own === undefined || /\b(?:steps|env)\./u.test(own);
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
  const exports = textOf(inputOf(step, 'output-env-credentials')) ?? 'true';
  return exports === 'true' && inputOf(step, 'aws-profile') === undefined;
}

interface At {
  readonly step: Step;
  readonly origin: Origin;
}

/** What is known of the use of one identity. */
class Gathered {
  readonly #items: NeedItem[] = [];
  readonly #gaps: NeedGap[] = [];

  add(use: AwsStepUse, at: At & { readonly environment: boolean; readonly registry: boolean }): void {
    const own = use.needs.filter(({ by }) => (by === 'environment' ? at.environment : at.registry));
    this.#items.push(...own.map((need) => itemOf(need, at)));
    if (at.environment) this.#gaps.push(...use.gaps.map((gap) => ({ ...gap, origin: at.origin })));
  }

  /** What the same step pushes and pulls after it logged in. */
  logIn(use: AwsStepUse, at: At): void {
    const pushed = use.needs.filter(({ by }) => by === 'registry').map((need) => itemOf(need, at));
    const known = new Set(this.#items.map(({ right, origin }) => `${right} ${String(origin.range.start)}`));
    this.#items.push(
      ...pushed.filter(({ right, origin }) => !known.has(`${right} ${String(origin.range.start)}`)),
    );
  }

  handOn({ step, origin }: At): void {
    this.#gaps.push({ why: `${step.label} hands its keys on to steps of its choice`, rights: 'all', origin });
  }

  facts(): NeedFacts {
    const [first] = this.#items;
    if (first === undefined) return { items: [], gaps: this.#gaps };
    const why = 'a service that encrypts uses the key in the name of whoever calls it';
    return {
      items: this.#items,
      gaps: [...this.#gaps, { why, rights: KEYS_OF_CALLER, origin: first.origin }],
    };
  }
}

const ACCESS: Readonly<Record<AwsAccess, AccessLevel>> = {
  List: 'read',
  Read: 'read',
  Write: 'write',
  Tagging: 'write',
  'Permissions management': 'admin',
};

function itemOf({ action, optional, why, conditional }: AwsStepNeed, { step, origin }: At): NeedItem {
  return {
    right: nameOf(action),
    access: ACCESS[action.access],
    why: `${step.label}, to ${why}`,
    optional,
    ...(conditional || isConditional(step) ? { conditional: true as const } : {}),
    origin,
  };
}

function nameOf({ service, name }: AwsAction): string {
  return `${service}:${name}`;
}
