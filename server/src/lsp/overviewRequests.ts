import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Snapshot } from '../core/analysis/snapshot.js';
import { listedFinding, listedSession, narrowingName } from '../core/ide/overview/listing.js';
import type { Overview, OverviewScope } from '../core/ide/overview/overview.js';
import { newOverview } from '../core/ide/overview/overview.js';
import type { Severity } from '../core/model/vocabulary.js';
import type { Uri } from '../core/text/uri.js';
import { relativePath } from '../core/text/uri.js';
import type {
  OverviewFindingsParams,
  OverviewFindingsResult,
  OverviewFrameworksResult,
  OverviewQuery,
  OverviewResult,
  OverviewSessionsParams,
  OverviewSessionsResult,
} from '../protocol.js';
import {
  OverviewFindingsRequest,
  OverviewFrameworksRequest,
  OverviewRequest,
  OverviewSessionsRequest,
} from '../protocol.js';
import type { Guard } from './guard.js';
import { stopIfCancelled } from './guard.js';
import type { FolderSettings, Settings } from './settings.js';
import type { ToProtocol } from './toProtocol.js';
import type { Workspace } from './workspace.js';

/** What the list of all sessions is answered with. */
export interface OverviewParts {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly convert: ToProtocol;
  readonly guard: Guard;
}

/** Sessions that are sent at a time. */
const PAGE = 100;

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Answers the questions of the list of all sessions. */
export function registerOverview(connection: Connection, parts: OverviewParts): void {
  const { workspace, convert, guard } = parts;
  // Made with the first question: a server whose client has no such list needs none.
  let made: Overview | undefined;
  const moment = async (token: CancellationToken): Promise<Moment> => {
    const scope = await overviewScope(parts);
    stopIfCancelled(token);
    return { overview: (made ??= newOverview()), snapshot: await workspace.settled(), scope };
  };

  connection.onRequest(
    OverviewRequest,
    guard.request('overview', NOTHING, async (query: OverviewQuery, token): Promise<OverviewResult> => {
      const { overview, snapshot, scope } = await moment(token);
      const narrowedTo = narrowingName(query);
      return {
        groups: overview.groups(snapshot, scope, query).map(({ key, label, detail, band, rows }) => {
          const uri = query.groupBy === 'file' ? rows[0]?.scope.file.uri : undefined;
          return { key, label, detail, ...(band && { band }), ...(uri === undefined ? {} : { uri }) };
        }),
        sessions: overview.count(snapshot, scope),
        files: snapshot.files().filter(({ uri }) => scope.wanted(uri)).length,
        ...(narrowedTo === undefined ? {} : { narrowedTo }),
      };
    }),
  );

  connection.onRequest(
    OverviewSessionsRequest,
    guard.request(
      'overviewSessions',
      { sessions: [], more: 0 },
      async (params: OverviewSessionsParams, token): Promise<OverviewSessionsResult> => {
        const { overview, snapshot, scope } = await moment(token);
        const group = overview.groups(snapshot, scope, params).find(({ key }) => key === params.group);
        const rows = group?.rows ?? [];
        const shown = rows.slice(params.from, params.from + PAGE);
        return {
          sessions: shown.map((row) => {
            const { origin, ...session } = listedSession(row);
            return {
              ...session,
              ...placed(origin.uri, scope),
              range: convert.range(origin.uri, origin.range),
            };
          }),
          more: Math.max(0, rows.length - params.from - shown.length),
        };
      },
    ),
  );

  connection.onRequest(
    OverviewFindingsRequest,
    guard.request(
      'overviewFindings',
      { findings: [] },
      async (params: OverviewFindingsParams, token): Promise<OverviewFindingsResult> => {
        const { overview, snapshot, scope } = await moment(token);
        return {
          findings: overview.findingsOf(snapshot, scope, params.session, params).map((found) => {
            const { origin, ...finding } = listedFinding(found);
            return {
              ...finding,
              ...placed(origin.uri, scope),
              range: convert.range(origin.uri, origin.range),
            };
          }),
        };
      },
    ),
  );

  connection.onRequest(
    OverviewFrameworksRequest,
    guard.request(
      'overviewFrameworks',
      { frameworks: [] },
      async (_: unknown, token): Promise<OverviewFrameworksResult> => {
        const { overview, snapshot, scope } = await moment(token);
        return { frameworks: overview.frameworks(snapshot, scope) };
      },
    ),
  );
}

const NOTHING: OverviewResult = { groups: [], sessions: 0, files: 0 };

/** All that an answer is made of. Nothing may be awaited once it is there. */
interface Moment {
  readonly overview: Overview;
  readonly snapshot: Snapshot;
  readonly scope: OverviewScope;
}

function placed(uri: Uri, { rootOf }: OverviewScope): { readonly uri: Uri; readonly path: string } {
  return { uri, path: relativePath(rootOf(uri), uri) };
}

/** Folders that are switched off show nothing, and each folder's least severity holds, as for diagnostics. */
export async function overviewScope({
  workspace,
  settings,
}: Pick<OverviewParts, 'workspace' | 'settings'>): Promise<OverviewScope> {
  const { folders } = workspace;
  const rootOf = (uri: Uri): Uri => folders.rootOf(uri);
  const roots = [...new Set([...folders.uris, ...workspace.knownUris().map(rootOf)])];
  const known = new Map<Uri, FolderSettings>();
  for (const root of roots) known.set(root, await settings.of(root));
  const of = (uri: Uri): FolderSettings | undefined => known.get(rootOf(uri));
  return {
    key: JSON.stringify([...known]),
    wanted: (uri) => of(uri)?.enable !== false,
    shown: ({ severity, origin }) => RANKS[severity] <= RANKS[of(origin.uri)?.minSeverity ?? 'hint'],
    rootOf,
  };
}
