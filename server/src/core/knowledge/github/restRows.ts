/** What most paths begin with; `~` stands for it in the table. */
export const REPOSITORY = '/repos/{owner}/{repo}';

/** One endpoint of GitHub's REST API. */
export interface RestRow {
  readonly method: string;
  /** A template: `/repos/{owner}/{repo}/issues`. */
  readonly path: string;
  /** `none`, one `impossible:NAME`, or scopes with their level, where `a|b` is either. */
  readonly scopes: readonly string[];
}

/**
 * The endpoints of a packed table. Its first line holds all permissions that there are, parted by blanks, the scopes of
 * one by `&`; each further line a path with its methods, each followed by the number of its permission.
 */
export function restRows(packed: string): readonly RestRow[] {
  const [first = '', ...lines] = packed.split('\n');
  const permissions = first.split(' ').map((permission) => permission.split('&'));
  return lines.flatMap((line) => {
    const [path = '', ...pairs] = line.split(' ');
    return Array.from({ length: pairs.length / 2 }, (_, i) => ({
      method: pairs[2 * i] ?? '',
      path: path.replace('~', REPOSITORY),
      scopes: permissions[Number(pairs[2 * i + 1])] ?? [],
    }));
  });
}
