import type { Gate } from '../../model/facts.js';
import type { GateState } from '../../model/vocabulary.js';
import { plain } from './markdown.js';

/** What the state of a gate means to a reader. */
const STATES: Readonly<Record<GateState, string>> = {
  enforced: 'enforced: this file alone proves it',
  assumed: 'assumed: the proof lies outside this file',
  ineffective: 'no gate: it does not check what it seems to check',
};

/** The gate's state in a sentence. */
export function gateState(state: GateState): string {
  return STATES[state];
}

/** A gate as Markdown with its state when that needs saying: environment production (assumed). */
export function describeGate(gate: Gate): string {
  return gate.state === 'enforced' ? plain(gate.name) : `${plain(gate.name)} (${gate.state})`;
}

/** A gate in a few plain characters: `production (assumed)`. */
export function shortGate(gate: Gate): string {
  const name = gate.key ?? gate.name;
  return gate.state === 'enforced' ? name : `${name} (${gate.state})`;
}
