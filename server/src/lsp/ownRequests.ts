import type { CancellationToken, Connection, WorkDoneProgressParams } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { sessionCard } from '../core/ide/sessionCard.js';
import { sessionWidth } from '../core/ide/statusWidth.js';
import { markdownText } from '../core/text/markdown.js';
import { renderHtml } from '../core/report/html/renderHtml.js';
import { renderReport } from '../core/report/renderReport.js';
import type {
  ExportReportParams,
  ExportReportResult,
  SessionCardParams,
  SessionCardResult,
  SessionWidthParams,
  SessionWidthResult,
} from '../protocol.js';
import {
  ExportReportRequest,
  ScanWorkspaceRequest,
  SessionCardRequest,
  SessionWidthRequest,
} from '../protocol.js';
import type { CompleteReadingParts } from './completeReading.js';
import { completeReading } from './completeReading.js';
import type { Guard } from './guard.js';
import { scopeMeant } from './scopeMeant.js';
import type { Scan } from './scan.js';
import type { ToProtocol } from './toProtocol.js';
import type { Views } from './views.js';

/** What the handlers of our own requests work with. */
export interface OwnRequestParts {
  readonly views: Views;
  readonly reading: CompleteReadingParts;
  readonly convert: ToProtocol;
  readonly scan: Scan;
  readonly guard: Guard;
  /** The version of TrustScope, which reports carry. */
  readonly version: string;
}

/** Registers the requests of `protocol.ts` that the client makes. */
export function registerOwnRequests(connection: Connection, parts: OwnRequestParts): void {
  const { views, convert, scan, guard } = parts;

  connection.onRequest(
    SessionCardRequest,
    guard.request(
      'sessionCard',
      null,
      async (params: SessionCardParams, token): Promise<SessionCardResult | null> => {
        const view = await views.open(params.uri, token);
        if (view === undefined) return null;
        const scope = scopeMeant(view, params);
        if (scope === undefined) return null;
        const { title, markdown } = sessionCard(
          scope,
          view.snapshot.findings(scope.file.uri),
          view.snapshot.model,
        );
        return {
          session: scope.id,
          title,
          markdown: markdownText(markdown),
          range: convert.range(scope.file.uri, scope.facts.origin.range),
        };
      },
    ),
  );

  connection.onRequest(
    SessionWidthRequest,
    guard.request(
      'sessionWidth',
      null,
      async (params: SessionWidthParams, token): Promise<SessionWidthResult | null> => {
        const view = await views.open(params.uri, token);
        return (view && sessionWidth(view.snapshot, view.uri, view.offsetAt(params.position))) ?? null;
      },
    ),
  );

  // For these two there is no harmless answer: the person asked for it and must learn that it failed.
  connection.onRequest(ScanWorkspaceRequest, (params: WorkDoneProgressParams, token: CancellationToken) =>
    told('The scan failed', guard, () => scan.run(params, token)),
  );
  connection.onRequest(ExportReportRequest, (params: ExportReportParams) =>
    told('The report could not be made', guard, () => exportReport(parts, params)),
  );
}

async function exportReport(
  { reading, version }: OwnRequestParts,
  { format }: ExportReportParams,
): Promise<ExportReportResult> {
  const root = reading.workspace.folders.common();
  const snapshot = await completeReading(reading);
  if (format === 'html') return { text: renderHtml(snapshot, root, { version }) };
  return { text: renderReport(snapshot, root, format, { version }) };
}

async function told<R>(what: string, guard: Guard, work: () => R | Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    guard.log(what, error);
    throw new ResponseError(LSPErrorCodes.RequestFailed, `${what}; the log says more.`);
  }
}
