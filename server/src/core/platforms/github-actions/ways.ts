import { isUntrusted } from '../../model/vocabulary.js';
import type { Condition } from './conditions.js';
import type { AbstractValue } from './expressions/abstractValue.js';
import { named, oneOf } from './expressions/abstractValue.js';
import type { Expr } from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import type { Scenario } from './scenarios.js';
import { ALL_SCENARIOS, FORKED_RUN, OWNER, scenariosOf, THIS_REPOSITORY, THIS_SIDE } from './scenarios.js';
import type { Trigger } from './triggers.js';
import { eventFacts } from './triggers.js';
import { WaySet } from './waySet.js';

/** Ids of the two initiators of a workflow that follows another one. */
export const FOLLOWS_OUTSIDER = 'workflow_run:outsider';
const FOLLOWS_INSIDER = 'workflow_run:insider';

/** A way in which a run can come about: a scenario with the initiator that it belongs to. */
export interface Way {
  readonly scenario: Scenario;
  readonly initiator: string;
  /** Absent for a way in which a caller was started. */
  readonly trigger: Trigger | undefined;
  /** For a run that another one starts: the scenario of that one. */
  readonly upstream?: string;
}

/** More conditions than that are not remembered: while one is typed, each of its states is one. */
const MOST_CONDITIONS = 2000;

/**
 * The ways in which the runs of one workflow can come about, its own triggers' first, then those of callers. What a
 * condition lets through of them is worked out once, however many jobs have it.
 */
export class Ways {
  readonly callable: boolean;
  /** How many belong to the workflow's own triggers. */
  readonly own: number;
  readonly list: readonly Way[];
  readonly all: WaySet;
  readonly #letting = new Map<Expr, WaySet>();

  constructor(readonly triggers: readonly Trigger[]) {
    const own = triggers.flatMap(waysOf);
    this.callable = triggers.some((trigger) => trigger.facts.name === 'workflow_call');
    this.own = own.length;
    this.list = this.callable ? [...own, ...ANY_WAY] : own;
    this.all = WaySet.of(this.list.length, () => true);
  }

  /** The ways whose runs can get past the condition. */
  letting(condition: Condition | undefined): WaySet {
    const expression = condition?.expression;
    if (expression === undefined) return this.all;
    const known = this.#letting.get(expression);
    if (known !== undefined) return known;
    const anyWay = this.callable ? lettingAnyWay(expression) : [];
    const found = WaySet.of(this.list.length, (at) =>
      at < this.own ? isLetIn(expression, this.list[at]?.scenario) : anyWay[at - this.own] === true,
    );
    if (this.#letting.size >= MOST_CONDITIONS) this.#letting.clear();
    this.#letting.set(expression, found);
    return found;
  }
}

/** What conditions say of a scenario: workflows with the same triggers share theirs, and often their conditions. */
const letIn = new WeakMap<Scenario, WeakMap<Expr, boolean>>();

function isLetIn(expression: Expr, scenario: Scenario | undefined): boolean {
  if (scenario === undefined) return true;
  const said = letIn.get(scenario) ?? new WeakMap<Expr, boolean>();
  letIn.set(scenario, said);
  const known = said.get(expression);
  if (known !== undefined) return known;
  const is = truth(expression, scenario.bindings).canBeTrue;
  said.set(expression, is);
  return is;
}

function waysOf(trigger: Trigger): readonly Way[] {
  if (trigger.facts.name === 'workflow_call') return [];
  if (trigger.facts.name !== 'workflow_run') {
    return scenariosOf(trigger).map((scenario) => ({ scenario, initiator: scenario.id, trigger }));
  }
  return followingWays(trigger);
}

function followingWays(trigger: Trigger | undefined): readonly Way[] {
  return FOLLOWING.map(({ scenario, upstream }) => ({
    scenario,
    initiator: isUntrusted(scenario.actor) ? FOLLOWS_OUTSIDER : FOLLOWS_INSIDER,
    trigger,
    ...(trigger === undefined ? {} : { upstream }),
  }));
}

/** A run that starts when the run of another scenario has ended: full token and secrets, whatever that one had. */
function following(upstream: Scenario): Scenario {
  const event = eventFacts('workflow_run') ?? upstream.event;
  const values: Readonly<Record<string, AbstractValue>> = {
    ...THIS_SIDE,
    'github.event_name': oneOf('workflow_run'),
    'github.ref': named('the default branch', 'refs/heads/'),
    'github.ref_type': oneOf('branch'),
    'github.event.workflow_run.event': oneOf(upstream.event.name),
    'github.event.pull_request': oneOf(null),
    // The repository of the run is this one, wherever its code came from.
    'github.event.workflow_run.repository.full_name': THIS_REPOSITORY,
    'github.event.workflow_run.repository.owner.login': OWNER,
    ...(upstream.id.endsWith(':fork') ? FORKED_RUN : {}),
  };
  return {
    id: `workflow_run:${upstream.id}`,
    event,
    actor: upstream.actor,
    who: `${upstream.who}, through the run that this one follows`,
    withholds: [],
    bindings: (path) => values[path],
  };
}

const FOLLOWING = ALL_SCENARIOS.map((upstream) => ({ scenario: following(upstream), upstream: upstream.id }));

/** Every way in which a caller can have been started. */
const ANY_WAY: readonly Way[] = [
  ...ALL_SCENARIOS.map((scenario) => ({ scenario, initiator: scenario.id, trigger: undefined })),
  ...followingWays(undefined),
];

/** They are the same for all workflows, and so is what a condition says of them. */
const lettingAny = new WeakMap<Expr, readonly boolean[]>();

function lettingAnyWay(expression: Expr): readonly boolean[] {
  const known = lettingAny.get(expression);
  if (known !== undefined) return known;
  const found = ANY_WAY.map(({ scenario }) => truth(expression, scenario.bindings).canBeTrue);
  lettingAny.set(expression, found);
  return found;
}
