import { EMPTY_SESSION } from '../../model/emptySession.js';
import type { Initiator, Lifetime, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { TextRange } from '../../text/textRange.js';

/** What names an agent's session. */
export interface Named {
  readonly localId: string;
  /** `agent`, `skill`, `MCP server`. */
  readonly noun: string;
  readonly label: string;
  readonly name: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly origin: Origin;
  readonly extent: TextRange;
}

type Rest = Partial<
  Pick<
    SessionFacts,
    'grants' | 'gates' | 'carried' | 'unknowns' | 'references' | 'influences' | 'initiators' | 'lifetime'
  >
>;

/** The session of an agent, with what its file says of it. */
export function agentSession(named: Named, rest: Rest): SessionFacts {
  return {
    ...named,
    kind: 'agent',
    credential: `${named.noun} ${named.label}`,
    role: 'runs',
    ...EMPTY_SESSION,
    initiators: [promptOf(named.origin)],
    lifetime: untilItIsEnded(named.origin),
    ...rest,
  };
}

/** An agent at a person's keyboard starts with what that person writes. */
function promptOf(origin: Origin): Initiator {
  return {
    id: 'prompt',
    event: 'a prompt',
    actor: 'collaborator',
    who: 'whoever works with it in this folder',
    conditions: [],
    withholds: [],
    certainty: 'platform-default',
    origin,
  };
}

function untilItIsEnded(origin: Origin): Lifetime {
  return { seconds: null, basis: 'unknown', boundBy: 'until whoever started it ends it', origin };
}
