import type { InputTest, WrittenIn } from '../../knowledge/actions/identityTypes.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { Step } from './workflow.js';
import { inputOf } from './workflow.js';

/** The environments that a step sees, innermost first: its own, the job's, the workflow's. */
export type Environments = readonly (SyntaxNode | undefined)[];

/** A value that an action reads, from its inputs or from the environment. */
export function valueOf(
  step: Step,
  name: string,
  from: WrittenIn | undefined,
  environments: Environments,
): SyntaxNode | undefined {
  if (from === 'env') return variableOf(name, [step.env, ...environments]);
  const node = inputOf(step, name);
  const variable = /^\s*\$\{\{\s*env\.([\w-]+)\s*\}\}\s*$/u.exec(textOf(node) ?? '')?.[1];
  // What the file itself sets is no secret of the run.
  const value = variable === undefined ? undefined : variableOf(variable, [step.env, ...environments]);
  return value === undefined || textOf(value)?.includes('${{') !== false ? node : value;
}

const VARIABLE = /\$\{\{\s*env\.([\w-]+)\s*\}\}/gu;
/** Variables that are made of each other; GitHub gives a job's own no sight of their like, so that there are few. */
const MOST_HOPS = 4;

/** A text with what the file itself sets its variables to in their place, which may be a secret or an input in turn. */
export function filledIn(text: string, environments: Environments): string {
  let at = text;
  for (let hop = 0; hop < MOST_HOPS && at.includes('env.'); hop += 1) {
    const next = at.replace(
      VARIABLE,
      (whole, name: string) => textOf(variableOf(name, environments)) ?? whole,
    );
    if (next === at) break;
    at = next;
  }
  return at;
}

function variableOf(name: string, environments: Environments): SyntaxNode | undefined {
  return environments.map((env) => get(env, name)).find((node) => node !== undefined);
}

/** Whether a test on a step's inputs holds. A value that is computed counts as set. */
export function holds(step: Step, test: InputTest, environments: Environments): boolean {
  const node = valueOf(step, test.input, test.from, environments);
  const text = node === undefined || isAbsent(node) ? test.default : textOf(node);
  if (test.is === 'equals') return text?.toLowerCase() === test.value?.toLowerCase();
  const isSet = text !== undefined && text !== '';
  return test.is === 'set' ? isSet : !isSet;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * A duration in seconds: a number in the given unit, or one with a unit of its own such as `15m`.
 * `undefined` for an expression or anything else.
 */
export function durationSeconds(
  text: string | undefined,
  unit: 'seconds' | 'minutes' | 'hours' | 'duration-string' = 'seconds',
): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*$/u.exec(text ?? '');
  if (match === null) return undefined;
  const factor = UNITS[match[2] === '' ? unit.charAt(0) : (match[2] ?? 's')] ?? 1;
  return Number(match[1]) * (unit === 'duration-string' && match[2] === '' ? 1 : factor);
}
