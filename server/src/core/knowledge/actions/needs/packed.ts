import type { ActionNeeds, Need, NeedTest, RegistryLogin, TokenIntake } from './needsTypes.js';

/**
 * The form in which the data ships: half the size of the data itself, and nothing of an action is built before it is
 * asked for. A number stands for an entry of `shared`, the empty text for what is absent.
 */
export interface PackedNeeds {
  readonly shared: readonly unknown[];
  /** By owner, then by `repo` or `repo/path`. */
  readonly owners: Readonly<Record<string, Readonly<Record<string, PackedAction>>>>;
}

export type Slot<T> = T | number | '';

export type PackedAction = readonly [
  read: string,
  token?: Slot<TokenIntake>,
  needs?: Slot<readonly Slot<PackedNeed>[]>,
  runs?: Slot<string>,
  writesTo?: Slot<readonly string[]>,
  registryLogin?: Slot<RegistryLogin>,
  checkout?: 1,
];

export type PackedNeed = readonly [
  scopes: Slot<Need['scopes']>,
  why: Slot<string>,
  when?: Slot<readonly Slot<NeedTest>[]>,
  optional?: 1 | '',
  by?: Slot<'git' | 'registry'>,
];

/** One action as it is told in the data; `undefined` for one that is not there. */
export function unpackAction(packed: PackedNeeds, owner: string, name: string): ActionNeeds | undefined {
  const actions = Object.hasOwn(packed.owners, owner) ? packed.owners[owner] : undefined;
  if (actions === undefined || !Object.hasOwn(actions, name)) return undefined;
  const [read, ...slots] = actions[name] ?? [''];
  const at = <T>(slot: Slot<T> | undefined): T | undefined => {
    if (slot === undefined || slot === '') return undefined;
    return typeof slot === 'number' ? (packed.shared[slot] as T) : slot;
  };
  const [token, needs, runs, writesTo, registryLogin, checkout] = slots;
  return {
    ...present('token', at(token)),
    ...present(
      'needs',
      at(needs)?.flatMap((need) => unpackNeed(at(need), at)),
    ),
    ...present('runs', at(runs)),
    ...present('registryLogin', at(registryLogin)),
    ...present('checkout', checkout === 1 ? true : undefined),
    ...present('writesTo', at(writesTo)),
    ...unpackReading(read, owner, name),
  };
}

function present<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
}

function unpackNeed(
  need: PackedNeed | undefined,
  at: <T>(slot: Slot<T> | undefined) => T | undefined,
): readonly Need[] {
  const [scopes, why, when, optional, by] = need ?? [];
  const tests = at(when);
  return [
    {
      scopes: at(scopes) ?? {},
      why: at(why) ?? '',
      ...present(
        'when',
        tests?.flatMap((test) => at(test) ?? []),
      ),
      ...present('optional', optional === 1 ? true : undefined),
      ...present('by', at(by)),
    },
  ];
}

const READ = /^(?:(?<repository>[^:]+):)?(?<ref>[^/ ]+)(?:\/(?<path>[^ ]+))?(?: (?<version>.+))?$/u;
/** A commit is usually named by its first letters. */
const SHORT = 7;

/**
 * Where the action was read: `[Owner/Repo:]ref[/path][ version]`, without what it shares with its name. A version `~9`
 * is the first nine letters of the commit.
 */
function unpackReading(read: string, owner: string, name: string): Pick<ActionNeeds, 'source' | 'version'> {
  const { repository, ref = '', path = 'action.yml', version } = READ.exec(read)?.groups ?? {};
  const [own = ''] = name.split('/');
  return {
    source: `https://github.com/${repository ?? `${owner}/${own}`}/blob/${ref}/${path}`,
    version: version?.startsWith('~') === false ? version : ref.slice(0, Number(version?.slice(1) ?? SHORT)),
  };
}

/** The counterpart of `unpackReading`, for the generator. */
export function packReading({ source, version }: ActionNeeds, owner: string, name: string): string {
  const [, repository, ref = '', path = ''] =
    /^https:\/\/github\.com\/([^/]+\/[^/]+)\/blob\/([^/]+)\/([^ ]+)$/u.exec(source) ?? [];
  const [own = ''] = name.split('/');
  if (repository === undefined) throw new Error(`${owner}/${name}: ${source} is no file of a commit or tag`);
  const whose = repository === `${owner}/${own}` ? '' : `${repository}:`;
  const where = path === 'action.yml' ? '' : `/${path}`;
  const read = `${whose}${ref}${where}`;
  if (version === ref.slice(0, SHORT)) return read;
  return `${read} ${ref.startsWith(version) ? `~${version.length}` : version}`;
}
