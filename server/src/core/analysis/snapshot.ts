import type { ControlId } from '../frameworks/controlId.js';
import type { FileFacts } from '../model/facts.js';
import type { Origin, Related } from '../model/origin.js';
import type { NamedThing, Pointing } from '../model/pointing.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Applicability, Confidence, PlatformId, Severity } from '../model/vocabulary.js';
import type { SyntaxProblem, SyntaxTree } from '../syntax/syntaxTree.js';
import type { LineIndex } from '../text/lineIndex.js';
import type { BlockStarts } from '../text/block.js';
import type { Meant } from '../text/meant.js';
import type { TextEdit } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { Configuration, ConfigurationProblem } from './configuration.js';

/** A suppression that covers a finding. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  readonly origin: Origin;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly origin: Origin;
  /** The session it is about; null for a finding about the file or the configuration. */
  readonly session: string | null;
  readonly related: readonly Related[];
  /** Primary controls first. */
  readonly controls: readonly ControlId[];
  readonly offers: readonly RemediationOffer[];
  readonly unnecessary: boolean;
  readonly suppressed: Suppression | null;
  /** For an id in a comment that no rule has: the one that was probably meant. */
  readonly meant?: Meant;
}

/** Edits of one file. */
export interface FileEdits {
  readonly uri: Uri;
  readonly edits: readonly TextEdit[];
  /** Set where there is no such file yet: it is made, and its one edit is its text. */
  readonly isNew?: true;
}

/** A remediation turned into edits. */
export interface Fix {
  readonly title: string;
  readonly applicability: Applicability;
  readonly caution?: string;
  readonly preferred: boolean;
  readonly changes: readonly FileEdits[];
}

/** A problem of the text, of the platform's shape, or of a configuration file. */
export interface FileProblem {
  readonly uri: Uri;
  readonly message: string;
  readonly range: { readonly start: number; readonly end: number };
  readonly severity: 'error' | 'warning' | 'information';
  readonly kind: 'syntax' | 'shape' | 'limit' | 'configuration';
  /** For a name that nothing knows: the one that was probably meant. */
  readonly meant?: Meant;
}

/** Everything known of one file at one version. */
export interface AnalyzedFile {
  readonly uri: Uri;
  readonly platform: PlatformId;
  /** The text that was analysed. */
  readonly text: string;
  readonly lines: LineIndex;
  /** What is wrong with the text itself. */
  readonly problems: readonly SyntaxProblem[];
  /** The text's tree: made again where it was let go, so ask for it only where a tree is needed. */
  readonly tree: SyntaxTree;
  readonly facts: FileFacts;
  /**
   * What is shown of the file: its facts or, while the text is broken, those of the last version that was whole,
   * moved to where their text stands now. Hovers and lenses use them, so that they do not vanish while one types.
   */
  readonly shown: FileFacts;
  /** The last version that was whole. */
  readonly lastWhole:
    { readonly text: string; readonly starts: BlockStarts; readonly facts: FileFacts } | undefined;
}

/**
 * A view of the workspace: what `ide`, `report`, `lsp` and `cli` talk to. It speaks of the workspace as it is when it is
 * asked, also when the workspace has changed since the view was handed out.
 */
export interface Snapshot {
  readonly model: TrustModel;
  readonly files: () => readonly AnalyzedFile[];
  readonly file: (uri: Uri) => AnalyzedFile | undefined;
  /** Findings whose place is in this file, suppressed ones included, in order of place. Computed on first call. */
  readonly findings: (uri: Uri) => readonly Finding[];
  readonly problems: (uri: Uri) => readonly FileProblem[];
  readonly scopesAt: (uri: Uri, offset: number) => readonly TrustScope[];
  /** What the text at an offset is about where nothing of the model stands. */
  readonly pointing: (uri: Uri, offset: number) => Pointing | undefined;
  /** What the name at an offset means, where its language says that by itself, and where that is written. */
  readonly named: (uri: Uri, offset: number) => NamedThing | undefined;
  /** The files that are read as this one is, itself among them: those that its names can lead to. */
  readonly kin: (uri: Uri) => readonly AnalyzedFile[];
  /** Fixes that can be done now, preferred first. Recomputed against the current trees. */
  readonly fixes: (finding: Finding) => readonly Fix[];
  /** Whether a fix of the finding is left out because it would have to be tried, for which its file is too long. */
  readonly hasUntriedFix: (finding: Finding) => boolean;
  readonly configurationFor: (uri: Uri) => Configuration;
  readonly configurationProblems: (uri: Uri) => readonly ConfigurationProblem[];
  /** The parsed text of a configuration file, for completion and hovers in it. */
  readonly configurationTree: (uri: Uri) => SyntaxTree | undefined;
  /** URIs of the configuration files that were read. */
  readonly configurationFiles: () => readonly Uri[];
}

/** One change of the workspace. `text: null` means the file is gone. `root` is the folder it belongs to. */
export interface FileChange {
  readonly uri: Uri;
  readonly root: Uri;
  readonly text: string | null;
}
