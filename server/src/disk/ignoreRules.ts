import { dirname, join } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { below } from './fileUri.js';
import { NotRead, readRegularFile } from './regularFile.js';

/** Told of a list of rules that is not read, and why. */
export type OnSkipped = (path: string, why: string) => void;

/** The ignore files that hold in one folder: its own and those of the folders above, nearest first. */
export class IgnoreRules {
  private constructor(
    readonly folder: string,
    readonly own: Ignore | undefined,
    readonly parent: IgnoreRules | undefined,
    readonly onSkipped: OnSkipped,
  ) {}

  /** The rules of `root`, a repository's top folder. */
  static atRoot(root: string, onSkipped: OnSkipped = () => undefined): IgnoreRules {
    const own = read(root, ['.gitignore', join('.git', 'info', 'exclude')], onSkipped);
    return new IgnoreRules(root, own, undefined, onSkipped);
  }

  /** The rules of `folder`, which lies at or below `root`. */
  static of(root: string, folder: string, onSkipped: OnSkipped = () => undefined): IgnoreRules {
    if (below(root, folder) === undefined || folder === root) return IgnoreRules.atRoot(folder, onSkipped);
    return IgnoreRules.of(root, dirname(folder), onSkipped).inside(folder);
  }

  /** The rules of a folder directly below. */
  inside(folder: string): IgnoreRules {
    return new IgnoreRules(folder, read(folder, ['.gitignore'], this.onSkipped), this, this.onSkipped);
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

function read(folder: string, names: readonly string[], onSkipped: OnSkipped): Ignore | undefined {
  const texts = names
    .map((name) => readIfThere(join(folder, name), onSkipped))
    .filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  const rules = ignore({ ignorecase: false });
  // One by one: of a list each element would be a single pattern.
  for (const text of texts) rules.add(text);
  return rules;
}

/** Each rule is tried on each path. What is not ignored is read, so a list that is left out hides nothing. */
const LARGEST = 1024 * 1024;
const MOST_LINES = 5_000;

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function readIfThere(path: string, onSkipped: OnSkipped): string | undefined {
  try {
    const text = readRegularFile(path, LARGEST).toString();
    if (lineCount(text) > MOST_LINES) throw new NotRead(`has more than ${String(MOST_LINES)} lines`);
    return text;
  } catch (error) {
    if (error instanceof NotRead) onSkipped(path, error.message);
    return undefined;
  }
}
