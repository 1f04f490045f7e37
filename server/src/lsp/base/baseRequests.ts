import type { CancellationToken, Connection } from 'vscode-languageserver';
import { comparedCards } from '../../core/report/comparedCards.js';
import type {
  BaseChosenParams,
  ComparedCardsParams,
  ComparedCardsResult,
  ComparisonParams,
  ComparisonResult,
} from '../../protocol.js';
import { BaseChosenNotification, ComparedCardsRequest, ComparisonRequest } from '../../protocol.js';
import type { Guard } from '../guard.js';
import { stopIfCancelled } from '../guard.js';
import { scopeMeant } from '../scopeMeant.js';
import type { ToProtocol } from '../toProtocol.js';
import type { Views } from '../views.js';
import type { Workspace } from '../workspace.js';
import type { Base } from './base.js';

/** What the questions about the base are answered with. */
export interface BaseRequestParts {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly convert: ToProtocol;
  readonly guard: Guard;
  readonly base: Base;
}

/** Takes the base that the client chooses, and answers what changed since. */
export function registerBaseRequests(connection: Connection, parts: BaseRequestParts): void {
  const { workspace, convert, guard, base } = parts;
  connection.onNotification(BaseChosenNotification, (params: BaseChosenParams) => {
    guard.run('base', () => base.choose(params));
  });

  connection.onRequest(
    ComparisonRequest,
    guard.request(
      'comparison',
      null,
      async ({ uri }: ComparisonParams, token): Promise<ComparisonResult | null> => {
        await workspace.settled();
        stopIfCancelled(token);
        const changes = base.changes();
        if (changes === undefined || base.name === undefined) return null;
        return {
          base: base.name,
          changes: changes
            .filter(({ at }) => uri === undefined || at?.uri === uri)
            .map(({ at, ...change }) => ({
              ...change,
              ...(at === undefined ? {} : { uri: at.uri, range: convert.range(at.uri, at.range) }),
            })),
        };
      },
    ),
  );

  connection.onRequest(
    ComparedCardsRequest,
    guard.request(
      'comparedCards',
      null,
      async (params: ComparedCardsParams, token: CancellationToken): Promise<ComparedCardsResult | null> => {
        const view = await parts.views.openWhole(params.uri, token);
        if (view === undefined || base.name === undefined) return null;
        const scope = scopeMeant(view, params);
        if (scope === undefined) return null;
        const { model } = view.snapshot;
        return { session: scope.id, base: base.name, ...comparedCards(base.before(scope), { scope, model }) };
      },
    ),
  );
}
