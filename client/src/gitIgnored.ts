import type { CancellationToken, Uri } from 'vscode';
import { RelativePattern, workspace } from 'vscode';
import type { Ignore } from 'ignore';
import ignore from 'ignore';

/** A `.gitignore` with the folder that it speaks of, written with a slash at its end. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** More of them than any repository has, and few enough to read. */
const mostFiles = 500;

/**
 * Those of the files that git ignores by a `.gitignore` of the folder: the API to find files has no option for it, and
 * what a build puts into the tree is not what a person wrote.
 */
export async function gitIgnored(
  folder: Uri,
  files: readonly Uri[],
  token: CancellationToken,
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const ignoreFiles = await readIgnoreFiles(folder, token);
  return new Set(files.filter((file) => isIgnored(file.path, ignoreFiles)).map((file) => file.toString()));
}

/** Deepest first: the nearest file that says anything about a path decides. */
async function readIgnoreFiles(folder: Uri, token: CancellationToken): Promise<IgnoreFile[]> {
  const uris = await workspace.findFiles(
    new RelativePattern(folder, '**/.gitignore'),
    '**/node_modules/**',
    mostFiles,
    token,
  );
  const read = await Promise.all(uris.map((uri) => readIgnoreFile(uri)));
  return read.filter((file) => file !== undefined).sort((a, b) => b.folder.length - a.folder.length);
}

async function readIgnoreFile(uri: Uri): Promise<IgnoreFile | undefined> {
  try {
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    return { folder: uri.path.slice(0, uri.path.lastIndexOf('/') + 1), rules: ignore().add(text) };
  } catch {
    // Gone between being found and being read.
    return undefined;
  }
}

function isIgnored(path: string, ignoreFiles: readonly IgnoreFile[]): boolean {
  for (const { folder, rules } of ignoreFiles) {
    if (!path.startsWith(folder)) continue;
    const { ignored, unignored } = rules.test(path.slice(folder.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
