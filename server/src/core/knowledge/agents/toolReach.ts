import type { BreadthOption } from '../../model/breadth.js';
import type { SystemRef } from '../../model/facts.js';
import type { AccessLevel } from '../../model/vocabulary.js';

/** What a tool of an agent, or a pattern of its calls, lets the agent do. */
export interface ToolReach {
  readonly system: SystemRef;
  readonly access: AccessLevel;
  /** In a few words without a full stop, after "may". */
  readonly opens: string;
  /** Whether its writes change conversations, marks and alerts only. */
  readonly conversational?: true;
  /** Whether it runs whatever program it is given. */
  readonly runsAnything?: true;
  readonly breadth?: ReachBreadth;
  /** Why nothing, or not all, is known of it. */
  readonly unknown?: string;
  readonly source?: string;
}

/** How much more than one thing a pattern stands for; see `Breadth` of the model. */
export interface ReachBreadth {
  readonly form: 'all' | 'pattern';
  /** In words that follow "it covers". */
  readonly covers: string;
  readonly whole: boolean;
  /** Narrower specifiers, as they stand in the parentheses of a rule. */
  readonly options: readonly BreadthOption[];
}

/** The same where a list says what is there, and not what is done without a question: how wide it is decides nothing. */
export function plainReach({ system, access, opens, conversational, unknown, source }: ToolReach): ToolReach {
  return {
    system,
    access,
    opens,
    ...(conversational === undefined ? {} : { conversational }),
    ...(unknown === undefined ? {} : { unknown }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The machine that the agent works on. */
export const THIS_MACHINE: SystemRef = { kind: 'compute', name: 'this machine' };
/** The files that it was started in. Changing them is what it is there for. */
export const THIS_WORKSPACE: SystemRef = { kind: 'tool', name: 'this workspace' };

/** What a shell without limits lets through. */
export const ANY_COMMAND: ToolReach = {
  system: THIS_MACHINE,
  access: 'write',
  opens: 'run any command',
  runsAnything: true,
  breadth: { form: 'all', covers: 'every command, whatever it does', whole: true, options: [] },
  source: 'https://code.claude.com/docs/en/permissions#match-all-uses-of-a-tool',
};
