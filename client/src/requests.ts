import type { CancellationToken } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  ComparedCardsParams,
  ComparedCardsResult,
  ComparisonParams,
  ComparisonResult,
  ExportReportParams,
  ExportReportResult,
  OverviewFindingsParams,
  OverviewFindingsResult,
  OverviewFrameworksResult,
  OverviewQuery,
  OverviewResult,
  OverviewSessionsParams,
  OverviewSessionsResult,
  ReachGraphParams,
  ReachGraphResult,
  ScanWorkspaceResult,
  SessionCardParams,
  SessionCardResult,
  SessionWidthParams,
  SessionWidthResult,
} from '../../server/src/protocol.js';
import {
  ComparedCardsRequest,
  ComparisonRequest,
  ExportReportRequest,
  OverviewFindingsRequest,
  OverviewFrameworksRequest,
  OverviewRequest,
  OverviewSessionsRequest,
  ReachGraphRequest,
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
  readonly overview: (query: OverviewQuery) => Promise<OverviewResult>;
  readonly overviewSessions: (params: OverviewSessionsParams) => Promise<OverviewSessionsResult>;
  readonly overviewFindings: (params: OverviewFindingsParams) => Promise<OverviewFindingsResult>;
  readonly reachGraph: (params: ReachGraphParams) => Promise<ReachGraphResult | null>;
  readonly overviewFrameworks: () => Promise<OverviewFrameworksResult>;
  readonly comparison: (params: ComparisonParams) => Promise<ComparisonResult | null>;
  readonly comparedCards: (params: ComparedCardsParams) => Promise<ComparedCardsResult | null>;
}

export function requestsTo(client: BaseLanguageClient): Requests {
  return {
    sessionCard: (params, token) => client.sendRequest(SessionCardRequest, params, token),
    sessionWidth: (params, token) => client.sendRequest(SessionWidthRequest, params, token),
    scanWorkspace: (workDoneToken, token) =>
      client.sendRequest(ScanWorkspaceRequest, { workDoneToken }, token),
    exportReport: (params, token) => client.sendRequest(ExportReportRequest, params, token),
    overview: (query) => client.sendRequest(OverviewRequest, query),
    overviewSessions: (params) => client.sendRequest(OverviewSessionsRequest, params),
    overviewFindings: (params) => client.sendRequest(OverviewFindingsRequest, params),
    reachGraph: (params) => client.sendRequest(ReachGraphRequest, params),
    overviewFrameworks: () => client.sendRequest(OverviewFrameworksRequest, {}),
    comparison: (params) => client.sendRequest(ComparisonRequest, params),
    comparedCards: (params) => client.sendRequest(ComparedCardsRequest, params),
  };
}
