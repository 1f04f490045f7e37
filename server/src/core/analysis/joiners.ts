import { agentJoiner } from '../link/agents/assemble.js';
import { brokerJoiner } from '../link/brokers/assemble.js';
import type { Joiner } from '../platforms/joiner.js';
import { clusterJoiner } from '../platforms/kubernetes/join/assemble.js';

/** What puts files together before they are linked, in order. */
export const JOINERS: readonly Joiner[] = [clusterJoiner, agentJoiner, brokerJoiner] as readonly Joiner[];
