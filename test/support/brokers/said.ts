import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Destination, Flow } from '../../../server/src/core/model/breadth.js';
import type { Grant } from '../../../server/src/core/model/facts.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import {
  accepts,
  destinationsMeet,
  isEveryDestination,
} from '../../../server/src/core/patterns/destinations.js';
import { openRepository, uriOf } from '../repository.js';
import type { Answers, Matrix } from './matrix.js';
import { FLOWS, matrixFile } from './matrix.js';

/** How a destination of a matrix is called in the grants of its broker. */
export interface Place {
  /** The space that the platform puts it in, and its name there. */
  readonly space: string;
  readonly name: string;
  /** What can be done with such a thing at all. */
  readonly flows: readonly Flow[];
}

/** How one broker's matrix is read. */
export interface BrokerWords {
  readonly broker: string;
  /** The path under which the platform knows the file. */
  readonly path: string;
  readonly placeOf: (destination: string, user: string) => Place;
  /** The name of the session of a user; the user's own name when absent. */
  readonly sessionOf?: (user: string) => string;
}

/** What TrustScope says of the users of a matrix' file. */
export interface Said {
  readonly users: ReadonlyMap<string, Answers>;
  readonly wide: ReadonlyMap<string, readonly Flow[]>;
}

/** Reads the file of a matrix and asks for each user and destination what may be done. */
export function saidOf(words: BrokerWords, matrix: Matrix): Said {
  const snapshot = openRepository(filesOf(words, matrix));
  const scopes = snapshot.model.scopesOf(uriOf(words.path));
  const scopeOf = (user: string): TrustScope | undefined => {
    const name = words.sessionOf?.(user) ?? user;
    return scopes.find(({ facts }) => facts.label === name);
  };
  const grantsOf = (user: string): readonly Grant[] => scopeOf(user)?.grants ?? [];
  return {
    users: new Map(matrix.users.map(({ user }) => [user, answers(words, matrix, user, grantsOf(user))])),
    wide: new Map(matrix.users.map(({ user }) => [user, wideFlows(grantsOf(user))])),
  };
}

/** The file of a matrix under the path that its platform knows, and what it takes in from beside it. */
function filesOf({ broker, path }: BrokerWords, matrix: Matrix): ReadonlyMap<string, string> {
  const file = matrixFile(broker, matrix);
  const beside = readdirSync(dirname(file)).filter((name) => name !== matrix.file && name !== 'matrix.json');
  const read = (name: string): string => readFileSync(join(dirname(file), name), 'utf8');
  return new Map([
    [path, read(matrix.file)],
    ...beside.map((name): [string, string] => [`${dirname(path)}/${name}`, read(name)]),
  ]);
}

function answers(words: BrokerWords, matrix: Matrix, user: string, grants: readonly Grant[]): Answers {
  const may = (flow: Flow): readonly string[] =>
    matrix.destinations
      .filter((id) => {
        const place = words.placeOf(id, user);
        return place.flows.includes(flow) && withFlow(grants, flow).some((grant) => opens(grant, place));
      })
      .sort();
  const consume = may('consume');
  return {
    consume,
    publish: may('publish'),
    administer: may('administer'),
    loops: consume.filter((id) => comesBack(grants, words.placeOf(id, user))),
    broker: grants.some(isBrokerWide),
  };
}

function withFlow(grants: readonly Grant[], flow: Flow): readonly Grant[] {
  return grants.filter(({ flows }) => flows?.includes(flow) === true);
}

function opens({ destination }: Grant, { space, name }: Place): boolean {
  return destination?.space === space && accepts(destination, name) === true;
}

/** Whether something that may be published gets to the place, over whatever leads there. */
function comesBack(grants: readonly Grant[], { space, name }: Place): boolean {
  const place: Destination = { space, syntax: 'literal', pattern: name };
  return withFlow(grants, 'publish').some(
    ({ destination }) => destination !== undefined && destinationsMeet(destination, place) === true,
  );
}

function isBrokerWide({ flows, access, destination }: Grant): boolean {
  return access === 'admin' && flows?.includes('administer') === true && destination === undefined;
}

function wideFlows(grants: readonly Grant[]): readonly Flow[] {
  return FLOWS.filter((flow) =>
    withFlow(grants, flow).some(
      ({ destination }) => destination !== undefined && isEveryDestination(destination) === true,
    ),
  );
}
