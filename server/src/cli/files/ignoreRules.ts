import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { below } from './fileUri.js';

/** The ignore files that hold in one folder: its own and those of the folders above, nearest first. */
export class IgnoreRules {
  private constructor(
    readonly folder: string,
    readonly own: Ignore | undefined,
    readonly parent: IgnoreRules | undefined,
  ) {}

  /** The rules of `root`, a repository's top folder. */
  static atRoot(root: string): IgnoreRules {
    return new IgnoreRules(root, read(root, ['.gitignore', join('.git', 'info', 'exclude')]), undefined);
  }

  /** The rules of `folder`, which lies at or below `root`. */
  static of(root: string, folder: string): IgnoreRules {
    if (below(root, folder) === undefined || folder === root) return IgnoreRules.atRoot(folder);
    return IgnoreRules.of(root, dirname(folder)).inside(folder);
  }

  /** The rules of a folder directly below. */
  inside(folder: string): IgnoreRules {
    return new IgnoreRules(folder, read(folder, ['.gitignore']), this);
  }

  /** Whether git would ignore the path. The nearest file that speaks of it decides. */
  ignores(path: string, isFolder: boolean): boolean {
    const relative = below(this.folder, path);
    if (this.own !== undefined && relative !== undefined && relative !== '') {
      const { ignored, unignored } = this.own.test(isFolder ? `${relative}/` : relative);
      if (ignored) return true;
      if (unignored) return false;
    }
    return this.parent?.ignores(path, isFolder) ?? false;
  }
}

function read(folder: string, names: readonly string[]): Ignore | undefined {
  const texts = names.map((name) => readIfThere(join(folder, name))).filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  const rules = ignore({ ignorecase: false });
  // One by one: of a list each element would be a single pattern.
  for (const text of texts) rules.add(text);
  return rules;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
