import type { PositionRange } from '../text/lineIndex.js';
import type {
  AccessLevel,
  Actor,
  Applicability,
  Certainty,
  Confidence,
  Evidence,
  GateKind,
  GateState,
  IdentityKind,
  LifetimeBasis,
  PlatformId,
  Severity,
  SystemKind,
  KnownBand,
  WidthBand,
} from '../model/vocabulary.js';

/**
 * The JSON report, as `schemas/report.schema.json` describes it. Other programs read it: fields may be added, none
 * may change its meaning or vanish while `version` is 1.
 */
export interface ReportDocument {
  readonly version: 1;
  readonly tool: { readonly name: 'trustscope'; readonly version: string };
  /** The folder that all paths are relative to: its path, or its URI when it is not local. */
  readonly root: string;
  readonly files: readonly ReportFile[];
  readonly sessions: readonly ReportSession[];
  readonly findings: readonly ReportFinding[];
  readonly coverage: ReportCoverage;
  readonly summary: ReportSummary;
  /** Present where findings were held against a baseline: `findings` are then those that it does not accept. */
  readonly baseline?: ReportBaseline;
}

/** How far a baseline is still true. */
export interface ReportBaseline {
  readonly accepted: number;
  /** What it accepts and is no more. */
  readonly stale: readonly {
    readonly rule: string;
    readonly path: string;
    readonly session: string;
    readonly since: string;
  }[];
}

/** What the report rests on, and what it does not. */
export interface ReportCoverage {
  /** Files that were read whole. */
  readonly read: number;
  /** Files and folders that were not read, or not whole, with the reason; templates once for each folder or chart. */
  readonly notRead: readonly { readonly path: string; readonly why: string }[];
  /** Sessions of which something is not known. */
  readonly sessionsWithUnknowns: number;
}

/** A place: `path` is relative to the root and written with `/`; positions are 0-based UTF-16, ends exclusive. */
export interface ReportPlace {
  readonly path: string;
  readonly range: PositionRange;
}

export interface ReportFile {
  readonly path: string;
  readonly platform: PlatformId;
  readonly problems: readonly { readonly message: string; readonly range: PositionRange }[];
}

export interface ReportSession extends ReportPlace {
  readonly id: string;
  readonly platform: PlatformId;
  readonly kind: IdentityKind;
  readonly name: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly initiators: readonly ReportInitiator[];
  readonly lifetime: {
    readonly seconds: number | null;
    readonly basis: LifetimeBasis;
    readonly boundBy: string;
  };
  readonly grants: readonly ReportGrant[];
  readonly gates: readonly ReportGate[];
  readonly needs: Readonly<Record<string, AccessLevel>> | null;
  readonly unknowns: readonly (ReportPlace & { readonly what: string; readonly why: string })[];
  readonly width: {
    /** As it is known: only proved gates count. */
    readonly band: WidthBand;
    /** What is reached for certain; differs from `band` where that is `unknown`. */
    readonly atLeast: KnownBand;
    /** As it would be if every assumed gate held, and nothing were there that is not known. */
    readonly ifAssumed: KnownBand;
    /** What has to be true for that; empty where no gate makes a difference. */
    readonly assuming: readonly string[];
    readonly reasons: readonly string[];
  };
}

export interface ReportInitiator extends ReportPlace {
  readonly event: string;
  readonly actor: Actor;
  readonly conditions: readonly string[];
}

/** How the session came by a grant. */
export type GrantOrigin = 'declared' | 'platform-default' | 'inherited';

export interface ReportGrant extends ReportPlace {
  readonly action: string;
  readonly access: AccessLevel;
  readonly system: { readonly kind: SystemKind; readonly name: string };
  readonly resource: string;
  readonly origin: GrantOrigin;
  readonly certainty: Certainty;
  readonly evidence: Evidence;
  readonly evidenceFrom: readonly (ReportPlace & { readonly why: string })[];
  /** The id of the first gate before it that really checks, or null when the grant is open. */
  readonly gate: string | null;
  readonly attributes: Readonly<Record<string, string | readonly string[] | null>>;
  readonly via: readonly string[];
}

export interface ReportGate extends ReportPlace {
  readonly id: string;
  readonly kind: GateKind;
  readonly state: GateState;
  readonly name: string;
}

export interface ReportFinding extends ReportPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly session: string | null;
  readonly related: readonly (ReportPlace & { readonly message: string })[];
  readonly controls: readonly { readonly framework: string; readonly id: string }[];
  readonly fixes: readonly ReportFix[];
  readonly suppressed: (ReportPlace & { readonly reason: string }) | null;
  /** The findings of this list that say the same of other files; absent where there are none. */
  readonly copies?: readonly ReportPlace[];
  /** The finding of this list that says the same and is named first; absent for one that stands by itself. */
  readonly copyOf?: ReportPlace;
}

export interface ReportFix {
  readonly title: string;
  readonly applicability: Applicability;
  readonly edits: readonly (ReportPlace & { readonly newText: string })[];
}

export interface ReportSummary {
  readonly files: number;
  readonly sessions: number;
  /** Findings by severity, without the suppressed ones. */
  readonly findings: Readonly<Record<Severity, number>>;
}
