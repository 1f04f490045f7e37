import type { Answers, Matrix } from '../support/brokers/matrix.js';

/** A broker that can be started here and asked. */
export interface Broker {
  readonly name: 'rabbitmq' | 'nats' | 'mosquitto' | 'redis';
  /** What must be installed. */
  readonly programs: readonly string[];
  /** Starts it with the file of the matrix, tries everything as each user, and ends it. */
  readonly run: (matrix: Matrix) => Promise<ReadonlyMap<string, Answers>>;
}
