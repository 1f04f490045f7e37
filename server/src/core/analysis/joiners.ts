import { agentJoiner } from '../platforms/agents/join/assemble.js';
import type { Joiner } from '../platforms/joiner.js';
import { clusterJoiner } from '../platforms/kubernetes/join/assemble.js';
import { mosquittoJoiner } from '../platforms/mosquitto/join/assemble.js';
import { natsJoiner } from '../platforms/nats/join/assemble.js';

/** What puts files together before they are linked, in order. */
export const JOINERS: readonly Joiner[] = [
  clusterJoiner,
  agentJoiner,
  natsJoiner,
  mosquittoJoiner,
] as readonly Joiner[];
