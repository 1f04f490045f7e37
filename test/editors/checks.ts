import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an editor's script saw. */
export interface Seen {
  readonly problem?: string;
  readonly error?: string;
  readonly diagnostics?: readonly string[];
  readonly fixed?: string;
  readonly after?: string;
  readonly hover?: string;
  readonly definition?: string;
  readonly definitionLine?: string;
}

/** What has to hold of it, by name; the folder is the one that the editor worked in. */
export function checks(seen: Seen, folder: string): readonly (readonly [string, boolean])[] {
  const {
    problem,
    error,
    diagnostics = [],
    fixed,
    after = '',
    hover = '',
    definition,
    definitionLine,
  } = seen;
  const written = readFileSync(join(folder, '.github/workflows/release.yml'), 'utf8').trimEnd();
  return [
    ['goes through to its end', problem === undefined && error === undefined],
    ['shows diagnostics', diagnostics.includes('broad-token-permissions')],
    [
      'applies a quick-fix',
      fixed === 'broad-token-permissions' && !after.includes('write-all') && after === written,
    ],
    ['shows on a role what its file lets it do', hover.includes('s3:PutObject')],
    ['finds the definition in the other file', definition === 'infra/roles.yaml'],
    ['and the place in it', /shop-artifacts|ArtifactsRole/u.test(definitionLine ?? '')],
  ];
}
