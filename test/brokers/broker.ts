import type { Answers, Matrix } from '../support/brokers/matrix.js';

/** A broker that can be started here and asked. */
export interface Broker {
  readonly name: 'rabbitmq' | 'nats' | 'mosquitto' | 'redis';
  /** What must be installed. */
  readonly programs: readonly string[];
  /** What tells this run from another one of the same broker. */
  readonly variant?: string;
  /** The path under which TrustScope is given the file, where it is not the usual one. */
  readonly path?: string;
  /** Starts it with the file of the matrix, tries everything as each user, and ends it. */
  readonly run: (matrix: Matrix) => Promise<ReadonlyMap<string, Answers>>;
  /** What else is asked of it: how many questions, and those that TrustScope answers otherwise. */
  readonly others?: () => Promise<{ readonly tried: number; readonly complaints: readonly string[] }>;
}
