import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow } from '../../../server/src/core/model/breadth.js';

/** What the documentation of a broker says one user of the file may do. Absent lists are empty. */
export interface MatrixUser {
  readonly user: string;
  readonly shape: 'allow' | 'deny' | 'wildcard' | 'prefix' | 'overlap';
  /** The sentence of the documentation that decides. */
  readonly why: string;
  readonly consume?: readonly string[];
  readonly publish?: readonly string[];
  readonly administer?: readonly string[];
  /** Destinations at which it gets what it publishes itself. */
  readonly loops?: readonly string[];
  /** Whether it administers the broker itself. */
  readonly broker?: boolean;
  /** Flows that it has with every destination there could be. */
  readonly wide?: readonly Flow[];
}

/** A file of a broker, and what its users may do with each of some destinations. */
export interface Matrix {
  readonly file: string;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly users: readonly MatrixUser[];
}

export const FLOWS: readonly Flow[] = ['consume', 'publish', 'administer'];

const FOLDER = join(import.meta.dirname, '../../fixtures/brokers');

export function readMatrix(broker: string): Matrix {
  return JSON.parse(readFileSync(join(FOLDER, broker, 'matrix.json'), 'utf8')) as Matrix;
}

/** Where the file of a matrix stands. */
export function matrixFile(broker: string, { file }: Matrix): string {
  return join(FOLDER, broker, file);
}

/** What a user may do, as sorted lists that compare. */
export interface Answers {
  readonly consume: readonly string[];
  readonly publish: readonly string[];
  readonly administer: readonly string[];
  readonly loops: readonly string[];
  readonly broker: boolean;
}

/** What the matrix expects of a user. */
export function expected(user: MatrixUser): Answers {
  const sorted = (items: readonly string[] | undefined): readonly string[] => [...(items ?? [])].sort();
  return {
    consume: sorted(user.consume),
    publish: sorted(user.publish),
    administer: sorted(user.administer),
    loops: sorted(user.loops),
    broker: user.broker === true,
  };
}
