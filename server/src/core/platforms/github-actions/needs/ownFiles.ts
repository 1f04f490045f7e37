import { textOf } from '../../../syntax/syntaxTree.js';
import { pathFrom } from '../../../text/uri.js';
import type { Step } from '../workflow.js';
import { inputOf } from '../workflow.js';
import type { CommandsOfScript } from './commandsOfScript.js';
import type { StepContext } from './stepContext.js';
import { folderAt } from './workTrees.js';

/**
 * Which folder of the repository a folder of the job is: where this workflow's own commit was checked out, and nothing
 * else was put over it since. `undefined` where what lies there may be other files than those that are read here.
 */
export function ownFolder({ steps, step }: StepContext, folder: string): string | undefined {
  const before = steps.slice(0, steps.indexOf(step));
  if (before.some(putsOthersThere)) return undefined;
  const trees = before.filter(isCheckout).map((checkout) => ({
    tree: folderAt('', textOf(inputOf(checkout, 'path')) ?? ''),
    isOwn: checksOutOwn(checkout),
  }));
  const around = trees
    .filter(({ tree }) => tree === '' || folder === tree || folder.startsWith(`${tree}/`))
    .sort((a, b) => b.tree.length - a.tree.length)[0];
  if (around?.isOwn !== true) return undefined;
  return pathFrom('', folder.slice(around.tree.length));
}

function isCheckout({ uses }: Step): boolean {
  return /^actions\/checkout@/iu.test(uses?.text ?? '');
}

/** What the run itself is of: https://github.com/actions/checkout#usage */
const OWN_COMMIT = /^\s*(?:\$\{\{\s*github\.(?:ref|ref_name|sha)\s*\}\}\s*)?$/u;
const OWN_REPOSITORY = /^\s*(?:\$\{\{\s*github\.repository\s*\}\}\s*)?$/u;

function checksOutOwn(checkout: Step): boolean {
  const input = (name: string): string => textOf(inputOf(checkout, name)) ?? '';
  return OWN_COMMIT.test(input('ref')) && OWN_REPOSITORY.test(input('repository'));
}

/** Commands that put the files of another commit there, or unpack something over them. */
const OVERWRITES =
  /\bgit\s+(?:-C\s+\S+\s+)?(?:checkout|switch|reset|pull|merge|rebase|cherry-pick|apply|am|stash)\b|\bgh\s+(?:pr\s+checkout|run\s+download)\b|\b(?:patch|unzip|rsync)\s/u;

function putsOthersThere(step: Step): boolean {
  if (step.run !== undefined) return OVERWRITES.test(step.run.text);
  const isDownload = /download-(?:workflow-)?artifact/iu.test(step.uses?.text ?? '');
  return isDownload && (textOf(inputOf(step, 'path')) ?? '') === '';
}

/** Whether it is sure in which folder each command of a script runs: it stays, or moves on by names that are written out. */
export function foldersAreSure({ text, commands, apart }: CommandsOfScript): boolean {
  const moves = commands.filter(({ name }) => /^(?:cd|pushd|popd)$/u.test(name));
  if (moves.length === 0) return true;
  if (apart === true || /\(\s*(?:cd|pushd)\b|^\s*(?:if|case|while|until|for)\s/mu.test(text)) return false;
  return moves.every(({ name, args: [target] }) => {
    return name !== 'popd' && target?.dynamic === false && !/^[-/~]/u.test(target.text);
  });
}
