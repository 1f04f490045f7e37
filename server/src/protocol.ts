/** Custom requests and notifications between the client and the server. Names and types; imports nothing. */

export const ReadFileRequest = 'trustscope/readFile';
/** Server to client: the text of a file, or null when it cannot be read. Bytes that are no UTF-8 come as U+FFFD. */
export interface ReadFileParams {
  readonly uri: string;
}
export interface ReadFileResult {
  readonly text: string | null;
}

export const ReadAssetRequest = 'trustscope/readAsset';
/**
 * Server to client, in a browser: a file of the extension itself (`web-tree-sitter.wasm`, `tree-sitter-bash.wasm`,
 * `aws-catalogue.txt`) in base64; null for any other name, or when it cannot be read.
 */
export interface ReadAssetParams {
  readonly name: string;
}
export interface ReadAssetResult {
  readonly base64: string | null;
}

export const FindFilesRequest = 'trustscope/findFiles';
/** Server to client: files of a folder that match one of the globs, without what git and the editor exclude. */
export interface FindFilesParams {
  readonly folder: string;
  readonly globs: readonly string[];
  readonly limit: number;
}
export interface FindFilesResult {
  readonly uris: readonly string[];
}

interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}
interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

export const SessionCardRequest = 'trustscope/sessionCard';
/** Client to server: the card of the session at a place, or of one by id. */
export interface SessionCardParams {
  readonly uri: string;
  readonly position?: ProtocolPosition;
  readonly session?: string;
}
export interface SessionCardResult {
  readonly session: string;
  readonly title: string;
  readonly markdown: string;
  readonly range: ProtocolRange;
}

export const SessionWidthRequest = 'trustscope/sessionWidth';
/** Client to server: the width of the session under the cursor, for the status bar; null where there is none. */
export interface SessionWidthParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
}
export interface SessionWidthResult {
  readonly session: string;
  readonly name: string;
  readonly band: 'narrow' | 'moderate' | 'broad' | 'unbounded' | 'unknown';
  /** The same in words: `broad`, `at least moderate`, `not known`. */
  readonly verdict: string;
  readonly summary: string;
}

export const ScanWorkspaceRequest = 'trustscope/scanWorkspace';
/** Client to server: reads every file of the workspace; reports progress by work-done progress; can be cancelled. */
export interface ScanWorkspaceResult {
  readonly files: number;
  readonly sessions: number;
  readonly widths: Readonly<Record<'narrow' | 'moderate' | 'broad' | 'unbounded' | 'unknown', number>>;
  readonly findings: Readonly<Record<'error' | 'warning' | 'information' | 'hint', number>>;
}

export const ExportReportRequest = 'trustscope/exportReport';
/** Client to server: the report of the whole workspace in one of the formats, as text. */
export interface ExportReportParams {
  readonly format: 'json' | 'sarif' | 'markdown' | 'text';
}
export interface ExportReportResult {
  readonly text: string;
}

/** Server to client, after every analysis: so that the status bar and open cards can be asked for again. */
export const AnalysisDoneNotification = 'trustscope/analysisDone';
export interface AnalysisDoneParams {
  readonly uris: readonly string[];
}
