import { holdsForVersion, identityAction } from '../../../knowledge/actions/lookup.js';
import { actionNeeds } from '../../../knowledge/actions/needs/lookup.js';
import type { ActionNeeds, Need, NeedTest } from '../../../knowledge/actions/needs/needsTypes.js';
import { isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { valueOf } from '../stepInputs.js';
import { inputOf } from '../workflow.js';
import { githubScriptUse } from './githubScript.js';
import type { StepContext, StepUse } from './stepContext.js';
import { UNUSED } from './stepContext.js';
import type { Holder } from './tokens.js';
import { holderOf, isJobToken, jobTokenVariables } from './tokens.js';

/** What a step that uses an action does with the job's token. Local actions are read where they stand, not here. */
export function actionStepUse(context: StepContext): StepUse {
  const reference = context.step.uses?.text ?? '';
  if (reference.startsWith('./') || reference.startsWith('$/')) return UNUSED;
  if (reference.startsWith('docker://')) return imageUse(context, reference);
  const facts = actionNeeds(reference);
  if (facts === undefined) {
    return {
      needs: [],
      gaps: [{ why: `what ${nameOf(reference)} does with the token is not known`, rights: 'all' }],
    };
  }
  leaveBehind(context, reference);
  if (/^actions\/github-script@/iu.test(reference)) return githubScriptUse(context);
  return knownUse(context, reference, facts);
}

function imageUse(context: StepContext, reference: string): StepUse {
  const [variable] = jobTokenVariables(context.env);
  return variable === undefined
    ? UNUSED
    : { needs: [], gaps: [{ why: `${reference} sees the token in ${variable}`, rights: 'all' }] };
}

function knownUse(context: StepContext, reference: string, facts: ActionNeeds): StepUse {
  const holder = tokenOf(context, facts);
  const applying = (facts.needs ?? []).filter((need) =>
    (need.when ?? []).every((test) => mayHold(context, reference, test)),
  );
  // An identity token is asked for with a credential of its own, whatever token the action was given.
  const needs = applying
    .filter((need) => isJobToken(holder) || 'id-token' in need.scopes)
    .flatMap((need) => needsOf(context, need, holder));
  return { needs, gaps: gapsOf(context, reference, facts) };
}

function needsOf(context: StepContext, need: Need, holder: Holder | undefined): StepUse['needs'] {
  return Object.entries(need.scopes)
    .filter(([right]) => right === 'id-token' || isJobToken(holder))
    .map(([right, access]) => ({
      right,
      access,
      why: `${context.step.label}, to ${need.why}`,
      optional: need.optional ?? false,
    }));
}

/** What the action runs can use what it sees: a token in the environment for anything, git's credential to push. */
function gapsOf(context: StepContext, reference: string, facts: ActionNeeds): StepUse['gaps'] {
  if (facts.runs === undefined) return [];
  const [variable] = jobTokenVariables(context.env);
  const why = `${nameOf(reference)} runs ${facts.runs}`;
  if (variable !== undefined) return [{ why: `${why}, which sees the token in ${variable}`, rights: 'all' }];
  return isJobToken(context.left.git)
    ? [{ why, rights: ['contents', 'id-token'] }]
    : [{ why, rights: ['id-token'] }];
}

/** Whose token the action works with; `undefined` when none reaches it. */
function tokenOf(context: StepContext, facts: ActionNeeds): Holder | undefined {
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

/** Whether a test can hold; what is computed at run time may. */
function mayHold(context: StepContext, reference: string, test: NeedTest): boolean {
  if ('event' in test)
    return context.events.length === 0 || context.events.some((event) => test.event.includes(event));
  if ('notEvent' in test)
    return context.events.length === 0 || context.events.some((event) => !test.notEvent.includes(event));
  if (!('input' in test)) return holdsForVersion(reference, test);
  const node = valueOf(context.step, test.input, test.from, []);
  const written = node === undefined || isAbsent(node) ? undefined : textOf(node);
  if (written?.includes('${{') === true) return true;
  const value = written ?? test.default ?? '';
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

/** Credentials that the action leaves for later steps: git's, and a login to a registry of GitHub. */
function leaveBehind(context: StepContext, reference: string): void {
  const action = identityAction(reference);
  if (action?.persists?.input === 'persist-credentials') {
    const written = textOf(inputOf(context.step, 'persist-credentials'));
    const token =
      action.persists.tokenInput === undefined
        ? undefined
        : inputOf(context.step, action.persists.tokenInput);
    if (written?.toLowerCase() !== 'false') {
      context.left.git =
        token === undefined ? 'job-token' : (holderOf(context.reading, token, context.env) ?? 'other');
    }
  }
  const login = action?.registryLogin;
  if (
    login !== undefined &&
    /ghcr\.io|\$\{\{/u.test(textOf(inputOf(context.step, login.registryInput)) ?? '')
  ) {
    context.left.registry = holderOf(
      context.reading,
      inputOf(context.step, login.passwordInput),
      context.env,
    );
  }
}

function nameOf(reference: string): string {
  return reference.split('@')[0] ?? reference;
}
