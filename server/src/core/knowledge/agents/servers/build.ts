import type { SystemKind } from '../../../model/vocabulary.js';
import type { KnownServer } from './types.js';

type More = Partial<Omit<KnownServer, 'name' | 'system' | 'access' | 'opens' | 'source'>> & {
  readonly system?: string;
};

/** A server in one line of a table. */
export function server(
  [name, kind, access, opens]: readonly [string, SystemKind, KnownServer['access'], string],
  source: string,
  { system, ...more }: More,
): KnownServer {
  return { name, system: { kind, name: system ?? name }, access, opens, source, ...more };
}
