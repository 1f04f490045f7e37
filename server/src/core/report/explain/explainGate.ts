import { gateState } from '../../ide/describe/gates.js';
import type { GateKind, GateState } from '../../model/vocabulary.js';

const KINDS: Readonly<Record<GateKind, string>> = {
  approval:
    'A person approves before the session goes on: required reviewers of an environment, an approval of a pipeline, a manual job.',
  'step-up':
    'Whoever starts or uses the session proves again who they are, for example with a second factor that a policy asks for.',
  condition: 'A condition that looks at who or what started the session, and lets only some of them through.',
  'fresh-session': 'What follows gets a session of its own instead of going on with this one.',
  'human-in-the-loop': 'An agent asks a person before it uses a tool.',
};

const STATES: readonly GateState[] = ['enforced', 'assumed', 'ineffective'];

/** A gate, one kind of gates, or one state that a gate can be in. */
export function explainGate(topic: string): string | undefined {
  const state = STATES.find((each) => each === topic);
  if (state !== undefined) return `# Gate: ${state}\n\n${stateText(state)}`;
  const [kind, text] = Object.entries(KINDS).find(([each]) => each === topic) ?? [];
  if (kind !== undefined && text !== undefined) {
    return [`# Gate: ${kind}`, text, states()].join('\n\n');
  }
  if (topic !== 'gate' && topic !== 'gates') return undefined;
  return [
    '# Gate',
    'A point in the work of a session where authorization is checked again. What lies behind it is reached only by who passes it. Kinds:',
    Object.entries(KINDS)
      .map(([each, words]) => `- ${each}: ${words}`)
      .join('\n'),
    states(),
  ].join('\n\n');
}

/** All that `explainGate` knows. */
export const GATE_NAMES: readonly string[] = ['gate', ...Object.keys(KINDS), ...STATES];

function states(): string {
  return `A gate is in one of these states:\n\n${STATES.map((each) => `- ${stateText(each)}`).join('\n')}`;
}

function stateText(state: GateState): string {
  const words = gateState(state);
  const said = words.startsWith(state) ? words : `${state}: ${words}`;
  return state === 'enforced'
    ? `${said}. Only such a gate lowers a verdict.`
    : state === 'assumed'
      ? `${said}. Say under \`assume\` in .trustscope.yml whether it holds.`
      : `${said}. It lowers nothing.`;
}
