import { append } from '../collections/grouping.js';
import { counted } from '../text/phrases.js';
import type { ReportCoverage } from './document.js';
import { compareText } from './places.js';
import type { NotRead, SelectedFile, Selection } from './selection.js';

/** What a report rests on: files that were read, those that were not and why, and sessions that are not wholly known. */
export function coverageOf({ files, scopes, notRead }: Selection): ReportCoverage {
  const broken = files.filter(({ file, problems }) => file.facts.unread === undefined && isBroken(problems));
  const sources = files.filter(({ file }) => file.facts.unread !== undefined);
  return {
    read: files.length - broken.length - sources.length,
    notRead: [...notRead, ...broken.map(ofBroken), ...byFolder(sources)].sort(
      (a, b) => compareText(a.path, b.path) || compareText(a.why, b.why),
    ),
    sessionsWithUnknowns: scopes.filter(({ unknowns }) => unknowns.length > 0).length,
  };
}

/** The same in lines for people; none where all was read and is known. */
export function coverageLines({ notRead, sessionsWithUnknowns }: ReportCoverage): readonly string[] {
  const unknown =
    sessionsWithUnknowns === 0
      ? []
      : [`${counted(sessionsWithUnknowns, 'session')} with something that is not known`];
  return [...unknown, ...notRead.map(({ path, why }) => `not read: ${path} (${why})`)];
}

/** A file whose text or shape has an error may say more than was understood of it. */
export function isBroken(problems: SelectedFile['problems']): boolean {
  return problems.some(({ severity, kind }) => severity === 'error' || kind === 'limit');
}

function ofBroken({ path, problems }: SelectedFile): NotRead {
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  return { path, why: `not whole: ${(first?.message ?? '').replace(/\.$/u, '')}` };
}

/** Sources of one chart or folder are told once. */
function byFolder(files: readonly SelectedFile[]): readonly NotRead[] {
  const found = new Map<string, SelectedFile[]>();
  for (const file of files) append(found, `${folderOf(file.path)}\n${file.file.facts.unread ?? ''}`, file);
  return [...found].map(([key, group]) => {
    const [path = '', why = ''] = key.split('\n');
    const [only, ...others] = group;
    return others.length === 0 && only !== undefined
      ? { path: only.path, why }
      : { path, why: `${counted(group.length, 'file')}, each ${why}` };
  });
}

/** A chart keeps its templates in folders below `templates`. */
function folderOf(path: string): string {
  const chart = /^(.*?)(?:^|\/)templates\//u.exec(path)?.[1];
  return (chart ?? path.slice(0, Math.max(0, path.lastIndexOf('/')))) || '.';
}
