import type { Gate } from '../../model/facts.js';
import type { GateState } from '../../model/vocabulary.js';
import { code, plain } from './markdown.js';

/** What the state of a gate means to a reader. */
const STATES: Readonly<Record<GateState, string>> = {
  enforced: 'enforced: this file alone proves it',
  assumed: 'assumed: the proof lies outside this file',
  ineffective: 'looks like a gate and is none',
};

/** The gate's state in a sentence. */
export function gateState(state: GateState): string {
  return STATES[state];
}

/** The gate's name as Markdown: a condition is code. */
export function gateName(gate: Gate): string {
  return /[=!&|()'"]|\w\.\w/u.test(gate.name) ? code(gate.name) : plain(gate.name);
}

/** A gate as Markdown with its state when that needs saying: environment production (assumed). */
export function describeGate(gate: Gate): string {
  return gate.state === 'enforced' ? gateName(gate) : `${gateName(gate)} (${gate.state})`;
}

/** A gate in a few plain characters: `production (assumed)`. */
export function shortGate(gate: Gate): string {
  const name = gate.key ?? gate.name;
  return gate.state === 'enforced' ? name : `${name} (${gate.state})`;
}
