import type { CancellationToken } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  ExportReportParams,
  ExportReportResult,
  ScanWorkspaceResult,
  SessionCardParams,
  SessionCardResult,
  SessionWidthParams,
  SessionWidthResult,
} from '../../server/src/protocol.js';
import {
  ExportReportRequest,
  ScanWorkspaceRequest,
  SessionCardRequest,
  SessionWidthRequest,
} from '../../server/src/protocol.js';

/** The questions that this client asks of the server, with their types. Each rejects when there is no server. */
export interface Requests {
  readonly sessionCard: (
    params: SessionCardParams,
    token?: CancellationToken,
  ) => Promise<SessionCardResult | null>;
  readonly sessionWidth: (
    params: SessionWidthParams,
    token?: CancellationToken,
  ) => Promise<SessionWidthResult | null>;
  readonly scanWorkspace: (workDoneToken: string, token?: CancellationToken) => Promise<ScanWorkspaceResult>;
  readonly exportReport: (
    params: ExportReportParams,
    token?: CancellationToken,
  ) => Promise<ExportReportResult>;
}

export function requestsTo(client: BaseLanguageClient): Requests {
  return {
    sessionCard: (params, token) => client.sendRequest(SessionCardRequest, params, token),
    sessionWidth: (params, token) => client.sendRequest(SessionWidthRequest, params, token),
    scanWorkspace: (workDoneToken, token) =>
      client.sendRequest(ScanWorkspaceRequest, { workDoneToken }, token),
    exportReport: (params, token) => client.sendRequest(ExportReportRequest, params, token),
  };
}
