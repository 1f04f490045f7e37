import type { PolicyStatement } from '../../../model/policyDocument.js';
import type { EscalationMethod } from '../escalations/method.js';
import type { AskablePolicies, Block, Given, Verdict } from './askable.js';
import type { Place } from './places.js';

/** Why actions that statements allow are not allowed after all. */
export interface Refusal<O> {
  readonly action: string;
  readonly by: Block<O>['by'] | 'trust';
  readonly statements: readonly PolicyStatement<O>[];
}

/** What is said of the actions at one place. */
export interface Answer<O> {
  readonly place: Place<O>;
  readonly verdicts: readonly Verdict<O>[];
  readonly actions: readonly string[];
  readonly doubtful: boolean;
  readonly refusal: Refusal<O> | undefined;
}

/** A place that may be what the target of an action is. */
export interface Candidate<O> extends Place<O> {
  /** Set when it is not known whether the place is one that the target can be. */
  readonly doubtful?: true;
}

/** Whether it may be one of several; the partition and the account of an ARN tell none apart. */
export function isPattern(pattern: string): boolean {
  return /[*?\uE010]/u.test(pattern.split(':').slice(5).join(':'));
}

const PASS_ROLE = 'iam:PassRole';
const PASSED_TO = 'iam:PassedToService';

/** The requests differ by the service that the role is handed to, where several are possible. */
function givens({ passes }: EscalationMethod): readonly Given[] {
  return passes === undefined ? [{}] : passes.passedTo.map((service) => ({ [PASSED_TO]: [service] }));
}

/** What the policies say of the actions at a place. */
export function answer<O>(
  method: EscalationMethod,
  actions: readonly string[],
  place: Candidate<O>,
  policies: AskablePolicies<O>,
): Answer<O> {
  const verdicts = actions.map((action) => {
    const each = action === PASS_ROLE ? givens(method) : [{}];
    return widest(each.map((given) => policies.at(action, place, given)));
  });
  const refused = verdicts.findIndex(({ result }) => result === 'no');
  const block = verdicts[refused]?.blocked;
  return {
    place,
    verdicts,
    actions,
    doubtful: place.doubtful === true,
    refusal: block === undefined ? undefined : { action: actions[refused] ?? '', ...block },
  };
}

const RANK: Readonly<Record<Verdict<unknown>['result'], number>> = { no: 0, conditional: 1, yes: 2 };

function widest<O>(verdicts: readonly Verdict<O>[]): Verdict<O> {
  const none: Verdict<O> = { result: 'no', statements: [], conditions: [] };
  return verdicts.reduce(
    (before, verdict) => (RANK[verdict.result] > RANK[before.result] || before === none ? verdict : before),
    none,
  );
}

/** Whether all of the actions are allowed there, under conditions perhaps. */
export function isAllowed<O>({ verdicts }: Answer<O>): boolean {
  return verdicts.every(({ result }) => result !== 'no');
}

/** Whether all of them are allowed there for certain. */
export function isCertain<O>({ verdicts, doubtful }: Answer<O>): boolean {
  return !doubtful && verdicts.every(({ result }) => result === 'yes');
}

/** Tells apart methods of which the policies may say different things, by the services that a role is handed to. */
export function givenKey(
  { passes }: EscalationMethod,
  actions: readonly string[],
  policies: Pick<AskablePolicies<unknown>, 'regards'>,
): string {
  const isRegarded = actions.includes(PASS_ROLE) && policies.regards(PASS_ROLE, PASSED_TO);
  return isRegarded ? (passes?.passedTo ?? []).join('\n') : '';
}
