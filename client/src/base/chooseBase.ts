import type { QuickPickItem } from 'vscode';
import { QuickPickItemKind, window } from 'vscode';
import type { BaseWatcher } from './baseWatcher.js';
import type { Repository } from './gitApi.js';
import { plainLabel } from './plainLabel.js';

interface RefItem extends QuickPickItem {
  /** Nothing for the default branch. */
  readonly ref?: string;
  readonly isOther?: true;
}

/** More branches and tags than anybody reads; what is not listed can be written. */
const mostRefs = 200;

/** Asks what the workspace is compared with; the name of a branch, tag or commit as argument answers it. */
export async function chooseBase(bases: BaseWatcher, argument: unknown): Promise<void> {
  const repository = await chooseRepository(bases);
  if (repository === undefined) return;
  const choice = typeof argument === 'string' ? { ref: argument } : await chooseRef(bases, repository);
  if (choice === undefined) return;
  if (await bases.choose(repository, choice.ref)) return;
  void window.showWarningMessage(`This repository has no commit ${choice.ref ?? ''} to compare with.`);
}

/** The one of the file that is open; asked for where there are several and none is. */
async function chooseRepository(bases: BaseWatcher): Promise<Repository | undefined> {
  const { repositories } = bases;
  const [first, ...others] = repositories;
  if (first === undefined) {
    void window.showInformationMessage('There is no git repository here to compare with.');
    return undefined;
  }
  const open = window.activeTextEditor && bases.repositoryOf(window.activeTextEditor.document.uri);
  if (open !== undefined || others.length === 0) return open ?? first;
  const items = repositories.map((repository) => ({
    label: plainLabel(repository.rootUri.path.split('/').at(-1) ?? ''),
    description: repository.rootUri.fsPath,
    repository,
  }));
  return (await window.showQuickPick(items, { title: 'Repository to choose the base of' }))?.repository;
}

async function chooseRef(
  bases: BaseWatcher,
  repository: Repository,
): Promise<{ readonly ref: string | undefined } | undefined> {
  const refs = await repository.getRefs({ count: mostRefs, sort: 'committerdate' });
  const now = bases.baseOf(repository);
  const items: RefItem[] = [
    {
      label: 'Default branch',
      detail: 'What origin has as its default branch, else main or master',
    },
    { label: 'Another commit…', detail: 'Any branch, tag or commit that git knows here', isOther: true },
    { label: 'Branches and tags', kind: QuickPickItemKind.Separator },
    ...refs.flatMap(({ name, commit = '' }) =>
      name === undefined
        ? []
        : [{ label: plainLabel(name), description: commit.slice(0, 8), ref: name } satisfies RefItem],
    ),
  ];
  const item = await window.showQuickPick(items, {
    title: `Compare with${now === undefined ? '' : ` (now ${now.name})`}`,
    placeHolder: 'What counts is where this branch and the chosen one part',
    matchOnDescription: true,
  });
  if (item === undefined) return undefined;
  if (item.isOther !== true) return { ref: item.ref };
  const ref = await window.showInputBox({ title: 'Compare with', prompt: 'A branch, a tag or a commit' });
  return ref === undefined || ref.trim() === '' ? undefined : { ref: ref.trim() };
}
