import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AnalysisHost } from '../../core/analysis/analysisHost.js';
import { isRelevant } from '../../core/analysis/workspaceGlobs.js';
import { isConfigurationFile } from '../../core/analysis/configurationResolver.js';
import { isSettingsFile } from '../../core/analysis/facts/settings.js';
import { stateOf } from '../../core/compare/compareStates.js';
import type { NormalSession } from '../../core/compare/normalSession.js';
import type { Rule } from '../../core/rules/rule.js';
import { Places } from '../../core/report/places.js';
import type { Uri } from '../../core/text/uri.js';
import { relativePath } from '../../core/text/uri.js';
import { Arguments } from '../arguments.js';
import { UsageError } from '../exitCode.js';
import { fileUri } from '../../disk/fileUri.js';
import type { Git } from '../files/git.js';
import { decode } from '../../disk/readText.js';
import { Progress } from '../progress.js';
import { analyse } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import type { Terminal } from '../terminal.js';

/** The sessions of one state of a workspace, and where their texts stand. */
export interface State {
  readonly host: AnalysisHost;
  readonly root: Uri;
  /** Files that the state speaks of; others are only there to be linked with. */
  readonly isAsked: (uri: Uri) => boolean;
  /** Its configuration and settings files. */
  readonly judged: ReadonlyMap<Uri, string>;
  readonly sessions: readonly NormalSession[];
  readonly places: Places;
  /** Paths that were read, below the root. */
  readonly paths: ReadonlySet<string>;
}

/**
 * The state of a folder as it is now.
 *
 * @throws UsageError when its configuration cannot be used.
 */
export function folderState(
  folder: string,
  terminal: Terminal,
  quiet: boolean,
  rules?: readonly Rule[],
): State {
  const progress = new Progress(terminal, !quiet);
  const request = { ...scanRequest(new Arguments([folder], new Map())), quiet };
  const analysis = analyse(request, terminal, progress, [], rules);
  progress.clear();
  const [mistake] = analysis.configurationMistakes;
  if (mistake !== undefined) throw new UsageError(mistake);
  const root = fileUri(folder);
  const { snapshot } = analysis.host;
  const asked = new Set([...analysis.files].filter(([, file]) => file.asked).map(([uri]) => uri));
  return {
    host: analysis.host,
    root,
    isAsked: (uri) => asked.has(uri),
    judged: new Map(
      [...analysis.files].filter(([uri]) => isJudging(uri)).map(([uri, { source }]) => [uri, source.text]),
    ),
    sessions: stateOf(snapshot.model, root, (uri) => asked.has(uri)),
    places: new Places(snapshot, root),
    paths: new Set([...asked].map((uri) => relativePath(root, uri))),
  };
}

/** Files that name files that name files: more steps than anybody takes. */
const MAX_ROUNDS = 16;

/**
 * The state of a commit.
 *
 * @param top the top folder of the repository, in whose place the commit's files are put
 * @param options `now`: paths that are read of the folder as it is, as a file that is left out there is left out here,
 *   too; `rules`: the only ones to run
 */
export function commitState(
  git: Git,
  commit: string,
  top: string,
  terminal: Terminal,
  {
    now,
    rules,
  }: { readonly now?: ReadonlySet<string> | undefined; readonly rules?: readonly Rule[] | undefined },
): State {
  const all = git.files(commit);
  const isLeftOut = (path: string): boolean =>
    now !== undefined && !now.has(path) && existsSync(join(top, path));
  const paths = [...all.keys()].filter((path) => isRelevant(path) && !isLeftOut(path));
  const root = fileUri(top);
  const textsOf = (wanted: readonly string[]): ReadonlyMap<string, string> => {
    const ids = wanted.flatMap((path) => all.get(path) ?? []);
    const texts = git.texts([...new Set(ids)]);
    return new Map(
      wanted.flatMap((path) => {
        const bytes = texts.get(all.get(path) ?? '');
        return bytes === undefined ? [] : [[path, decode(bytes).text] as const];
      }),
    );
  };
  const texts = textsOf(paths);
  const host = new AnalysisHost({
    lean: true,
    tools: terminal.tools?.([...texts.values()]) ?? {},
    ...(rules === undefined ? {} : { rules }),
  });
  host.apply([...texts].map(([path, text]) => ({ uri: fileUri(join(top, path)), root, text })));
  for (let round = 0; round < MAX_ROUNDS && host.wanted.length > 0; round += 1) {
    const { wanted } = host;
    const more = textsOf(wanted.map((uri) => relativePath(root, uri)));
    host.apply(wanted.map((uri) => ({ uri, root, text: more.get(relativePath(root, uri)) ?? null })));
  }
  const { snapshot } = host;
  const uriOf = (path: string): Uri => fileUri(join(top, path));
  return {
    host,
    root,
    isAsked: () => true,
    judged: new Map(
      [...texts].map(([path, text]) => [uriOf(path), text] as const).filter(([uri]) => isJudging(uri)),
    ),
    sessions: stateOf(snapshot.model, root),
    places: new Places(snapshot, root),
    paths: new Set(paths),
  };
}

/** Whether a file says how the others are to be judged. */
export function isJudging(uri: Uri): boolean {
  return isConfigurationFile(uri) || isSettingsFile(uri);
}
