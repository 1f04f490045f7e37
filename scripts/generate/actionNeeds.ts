import { readdirSync, readFileSync } from 'node:fs';
import type { ActionNeeds, OwnerNeeds } from '../../server/src/core/knowledge/actions/needs/needsTypes.js';
import { packReading } from '../../server/src/core/knowledge/actions/needs/packed.js';
import type { PackedAction, PackedNeeds } from '../../server/src/core/knowledge/actions/needs/packed.js';
import { ROOT } from '../steps/root.js';
import type { GeneratedFile } from './output.js';
import { banner } from './output.js';

const FOLDER = 'server/src/core/knowledge/actions/needs/';

/** All files of `needs/data` as one JSON text in a module: a string costs next to nothing until it is parsed. */
export function actionNeedsModule(): GeneratedFile {
  const owners = readdirSync(`${ROOT}${FOLDER}data`)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${ROOT}${FOLDER}data/${name}`, 'utf8')) as OwnerNeeds);
  const text = JSON.stringify(JSON.stringify(packNeeds(owners)));
  return {
    path: `${FOLDER}needs.generated.ts`,
    content: `${banner('needs/data/*.json')}\nexport const ACTION_NEEDS = ${text};\n`,
  };
}

/** A value before it is known which of its parts are shared. */
type Part = Leaf | Node;
interface Leaf {
  readonly leaf: unknown;
}
interface Node {
  readonly parts: readonly Part[];
}

/** Lays the data out as `PackedNeeds` describes: what is told more than once is told once, the commonest first. */
export function packNeeds(owners: readonly OwnerNeeds[]): PackedNeeds {
  const layouts = owners.map(({ owner, actions }): [string, [string, Node][]] => [
    owner,
    Object.entries(actions).map(([name, needs]) => [name, layoutOf(needs, packReading(needs, owner, name))]),
  ]);
  const shared = sharedParts(layouts.flatMap(([, actions]) => actions.map(([, node]) => node)));
  const indices = new Map(shared.map((part, index) => [plain(part), index]));
  const emitted = (part: Part): unknown => indices.get(plain(part)) ?? opened(part);
  const opened = (part: Part): unknown => ('leaf' in part ? part.leaf : part.parts.map(emitted));
  return {
    shared: shared.map(opened),
    owners: Object.fromEntries(
      layouts.map(([owner, actions]) => [
        owner,
        Object.fromEntries(actions.map(([name, node]) => [name, opened(node) as PackedAction])),
      ]),
    ),
  };
}

function layoutOf(
  { token, needs, runs, writesTo, registryLogin, checkout }: ActionNeeds,
  read: string,
): Node {
  const needParts = needs?.map(({ scopes, why, when, optional, by }) =>
    slots(
      { leaf: scopes },
      { leaf: why },
      when && { parts: when.map((test) => ({ leaf: test })) },
      flag(optional),
      leafOf(by),
    ),
  );
  return slots(
    { leaf: read },
    leafOf(token),
    needParts && { parts: needParts },
    leafOf(runs),
    leafOf(writesTo),
    leafOf(registryLogin),
    flag(checkout),
  );
}

function leafOf(value: unknown): Leaf | undefined {
  return value === undefined ? undefined : { leaf: value };
}

function flag(value: boolean | undefined): Leaf | undefined {
  return value === true ? { leaf: 1 } : undefined;
}

/** Parts by their place, up to the last one that is there. */
function slots(...parts: readonly (Part | undefined)[]): Node {
  const end = parts.findLastIndex((part) => part !== undefined) + 1;
  return { parts: parts.slice(0, end).map((part) => part ?? { leaf: '' }) };
}

/** Parts that are shorter by their number. */
function sharedParts(nodes: readonly Node[]): readonly Part[] {
  const counts = new Map<string, { part: Part; count: number }>();
  const visit = (part: Part): void => {
    const key = plain(part);
    const known = counts.get(key);
    if (known !== undefined) {
      // What is inside of it is told once with it.
      known.count++;
      return;
    }
    counts.set(key, { part, count: 1 });
    if ('parts' in part) part.parts.forEach(visit);
  };
  // Where an action was read is told first, and of no other one.
  for (const node of nodes) node.parts.slice(1).forEach(visit);
  const REFERENCE = 3;
  return [...counts]
    .filter(([key, { count }]) => count > 1 && (count - 1) * (key.length - REFERENCE) > REFERENCE)
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([, { part }]) => part);
}

function plain(part: Part): string {
  return JSON.stringify(
    'leaf' in part ? part.leaf : part.parts.map((inner) => JSON.parse(plain(inner)) as unknown),
  );
}
