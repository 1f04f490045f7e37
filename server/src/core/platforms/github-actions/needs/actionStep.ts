import { holdsForVersion, identityAction } from '../../../knowledge/actions/lookup.js';
import { actionNeeds } from '../../../knowledge/actions/needs/lookup.js';
import type { Need, NeedTest } from '../../../knowledge/actions/needs/needsTypes.js';
import { ownOf } from '../../../collections/ownOf.js';
import { isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { valueOf } from '../stepInputs.js';
import { inputOf } from '../workflow.js';
import type { ActionUse } from './declaredAction.js';
import { declaredUse } from './declaredAction.js';
import { githubScriptUse } from './githubScript.js';
import type { StepContext, StepUse } from './stepContext.js';
import { ambientRights, UNUSED } from './stepContext.js';
import type { Holder } from './tokens.js';
import { holderOf, isJobToken, jobTokenVariables } from './tokens.js';
import { staticText } from './staticText.js';
import { checkOut, gitHolder } from './workTrees.js';

/** What a step that uses an action does with the job's token. Local actions are read where they stand, not here. */
export function actionStepUse(context: StepContext): StepUse {
  const reference = context.step.uses?.text ?? '';
  if (reference.startsWith('./') || reference.startsWith('$/')) {
    handOver(context);
    return UNUSED;
  }
  if (reference.startsWith('docker://')) return imageUse(context, reference);
  const declared = declaredUse(context.reading.declaredParts, reference);
  const facts = declared ?? actionNeeds(reference);
  if (facts === undefined) {
    return {
      needs: [],
      gaps: [{ why: `what ${nameOf(reference)} does with the token is not known`, rights: 'all' }],
    };
  }
  leaveBehind(context, reference, facts);
  if (declared === undefined && /^actions\/github-script@/iu.test(reference)) return githubScriptUse(context);
  return knownUse(context, reference, facts);
}

function imageUse(context: StepContext, reference: string): StepUse {
  const [variable] = jobTokenVariables(context.env);
  return variable === undefined
    ? UNUSED
    : { needs: [], gaps: [{ why: `${reference} sees the token in ${variable}`, rights: 'all' }] };
}

function knownUse(context: StepContext, reference: string, facts: ActionUse): StepUse {
  const holder = tokenOf(context, facts);
  const due = (facts.needs ?? []).flatMap((need) => {
    const verdict = verdictOf(context, reference, need.when ?? []);
    if (verdict === 'no') return [];
    // Where the name of an image is computed, it may be that of another registry.
    const isNamed =
      need.by !== 'registry' || (need.when ?? []).every((test) => !isOpenMatch(context, reference, test));
    return [{ need: isNamed ? need : { ...need, optional: true }, maybe: verdict === 'maybe' }];
  });
  return {
    needs: due.flatMap(({ need, maybe }) => needsOf(context, need, holder, maybe)),
    gaps: [
      ...due.flatMap(({ need }) => unseenCredential(context, need)),
      ...gapsOf(context, reference, facts),
    ],
  };
}

function isOpenMatch(context: StepContext, reference: string, test: NeedTest): boolean {
  return 'input' in test && test.is === 'matches' && testOf(context, reference, test) === 'maybe';
}

/** An identity token is asked for with a credential of its own, whatever token the action was given. */
function needsOf(
  context: StepContext,
  need: Need,
  token: Holder | undefined,
  maybe: boolean,
): StepUse['needs'] {
  const holder = need.by === undefined ? token : credentialOf(context, need.by);
  return Object.entries(need.scopes)
    .filter(([right]) => right === 'id-token' || isJobToken(holder))
    .map(([right, access]) => ({
      right,
      access,
      why: `${context.step.label}, to ${need.why}`,
      optional: need.optional ?? false,
      conditional: maybe || (right !== 'id-token' && holder === 'maybe-job-token'),
    }));
}

/** What git pushes with where nothing was left for it, the text does not tell. */
function unseenCredential({ step, left }: StepContext, need: Need): StepUse['gaps'] {
  if (need.by !== 'git' || need.optional === true || gitHolder(left) !== undefined) return [];
  return [
    {
      why: `with which credential git works in ${step.label} is not known`,
      rights: Object.keys(need.scopes),
    },
  ];
}

function credentialOf({ left }: StepContext, by: NonNullable<Need['by']>): Holder | undefined {
  return by === 'git' ? gitHolder(left) : left.registry;
}

/** What the action runs can use what it sees: a token in the environment for anything, git's credential to push. */
function gapsOf(context: StepContext, reference: string, facts: ActionUse): StepUse['gaps'] {
  if (facts.runs === undefined) return [];
  const [variable] = jobTokenVariables(context.env);
  const why = `${nameOf(reference)} runs ${facts.runs}`;
  if (variable !== undefined) return [{ why: `${why}, which sees the token in ${variable}`, rights: 'all' }];
  return [{ why, rights: ambientRights(context.left, true) }];
}

/** Whose token the action works with; `undefined` when none reaches it. */
function tokenOf(context: StepContext, facts: ActionUse): Holder | undefined {
  const { token } = facts;
  if (token === undefined) return undefined;
  for (const input of token.inputs ?? []) {
    const node = inputOf(context.step, input);
    // An empty value is as good as none: actions then take their default or go without.
    if (node !== undefined && !isAbsent(node) && textOf(node) !== '') {
      return holderOf(context.reading, node, context.env) ?? 'other';
    }
  }
  for (const name of token.env ?? []) {
    const holder = context.env.get(name);
    if (holder !== undefined) return holder;
  }
  return token.default === true ? 'job-token' : undefined;
}

export type Verdict = 'yes' | 'maybe' | 'no';

/** Whether all tests hold; `maybe` where that is known only at run time. */
export function verdictOf(context: StepContext, reference: string, tests: readonly NeedTest[]): Verdict {
  const verdicts = tests.map((test) => testOf(context, reference, test));
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('maybe') ? 'maybe' : 'yes';
}

function testOf(context: StepContext, reference: string, test: NeedTest): Verdict {
  if ('event' in test) return eventVerdict(context.events, (event) => test.event.includes(event));
  if ('notEvent' in test) return eventVerdict(context.events, (event) => !test.notEvent.includes(event));
  if (!('input' in test)) return holdsForVersion(reference, test) ? 'yes' : 'no';
  // What a variable stands for, `staticText` tells: it knows whether a script sets it anew.
  const node =
    test.from === undefined
      ? inputOf(context.step, test.input)
      : valueOf(context.step, test.input, test.from, [...context.environments].reverse());
  const text = node === undefined || isAbsent(node) ? undefined : textOf(node);
  const written = text && staticText(context, text);
  const holds = (value: string): boolean => inputHolds(test, value);
  if (written?.includes('${{') !== true) return holds(written ?? test.default ?? '') ? 'yes' : 'no';
  // What a pattern finds in the part that is written out, it finds whatever the rest comes to.
  if (test.is === 'matches' && holds(written.replace(/\$\{\{.*?\}\}/gsu, '\0'))) return 'yes';
  if (test.is !== 'set' && test.is !== 'unset') return 'maybe';
  if (mayBeEmpty(written)) return 'maybe';
  return holds(written) ? 'yes' : 'no';
}

function eventVerdict(events: readonly string[], test: (event: string) => boolean): Verdict {
  if (events.length > 0 && events.every(test)) return 'yes';
  return events.length === 0 || events.some(test) ? 'maybe' : 'no';
}

function inputHolds(test: Extract<NeedTest, { input: string }>, value: string): boolean {
  const wanted = typeof test.value === 'string' ? [test.value] : (test.value ?? []);
  const equals = wanted.some((candidate) => candidate.toLowerCase() === value.toLowerCase());
  switch (test.is) {
    case 'set':
      return value !== '';
    case 'unset':
      return value === '';
    case 'equals':
      return equals;
    case 'differs':
      return !equals;
    case 'matches':
      return wanted.some((pattern) => new RegExp(pattern, 'iu').test(value));
  }
}

/** Whether a computed value may be the empty one: it chooses, or is a variable or input that may not be given. */
function mayBeEmpty(written: string): boolean {
  return written
    .replace(
      /\$\{\{\s*(?:secrets\.\w+|steps\.[\w-]+\.outputs\.[\w-]+|github\.\w+|runner\.\w+)\s*\}\}/giu,
      'x',
    )
    .startsWith('${{');
}

/** A local action that is given the job's token may log in with it for the steps after it. */
function handOver(context: StepContext): void {
  if (!isJobToken(holderOf(context.reading, context.step.with, context.env))) return;
  context.left.git ??= 'maybe-job-token';
  context.left.registry ??= 'maybe-job-token';
}

/** Credentials that the action leaves for later steps: git's, and a login to a registry of GitHub. */
function leaveBehind(context: StepContext, reference: string, facts: ActionUse): void {
  const action = identityAction(reference);
  if (action?.persists?.input === 'persist-credentials') checkOut(context, action.persists.tokenInput);
  else if (facts.checkout === true) checkOut(context, 'token');
  const login = action?.registryLogin;
  if (
    login !== undefined &&
    /ghcr\.io|\$\{\{/u.test(staticText(context, textOf(inputOf(context.step, login.registryInput)) ?? ''))
  ) {
    context.left.registry = holderOf(
      context.reading,
      inputOf(context.step, login.passwordInput),
      context.env,
    );
  }
  leaveRegistryToken(context, reference);
  const own = facts.registryLogin;
  if (own !== undefined && verdictOf(context, reference, own.when ?? []) !== 'no') {
    context.left.registry = tokenOf(context, facts) ?? context.left.registry;
  }
}

/**
 * Set-up steps that write the address of a registry with the token that stands in a variable of theirs; setup-node hands
 * the variable on as well. https://github.com/actions/setup-node/blob/0355742c943d/src/authutil.ts,
 * https://github.com/actions/setup-dotnet/blob/0997db20d474/src/authutil.ts
 */
const REGISTRY_SETUPS: Readonly<Record<string, { readonly address: string; readonly variable: string }>> = {
  'actions/setup-node': { address: 'registry-url', variable: 'NODE_AUTH_TOKEN' },
  'actions/setup-dotnet': { address: 'source-url', variable: 'NUGET_AUTH_TOKEN' },
};

function leaveRegistryToken(context: StepContext, reference: string): void {
  const setup = ownOf(REGISTRY_SETUPS, nameOf(reference).toLowerCase());
  const holder = setup && context.env.get(setup.variable);
  if (setup === undefined || holder === undefined) return;
  const address = staticText(context, textOf(inputOf(context.step, setup.address)) ?? '');
  if (/\bpkg\.github\.com\b|\$\{\{/u.test(address)) context.left.registry = holder;
}

function nameOf(reference: string): string {
  return reference.split('@')[0] ?? reference;
}
