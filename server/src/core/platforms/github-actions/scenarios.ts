import { AUTHOR_ASSOCIATIONS } from '../../knowledge/github/contexts.js';
import { EVENTS } from '../../knowledge/github/events.js';
import type { EventFacts } from '../../knowledge/github/events.js';
import type { Actor } from '../../model/vocabulary.js';
import { isUntrusted, trustRank } from '../../model/vocabulary.js';
import type { AbstractValue } from './expressions/abstractValue.js';
import { ANY, named, oneOf, stranger } from './expressions/abstractValue.js';
import type { Bindings } from './expressions/evaluate.js';
import type { Trigger } from './triggers.js';

/**
 * One way in which a run can come about, told apart as far as conditions and the platform's own reductions do: the
 * same event by somebody outside the project, and by somebody in it. Ids are the same in every file, so that a
 * called workflow can say which of its callers' scenarios it lets through.
 */
export interface Scenario {
  readonly id: string;
  readonly event: EventFacts;
  readonly actor: Actor;
  readonly who: string;
  readonly withholds: readonly ('writes' | 'secrets')[];
  readonly bindings: Bindings;
}

type Variant = Pick<Scenario, 'actor' | 'who' | 'withholds'> & {
  readonly name: string;
  readonly values: Readonly<Record<string, AbstractValue>>;
};

/** What a trigger narrows, as far as conditions can see it. */
type Narrowing = Pick<Trigger, 'types' | 'branches' | 'tags'>;

export const THIS_REPOSITORY = named('this repository');
const THIS_ID = named('number of this repository');
export const OWNER = named('owner of this repository');
const FORK = stranger('name of a fork');
const FORK_ID = stranger('number of a fork');
const OUTSIDER = stranger('login of an outsider');
const INSIDE_ASSOCIATIONS = associations(false);
const OUTSIDE_ASSOCIATIONS = associations(true);

function associations(outside: boolean): readonly string[] {
  return AUTHOR_ASSOCIATIONS.value
    .filter(({ actor }) => isUntrusted(actor) === outside)
    .map(({ value }) => value);
}

/** The same few triggers recur through a workspace, and such a text always gives the same scenarios. */
const known = new Map<string, readonly Scenario[]>();
const MOST_KNOWN = 500;

/** The scenarios of one trigger, least trusted first. */
export function scenariosOf({ facts, types, branches, tags }: Trigger): readonly Scenario[] {
  const narrowing: Narrowing = { types, branches, tags };
  const key = `${facts.name} ${JSON.stringify([types, branches, tags])}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const scenarios = variantsOf(facts, narrowing).map((variant) =>
    withoutInputs(scenario(facts, variant, narrowing)),
  );
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, scenarios);
  return scenarios;
}

/**
 * Only who starts a run by hand, or calls the workflow, gives it inputs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#inputs-context
 */
function withoutInputs(started: Scenario): Scenario {
  if (started.event.name === 'workflow_dispatch') return started;
  const { bindings } = started;
  return { ...started, bindings: (path) => bindings(path) ?? (INPUT.test(path) ? oneOf(null) : undefined) };
}

const INPUT = /^(?:inputs|github\.event\.inputs)\./u;

function scenario(event: EventFacts, variant: Variant, narrowing: Narrowing): Scenario {
  const { actor, who, withholds, name, values } = variant;
  const id = name === '' ? event.name : `${event.name}:${name}`;
  const base: Readonly<Record<string, AbstractValue>> = {
    'github.event_name': oneOf(event.name),
    ...THIS_SIDE,
    'github.ref': refOf(event, narrowing),
    'github.ref_type': oneOf(...refTypesOf(event, narrowing)),
    ...(isPullRequest(event) ? BASE : { 'github.head_ref': oneOf(''), 'github.base_ref': oneOf('') }),
    ...values,
  };
  return { id, event, actor, who, withholds, bindings: (path) => base[path] ?? missing(event, path) };
}

/** Parts of the payload that the event does not have are null. */
function missing(event: EventFacts, path: string): AbstractValue | undefined {
  const part = /^github\.event\.(pull_request|issue|comment|workflow_run|review|label)\b/u.exec(path)?.[1];
  if (part === undefined) return undefined;
  const payloads: Readonly<Record<string, RegExp>> = {
    pull_request: /^pull_request/u,
    issue: /^issue/u,
    comment: /comment/u,
    workflow_run: /^workflow_run$/u,
    review: /^pull_request_review/u,
    label: /^(?:pull_request|issues|discussion|label)/u,
  };
  return payloads[part]?.test(event.name) === true ? undefined : oneOf(null);
}

/** What every run knows of the repository that it belongs to. */
export const THIS_SIDE: Readonly<Record<string, AbstractValue>> = {
  'github.repository': THIS_REPOSITORY,
  'github.repository_id': THIS_ID,
  'github.repository_owner': OWNER,
  'github.event.repository.full_name': THIS_REPOSITORY,
  'github.event.repository.id': THIS_ID,
  'github.event.repository.owner.login': OWNER,
};

/** What a run that follows a fork's pull request knows of the first run. */
export const FORKED_RUN: Readonly<Record<string, AbstractValue>> = {
  'github.event.workflow_run.head_repository.full_name': FORK,
  'github.event.workflow_run.head_repository.id': FORK_ID,
  'github.event.workflow_run.head_repository.fork': oneOf(true),
  'github.event.workflow_run.head_repository.owner.login': OUTSIDER,
};

/** A pull request goes into this repository. */
const BASE: Readonly<Record<string, AbstractValue>> = {
  'github.event.pull_request.base.repo.full_name': THIS_REPOSITORY,
  'github.event.pull_request.base.repo.id': THIS_ID,
  'github.event.pull_request.base.repo.owner.login': OWNER,
};

function isPullRequest(event: EventFacts): boolean {
  return event.name.startsWith('pull_request');
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows, per event. */
function refOf(event: EventFacts, narrowing: Narrowing): AbstractValue {
  if (event.name === 'push') {
    const branches = literals(narrowing.branches).map((branch) => `refs/heads/${branch}`);
    const allLiteral = branches.length === narrowing.branches.length && branches.length > 0;
    if (allLiteral && narrowing.tags.length === 0) return oneOf(...branches);
    if (narrowing.branches.length > 0 && narrowing.tags.length === 0) return named('a branch', 'refs/heads/');
    if (narrowing.tags.length > 0 && narrowing.branches.length === 0) return named('a tag', 'refs/tags/');
    return ANY;
  }
  // After a merge, `closed` runs on the base branch.
  if (event.code === 'merge-commit' && narrowing.types.includes('closed')) return ANY;
  if (event.code === 'merge-commit') return stranger('refs/pull/…/merge', 'refs/pull/');
  if (event.code === 'tag') return named('a tag', 'refs/tags/');
  if (event.name === 'merge_group') return stranger('a queue branch', 'refs/heads/gh-readonly-queue/');
  if (event.code === 'default-branch' || event.code === 'base-branch') {
    return named('the default branch', 'refs/heads/');
  }
  return ANY;
}

function refTypesOf(event: EventFacts, narrowing: Narrowing): readonly string[] {
  if (event.name === 'push' && narrowing.branches.length > 0 && narrowing.tags.length === 0) {
    return ['branch'];
  }
  if (event.name === 'push' && narrowing.tags.length > 0 && narrowing.branches.length === 0) return ['tag'];
  if (event.code === 'tag') return ['tag'];
  return event.code === 'ref' ? ['branch', 'tag'] : ['branch'];
}

function literals(patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !/[*?+[\]!]/u.test(pattern));
}

function variantsOf(event: EventFacts, narrowing: Narrowing): readonly Variant[] {
  const actorOf = (type: string): Actor => event.perType?.[type] ?? event.leastActor;
  const types = narrowing.types;
  const actors = types.length > 0 ? types.map(actorOf) : [event.leastActor];
  const least = actors.reduce((a, b) => (trustRank(b) < trustRank(a) ? b : a), actors[0] ?? event.leastActor);
  const action = (allowed: readonly string[]): Record<string, AbstractValue> =>
    allowed.length > 0 ? { 'github.event.action': oneOf(...allowed) } : {};

  if (!isUntrusted(event.leastActor)) {
    return [{ name: '', actor: least, who: event.who, withholds: [], values: action(types) }];
  }
  const outsideTypes = types.filter((type) => isUntrusted(actorOf(type)));
  const outside: Variant = {
    name: isPullRequest(event) ? 'fork' : 'outsider',
    actor: event.leastActor,
    who: event.who,
    withholds: event.fork === 'reduced' ? ['writes', 'secrets'] : [],
    values: { ...action(outsideTypes), ...outsiderValues(event) },
  };
  const inside: Variant = {
    name: 'insider',
    actor: 'collaborator',
    who: insiderWords(event, types),
    withholds: [],
    values: { ...action(types), ...insiderValues(event) },
  };
  const variants = [inside];
  if (event.name === 'pull_request') variants.unshift(DEPENDABOT);
  if (isUntrusted(least)) variants.unshift(outside);
  return variants;
}

function insiderWords(event: EventFacts, types: readonly string[]): string {
  if (event.name === 'pull_request') {
    return 'people with write access, by opening a pull request from a branch';
  }
  const restricted = types.filter((type) => event.perType?.[type] !== undefined);
  return restricted.length > 0
    ? `people with triage or write access (${restricted.join(', ')})`
    : 'people with triage or write access';
}

/**
 * Dependabot's pull requests come from a branch of the repository, but their secrets are Dependabot's own and the
 * token is read-only unless `permissions` says more.
 * https://docs.github.com/en/code-security/reference/supply-chain-security/troubleshoot-dependabot/dependabot-on-actions
 */
const DEPENDABOT: Variant = {
  name: 'dependabot',
  actor: 'workload',
  who: 'Dependabot, by opening a pull request',
  withholds: ['secrets'],
  values: {
    'github.actor': oneOf('dependabot[bot]'),
    'github.triggering_actor': oneOf('dependabot[bot]'),
    'github.event.sender.login': oneOf('dependabot[bot]'),
    'github.event.pull_request.user.login': oneOf('dependabot[bot]'),
    'github.event.pull_request.head.repo.full_name': THIS_REPOSITORY,
    'github.event.pull_request.head.repo.id': THIS_ID,
    'github.event.pull_request.head.repo.owner.login': OWNER,
    'github.event.pull_request.merged': oneOf(false),
  },
};

/**
 * `github.actor` names whoever caused the latest event. A bot can be brought to cause it on a stranger's pull request
 * (a command to the bot, a branch of its that is pushed again), so a bot's name there proves nothing.
 */
const LAST_ACTOR = stranger('login of an outsider', '', (literal) => literal.endsWith('[bot]'));

function outsiderValues(event: EventFacts): Readonly<Record<string, AbstractValue>> {
  const association = oneOf(...OUTSIDE_ASSOCIATIONS);
  if (isPullRequest(event)) {
    return {
      'github.actor': event.fork === 'full' ? LAST_ACTOR : OUTSIDER,
      'github.triggering_actor': event.fork === 'full' ? LAST_ACTOR : OUTSIDER,
      'github.event.sender.login': event.fork === 'full' ? LAST_ACTOR : OUTSIDER,
      'github.event.pull_request.user.login': OUTSIDER,
      'github.event.pull_request.head.user.login': OUTSIDER,
      'github.event.pull_request.head.repo.owner.login': OUTSIDER,
      'github.event.pull_request.head.repo.full_name': FORK,
      'github.event.pull_request.head.repo.id': FORK_ID,
      // Only people with triage access label.
      'github.event.label': oneOf(null),
      'github.event.label.name': oneOf(null),
      'github.event.pull_request.head.repo.fork': oneOf(true),
      'github.event.pull_request.author_association': association,
      'github.event.review.author_association': association,
      'github.event.review.user.login': OUTSIDER,
      'github.event.comment.author_association': association,
      'github.event.comment.user.login': OUTSIDER,
      'github.event.pull_request.merged': oneOf(false),
    };
  }
  return {
    'github.actor': OUTSIDER,
    'github.triggering_actor': OUTSIDER,
    'github.event.sender.login': OUTSIDER,
    'github.event.comment.author_association': association,
    'github.event.comment.user.login': OUTSIDER,
    ...(event.name === 'issues'
      ? {
          'github.event.issue.author_association': association,
          'github.event.issue.user.login': OUTSIDER,
          'github.event.label': oneOf(null),
          'github.event.label.name': oneOf(null),
        }
      : {}),
  };
}

function insiderValues(event: EventFacts): Readonly<Record<string, AbstractValue>> {
  const association = oneOf(...INSIDE_ASSOCIATIONS);
  if (event.name === 'pull_request') {
    // `head.repo.fork` is that of the repository itself, which may be a fork of another one.
    return {
      'github.event.pull_request.head.repo.full_name': THIS_REPOSITORY,
      'github.event.pull_request.head.repo.id': THIS_ID,
      'github.event.pull_request.head.repo.owner.login': OWNER,
    };
  }
  return event.name.includes('comment') ? { 'github.event.comment.author_association': association } : {};
}

/** Every scenario that any event can give, for workflows that others start or call. */
export const ALL_SCENARIOS: readonly Scenario[] = EVENTS.filter(
  (event) => event.leastActor !== 'another-session',
).flatMap((event) => {
  const narrowing = { types: event.activityTypes, branches: [], tags: [] };
  return variantsOf(event, narrowing).map((variant) => scenario(event, variant, narrowing));
});
