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
  readonly format: 'html' | 'json' | 'sarif' | 'markdown' | 'text';
}
export interface ExportReportResult {
  readonly text: string;
}

/** Which sessions a list of all of them shows, and how it gathers them. */
export interface OverviewQuery {
  readonly groupBy: 'width' | 'file' | 'identity' | 'system' | 'control';
  /** Words that all have to stand in what is known of a session; empty for all sessions. */
  readonly search: string;
  /** The id of a framework, or of one control: only sessions with a finding that touches it. */
  readonly framework?: string;
  readonly control?: string;
}

export const OverviewRequest = 'trustscope/overview';
/** Client to server: the groups of the sessions that `OverviewQuery` asks for; what is in them is asked for apart. */
export interface OverviewResult {
  readonly groups: readonly OverviewGroup[];
  /** All sessions, whatever was asked for, and files that were read. */
  readonly sessions: number;
  readonly files: number;
  /** The control that is asked for, as a reader knows it, or the framework. */
  readonly narrowedTo?: string;
}
export interface OverviewGroup {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly band?: 'narrow' | 'moderate' | 'broad' | 'unbounded' | 'unknown';
  /** The file, where sessions are gathered by file. */
  readonly uri?: string;
}

export const OverviewSessionsRequest = 'trustscope/overviewSessions';
/** Client to server: the sessions of one group, from the one with this number on, so many at a time. */
export interface OverviewSessionsParams extends OverviewQuery {
  readonly group: string;
  readonly from: number;
}
export interface OverviewSessionsResult {
  readonly sessions: readonly OverviewSession[];
  /** How many come after these. */
  readonly more: number;
}
export interface OverviewSession {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** For example `broad, narrow if production has reviewers`. */
  readonly verdict: string;
  readonly band: 'narrow' | 'moderate' | 'broad' | 'unbounded' | 'unknown';
  /** How many findings it has, and how grave the gravest one is. */
  readonly findings: number;
  readonly gravest?: 'error' | 'warning' | 'information' | 'hint';
  readonly uri: string;
  /** Its file, below the workspace's folder. */
  readonly path: string;
  readonly range: ProtocolRange;
  /** All of this in Markdown, safe to show. */
  readonly tooltip: string;
}

export const OverviewFindingsRequest = 'trustscope/overviewFindings';
/** Client to server: the findings of one session, the gravest first. */
export interface OverviewFindingsParams {
  readonly session: string;
  readonly framework?: string;
  readonly control?: string;
}
export interface OverviewFindingsResult {
  readonly findings: readonly OverviewFinding[];
}
export interface OverviewFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly uri: string;
  readonly path: string;
  readonly range: ProtocolRange;
  readonly controls: readonly ProtocolControl[];
  /** Message and related controls in Markdown, safe to show. */
  readonly tooltip: string;
}
interface ProtocolControl {
  readonly id: string;
  /** For example `NHI5:2025`. */
  readonly label: string;
  readonly title: string;
  readonly gist: string;
  readonly url: string;
}

export const OverviewFrameworksRequest = 'trustscope/overviewFrameworks';
/** Client to server: the frameworks and controls that findings of the workspace touch. */
export interface OverviewFrameworksResult {
  readonly frameworks: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly controls: readonly (ProtocolControl & { readonly findings: number })[];
  }[];
}

export const ReachGraphRequest = 'trustscope/reachGraph';
/** Client to server: the picture of who reaches what. */
export interface ReachGraphParams {
  readonly search?: string;
  /** The name of a system: only what leads there. */
  readonly system?: string;
  /** The least access. */
  readonly access?: 'read' | 'write' | 'admin';
  readonly onlyOpen?: boolean;
  /** Only sessions that are other than in the base, where one is chosen. */
  readonly onlyChanged?: boolean;
  /** Ids of clusters whose sessions are drawn one by one. */
  readonly expanded: readonly string[];
  /** A session that is drawn by itself. */
  readonly focus?: string;
}
export interface ReachGraphResult {
  /** SVG whose text is escaped, without a style of its own; `data-id` is the id of a node. */
  readonly svg: string;
  readonly style: string;
  /** HTML that says what the lines mean. */
  readonly legend: string;
  /** The same in words, for a screen reader. */
  readonly outline: readonly ReachGraphEntry[];
  /** Where each node stands, by its id. */
  readonly places: Readonly<Record<string, { readonly uri: string; readonly position: ProtocolPosition }>>;
  readonly systems: readonly string[];
  readonly shown: number;
  readonly hidden: number;
}
export interface ReachGraphEntry {
  readonly id: string;
  readonly kind: 'starter' | 'cluster' | 'session' | 'identity' | 'system' | 'unknown';
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly {
    readonly text: string;
    readonly state: 'open' | 'gated' | 'assumed' | 'unknown';
    readonly to: string;
  }[];
}

/** Server to client, after every analysis: so that the status bar and open cards can be asked for again. */
export const AnalysisDoneNotification = 'trustscope/analysisDone';
export interface AnalysisDoneParams {
  readonly uris: readonly string[];
}

export const BaseChosenNotification = 'trustscope/baseChosen';
/**
 * Client to server: what the workspace is compared with, one base for each repository; none where there is no git, or
 * nothing to compare with. Sent again when one of them is another one.
 */
export interface BaseChosenParams {
  readonly repositories: readonly {
    /** The top folder, without a slash at its end. */
    readonly root: string;
    /** As people call the base, for example `main`. */
    readonly name: string;
    /** The commit whose texts count. */
    readonly commit: string;
  }[];
}

export const ChangedSinceBaseRequest = 'trustscope/changedSinceBase';
/** Server to client: what may have another text than in the base. */
export interface ChangedSinceBaseResult {
  /** Files that are there, on the disk or in the editor. */
  readonly uris: readonly string[];
  /** Files that only the base has. */
  readonly gone: readonly string[];
}

export const ReadBaseRequest = 'trustscope/readBase';
/** Server to client: the text of a file in the base, null where it had none. Fails where that cannot be told. */
export interface ReadBaseParams {
  readonly uri: string;
}
export interface ReadBaseResult {
  readonly text: string | null;
}

export const ComparisonRequest = 'trustscope/comparison';
/** Client to server: what changed since the base, the gravest first; null where there is no base, or it is not known yet. */
export interface ComparisonParams {
  /** Only what stands in this file. */
  readonly uri?: string;
}
export interface ComparisonResult {
  /** What the base is called. */
  readonly base: string;
  readonly changes: readonly ComparedChange[];
}
export interface ComparedChange {
  readonly direction: 'wider' | 'narrower' | 'different' | 'became-known' | 'became-unknown';
  /** For example `job publish may now contents:write on this repository`. */
  readonly text: string;
  /** Who starts the session, and what is asked before; may be empty. */
  readonly detail: string;
  /** Nothing for one that is gone. */
  readonly session?: string;
  /** Where the text stands that makes the difference or, where that is gone, the session; nothing for one that is gone. */
  readonly uri?: string;
  readonly range?: ProtocolRange;
  /** Whether the range is what makes the difference. */
  readonly isCause: boolean;
}

export const ComparedCardsRequest = 'trustscope/comparedCards';
/** Client to server: the card of a session in the base and now, as plain text; null where there is no base or no session. */
export interface ComparedCardsParams {
  readonly uri: string;
  readonly position?: ProtocolPosition;
  readonly session?: string;
}
export interface ComparedCardsResult {
  readonly session: string;
  /** For example `job publish`. */
  readonly name: string;
  readonly base: string;
  /** Empty where the session is new. */
  readonly before: string;
  readonly now: string;
}
