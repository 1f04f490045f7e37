import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/steps/root.js';

/** A copy of the examples in a repository of its own, with Terraform beside them, which the examples have not. */
export async function folderToShow(): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'trustscope-gallery-of-')));
  const path = join(parent, 'shop');
  await cp(join(ROOT, 'examples'), path, { recursive: true });
  await cp(join(ROOT, 'test/vscode/gallery/terraform'), join(path, 'terraform'), { recursive: true });
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: path,
      stdio: 'ignore',
    });
  };
  git('init', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--message=Start');
  return { path, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) };
}
