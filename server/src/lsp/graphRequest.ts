import type { Connection } from 'vscode-languageserver';
import { reachPicture } from '../core/report/graph/reachPicture.js';
import type { ReachGraphParams, ReachGraphResult } from '../protocol.js';
import { ReachGraphRequest } from '../protocol.js';
import type { Guard } from './guard.js';
import { stopIfCancelled } from './guard.js';
import type { OverviewParts } from './overviewRequests.js';
import { overviewScope } from './overviewRequests.js';

/** What the graph is answered with. */
export interface GraphParts extends OverviewParts {
  readonly guard: Guard;
  /** Ids of the sessions that are other than in the base; undefined where none is chosen. */
  readonly changed: () => ReadonlySet<string> | undefined;
}

/** Answers the question for the picture of who reaches what. */
export function registerGraph(connection: Connection, parts: GraphParts): void {
  const { workspace, convert, guard, changed } = parts;
  connection.onRequest(
    ReachGraphRequest,
    guard.request('reachGraph', null, async (params: ReachGraphParams, token): Promise<ReachGraphResult> => {
      const scope = await overviewScope(parts);
      stopIfCancelled(token);
      const { model } = await workspace.settled();
      const { expanded, onlyChanged, ...query } = params;
      const only = onlyChanged === true ? changed() : undefined;
      const { places, ...picture } = reachPicture(
        model.scopes.filter(({ file }) => scope.wanted(file.uri)),
        scope.rootOf,
        { ...query, expanded: new Set(expanded), ...(only && { only }) },
      );
      return {
        ...picture,
        outline: picture.outline.map(({ id, kind, label, detail, lines }) => ({
          id,
          kind,
          label,
          detail,
          lines,
        })),
        places: Object.fromEntries(
          [...places].map(([id, { uri, range }]) => [id, { uri, position: convert.range(uri, range).start }]),
        ),
      };
    }),
  );
}
