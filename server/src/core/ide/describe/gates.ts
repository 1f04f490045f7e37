import type { Gate } from '../../model/facts.js';
import type { GateState } from '../../model/vocabulary.js';
import type { Markdown } from '../../text/markdown.js';
import { code, plain, mark } from '../../text/markdown.js';

/** What the state of a gate means to a reader. */
const STATES = {
  enforced: 'enforced: this file alone proves it',
  assumed: 'assumed: the proof lies outside this file',
  ineffective: 'looks like a gate and is none',
} as const satisfies Readonly<Record<GateState, string>>;

/** The gate's state in a sentence. */
export function gateState(state: GateState): (typeof STATES)[GateState] {
  return STATES[state];
}

/** The gate's name as Markdown: a condition is code. */
export function gateName(gate: Gate): Markdown {
  return /[=!&|()'"]|\w\.\w/u.test(gate.name) ? code(gate.name) : plain(gate.name);
}

/** A gate as Markdown with its state when that needs saying: environment production (assumed). */
export function describeGate(gate: Gate): Markdown {
  return gate.state === 'enforced' ? gateName(gate) : mark`${gateName(gate)} (${gate.state})`;
}

/** A gate in a few plain characters: `production (assumed)`. */
export function shortGate(gate: Gate): string {
  const name = gate.key ?? gate.name;
  return gate.state === 'enforced' ? name : `${name} (${gate.state})`;
}
