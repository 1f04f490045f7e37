import { ownOf } from '../../collections/ownOf.js';
import { REF_WORDS } from '../../knowledge/gitlab/sources.js';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { Expr } from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import type { RefPattern } from './expressions/refPattern.js';
import { refPattern } from './expressions/refPattern.js';
import type { Truth } from './expressions/values.js';
import { isMatch, areEqual, not, textValue } from './expressions/values.js';
import type { Job } from './pipeline.js';
import { itemsOf, scalarsOf } from './nodes.js';
import type { Reading } from './reading.js';
import type { Situation } from './situations.js';
import { bindingsOf } from './situations.js';

/** How a job is added to a pipeline. */
export interface Outcome {
  readonly when: string;
  /** Whether later stages go on without it. */
  readonly allowFailure: boolean;
  /** The text that makes it manual, delayed and so on; absent for the default. */
  readonly whenNode?: SyntaxNode;
  /** The text that lets later stages go on. */
  readonly allowNode?: SyntaxNode;
  /** Variables that the rule sets. */
  readonly variables?: SyntaxNode;
}

interface Rule {
  /** Absent where nothing is asked for; `open` where what is asked is not worked out. */
  readonly condition: Expr | 'open' | undefined;
  /** Whether files are asked for as well, which nothing here tells. */
  readonly asksFiles: boolean;
  readonly when?: ScalarNode;
  readonly allow?: ScalarNode;
  readonly variables?: SyntaxNode;
}

/** `rules`, or the older `only` and `except`. */
export type Inclusion =
  | { readonly kind: 'rules'; readonly rules: readonly Rule[] }
  | { readonly kind: 'policy'; readonly only: Policy; readonly except: Policy | undefined };

/** One side of `only` and `except`: each part that is written must hold. */
export interface Policy {
  readonly refs: readonly RefWord[] | undefined;
  readonly conditions: readonly (Expr | 'open')[] | undefined;
  /** Whether files or a cluster are asked for as well. */
  readonly asksOther: boolean;
}

interface RefWord {
  readonly text: string;
  readonly pattern: RefPattern | undefined;
}

/** What a job says of when it is added; where part of it stands in another file, that may say anything. */
export function readInclusion(reading: Reading, { body, missing }: Pick<Job, 'body' | 'missing'>): Inclusion {
  const rules = entry(body, 'rules')?.value;
  if (rules !== undefined && !isAbsent(rules)) return { kind: 'rules', rules: readRules(reading, rules) };
  const isWritten = ['only', 'except'].some((key) => !isAbsent(get(body, key)));
  if (!isWritten && missing.length > 0) return { kind: 'rules', rules: [OPEN_RULE] };
  const except = get(body, 'except');
  const only = readPolicy(reading, get(body, 'only'));
  return {
    kind: 'policy',
    // https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except
    only: { ...only, refs: only.refs ?? BRANCHES_AND_TAGS },
    except: isAbsent(except) ? undefined : readPolicy(reading, except),
  };
}

const OPEN_RULE: Rule = { condition: 'open', asksFiles: false };

const BRANCHES_AND_TAGS: readonly RefWord[] = ['branches', 'tags'].map((text) => ({
  text,
  pattern: undefined,
}));

/** A list of rules. */
export function readRules(reading: Reading, node: SyntaxNode): readonly Rule[] {
  return itemsOf(node).map((item): Rule => {
    if (item.kind !== 'mapping') return OPEN_RULE;
    const written = get(item, 'if');
    const when = get(item, 'when');
    const allow = get(item, 'allow_failure');
    const variables = get(item, 'variables');
    return {
      condition: written === undefined || isAbsent(written) ? undefined : conditionOf(reading, written),
      asksFiles: entry(item, 'changes') !== undefined || entry(item, 'exists') !== undefined,
      ...(when?.kind === 'scalar' ? { when } : {}),
      ...(allow?.kind === 'scalar' ? { allow } : {}),
      ...(variables === undefined ? {} : { variables }),
    };
  });
}

function conditionOf(reading: Reading, node: SyntaxNode): Expr | 'open' {
  return (node.kind === 'scalar' ? reading.conditions.read(node.text) : undefined) ?? 'open';
}

function readPolicy(reading: Reading, node: SyntaxNode | undefined): Policy {
  const isList = node?.kind === 'sequence' || node?.kind === 'scalar';
  const refs = isList ? node : get(node, 'refs');
  const conditions = get(node, 'variables');
  return {
    refs: refs === undefined || isAbsent(refs) ? undefined : scalarsOf(refs).map(refWord),
    conditions:
      conditions === undefined
        ? undefined
        : scalarsOf(conditions).map((scalar) => conditionOf(reading, scalar)),
    asksOther: ['changes', 'kubernetes'].some((key) => get(node, key) !== undefined),
  };
}

function refWord({ text }: ScalarNode): RefWord {
  // Behind `@` stands the project, so that a fork does without the job.
  const bare = text.replace(/@[^/]*(?:\/[^/]+)*$/u, '');
  const [, source, flags] = /^\/(.+)\/([ismU]*)$/su.exec(bare) ?? [];
  return { text: bare, pattern: source === undefined ? undefined : refPattern(source, flags) };
}

/** Every condition of an inclusion, for what they ask of refs. */
export function conditionsOf(inclusion: Inclusion): readonly Expr[] {
  const all =
    inclusion.kind === 'rules'
      ? inclusion.rules.map(({ condition }) => condition)
      : [inclusion.only, inclusion.except].flatMap((policy) => policy?.conditions ?? []);
  return all.filter((condition) => condition !== undefined && condition !== 'open');
}

/** The names and patterns of refs in `only` and `except`. */
export function refsOf(inclusion: Inclusion): readonly RefWord[] {
  if (inclusion.kind === 'rules') return [];
  return [inclusion.only, inclusion.except].flatMap(
    (policy) => policy?.refs?.filter(({ text }) => !WORDS.has(text)) ?? [],
  );
}

const WORDS: ReadonlySet<string> = new Set(['branches', 'tags', ...Object.keys(REF_WORDS)]);

/**
 * How a job may be added in a situation; none where it never is. The first rule that holds decides, so that one which
 * may hold leaves open what those after it say.
 * https://docs.gitlab.com/ci/jobs/job_rules/
 */
export function outcomesOf(
  body: MappingNode | undefined,
  inclusion: Inclusion,
  situation: Situation,
  variables: ReadonlyMap<string, string>,
): readonly Outcome[] {
  const own = ownOutcome(body);
  if (inclusion.kind === 'policy') {
    const added = isAdded(inclusion, situation, variables);
    return added === 'no' || own.when === 'never' ? [] : [own];
  }
  const outcomes: Outcome[] = [];
  for (const rule of inclusion.rules) {
    const holds = ruleHolds(rule, situation, variables);
    if (holds === 'no') continue;
    outcomes.push(outcomeOf(rule, own));
    if (holds === 'yes') break;
  }
  return outcomes.filter(({ when }) => when !== 'never');
}

/** Every way in which a job may be added, whatever the situation. */
export function everyOutcome(body: MappingNode | undefined, inclusion: Inclusion): readonly Outcome[] {
  const own = ownOutcome(body);
  return inclusion.kind === 'policy' ? [own] : inclusion.rules.map((rule) => outcomeOf(rule, own));
}

function ruleHolds(rule: Rule, situation: Situation, variables: ReadonlyMap<string, string>): Truth {
  if (rule.condition === 'open') return 'maybe';
  const holds =
    rule.condition === undefined ? 'yes' : truth(rule.condition, bindingsOf(situation, variables));
  return rule.asksFiles && holds === 'yes' ? 'maybe' : holds;
}

/**
 * What the job says for itself. A manual job lets the pipeline go on by default, but not one that only a rule makes
 * manual: that one has the job's own default.
 * https://docs.gitlab.com/ci/yaml/#allow_failure
 */
function ownOutcome(body: MappingNode | undefined): Outcome {
  const whenNode = get(body, 'when');
  const allowNode = get(body, 'allow_failure');
  const when = textOf(whenNode) ?? 'on_success';
  const isWritten = allowNode !== undefined && !isAbsent(allowNode);
  return {
    when,
    allowFailure: isWritten ? textOf(allowNode) === 'true' : when === 'manual',
    ...(whenNode === undefined ? {} : { whenNode }),
    ...(isWritten ? { allowNode } : {}),
  };
}

function outcomeOf({ when, allow, variables }: Rule, own: Outcome): Outcome {
  return {
    ...own,
    ...(when === undefined ? {} : { when: when.text, whenNode: when }),
    ...(allow === undefined ? {} : { allowFailure: allow.text === 'true', allowNode: allow }),
    ...(variables === undefined ? {} : { variables }),
  };
}

function isAdded(
  { only, except }: Extract<Inclusion, { kind: 'policy' }>,
  situation: Situation,
  variables: ReadonlyMap<string, string>,
): Truth {
  const wanted = every(partsOf(only, situation, variables));
  if (except === undefined || wanted === 'no') return wanted;
  const unwanted = some(partsOf(except, situation, variables));
  return every([wanted, not(unwanted)]);
}

function partsOf(
  policy: Policy,
  situation: Situation,
  variables: ReadonlyMap<string, string>,
): readonly Truth[] {
  const { refs, conditions, asksOther } = policy;
  const bindings = bindingsOf(situation, variables);
  return [
    ...(refs === undefined ? [] : [some(refs.map((word) => isRef(word, situation)))]),
    ...(conditions === undefined
      ? []
      : [some(conditions.map((condition) => (condition === 'open' ? 'maybe' : truth(condition, bindings))))]),
    ...(asksOther ? (['maybe'] as const) : []),
  ];
}

function isRef({ text, pattern }: RefWord, { source, ref, atom, asked }: Situation): Truth {
  if (text === 'branches') return ref === 'branch' ? 'yes' : 'no';
  if (text === 'tags') return ref === 'tag' ? 'yes' : 'no';
  const kind = ownOf(REF_WORDS, text);
  if (kind !== undefined) return kind === source.name ? 'yes' : 'no';
  if (ref === 'merge-request') {
    return pattern === undefined ? 'no' : isMatch(textValue(MERGE_REQUEST_REF), pattern, asked);
  }
  const value = { kind: 'ref', atom } as const;
  return pattern === undefined ? areEqual(value, textValue(text), asked) : isMatch(value, pattern, asked);
}

/** The ref of a merge request's pipeline, which is no branch. */
const MERGE_REQUEST_REF = 'refs/merge-requests/1/head';

function every(parts: readonly Truth[]): Truth {
  if (parts.includes('no')) return 'no';
  return parts.includes('maybe') ? 'maybe' : 'yes';
}

function some(parts: readonly Truth[]): Truth {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('maybe') ? 'maybe' : 'no';
}
