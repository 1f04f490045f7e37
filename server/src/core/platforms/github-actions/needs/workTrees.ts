import type { ShellCommand } from '../../../model/shellScript.js';
import { get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { inputOf } from '../workflow.js';
import type { LeftBehind, StepContext } from './stepContext.js';
import type { Holder } from './tokens.js';
import { holderOf, isJobToken } from './tokens.js';

/** Whose credential git uses in a folder; `undefined` where none is known. */
export function gitHolderIn({ git, anywhere, workTrees }: LeftBehind, folder: string): Holder | undefined {
  const inside = [...workTrees.keys()]
    .filter((tree) => folder === tree || folder.startsWith(`${tree}/`))
    .sort((a, b) => b.length - a.length)[0];
  if (inside === undefined) return git;
  const holder = workTrees.get(inside);
  return holder === undefined || holder === 'none' ? anywhere : holder;
}

/** Whose credential git may use somewhere in the job: the workspace's, else the one that says most. */
export function gitHolder({ git, anywhere, workTrees }: LeftBehind): Holder | undefined {
  const holders = [git, anywhere, ...workTrees.values()].filter((holder) => holder !== 'none');
  return git ?? holders.find(isJobToken) ?? holders.find((holder) => holder !== undefined);
}

/** What a checkout leaves for git: in the workspace, or in the folder that it puts another repository into. */
export function checkOut(context: StepContext, tokenInput: string | undefined): void {
  const { left } = context;
  const input = (name: string): string => textOf(inputOf(context.step, name)) ?? '';
  const keeps = input('persist-credentials').toLowerCase() !== 'false';
  // With a key git goes over ssh; in another repository the job's token has no rights.
  const isOwn = input('ssh-key') === '' && !namesAnother(input('repository'));
  const holder = isOwn ? tokenGiven(context, tokenInput) : 'other';
  const folder = folderAt('', input('path'));
  if (folder !== '') left.workTrees.set(folder, keeps ? holder : 'none');
  else if (keeps) left.git = holder;
}

function tokenGiven({ step, reading, env }: StepContext, tokenInput: string | undefined): Holder {
  const token = tokenInput === undefined ? undefined : inputOf(step, tokenInput);
  return token === undefined || isAbsent(token) ? 'job-token' : (holderOf(reading, token, env) ?? 'other');
}

/** Whether a name is written out: a computed one may be that of the repository itself. */
function namesAnother(repository: string): boolean {
  return repository !== '' && !repository.includes('${{');
}

/** A clone makes a folder with a repository of its own. */
export function cloneInto(
  left: LeftBehind,
  folder: string,
  command: ShellCommand,
  holder: Holder | undefined,
): void {
  if (command.name !== 'git') return;
  const at = command.args.findIndex(({ text }) => text === 'clone');
  const address = command.args.findIndex(({ text }, index) => index > at && ADDRESS.test(text));
  if (at < 0 || address < 0) return;
  const { text } = command.args[address] ?? { text: '' };
  const name = /([^/:]+?)(?:\.git)?\/?$/u.exec(text)?.[1] ?? '';
  const tree = folderAt(folder, command.args[address + 1]?.text ?? name);
  if (tree === '') return;
  if (/:\/\/[^/]*@/u.test(text)) left.workTrees.set(tree, holder ?? 'other');
  else if (!text.includes('$')) left.workTrees.set(tree, text.startsWith('git@') ? 'other' : 'none');
}

const ADDRESS = /^(?:https?|ssh):\/\/|^git@/u;

/** Where each command of a script runs: `cd` moves on, unless it is not sure that it does, or only for a while. */
export function foldersOf(
  script: string,
  commands: readonly ShellCommand[],
  start: string,
): readonly string[] {
  const follows = !/\(\s*(?:cd|pushd)\b|^\s*(?:if|case|while|until|for)\s/mu.test(script);
  let folder = start;
  return commands.map((command) => {
    const target = command.args[0]?.text;
    if (follows && /^(?:cd|pushd)$/u.test(command.name) && target !== undefined) {
      folder = folderAt(folder, target);
    }
    const aside = command.name === 'git' ? command.args.findIndex(({ text }) => text === '-C') : -1;
    return aside < 0 ? folder : folderAt(folder, command.args[aside + 1]?.text ?? '');
  });
}

/** The folder in which a step's script starts. */
export function startFolder({ step, workingDirectory }: StepContext): string {
  return folderAt('', textOf(get(step.node, 'working-directory')) ?? workingDirectory ?? '');
}

const WORKSPACE = /^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?GITHUB_WORKSPACE\}?)\/?/iu;

/** A path below a folder, without dots; the empty text is the workspace. */
export function folderAt(folder: string, path: string): string {
  const isWhole = WORKSPACE.test(path) || /^[/~]/u.test(path);
  const parts = [...(isWhole ? [] : folder.split('/')), ...path.replace(WORKSPACE, '').split('/')];
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return kept.join('/');
}
