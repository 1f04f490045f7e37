import type { Platform } from '../platforms/platform.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';
import { overlaps } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { widenContract } from './contractEdits.js';
import type { FixJudge } from './fixJudge.js';
import { keepingComments, statedBeside } from './keptComments.js';
import type { AnalyzedFile, FileEdits, Finding, Fix } from './snapshot.js';

type Held = { readonly platform: Platform; readonly analyzed: AnalyzedFile } | undefined;

/**
 * The offers of a finding that can be carried out on the text as it is now and that the judge lets pass, preferred first.
 */
export function fixesOf(
  finding: Finding,
  file: (uri: Uri) => Held,
  judge: FixJudge,
  configurationTree: (uri: Uri) => SyntaxTree | undefined,
): readonly Fix[] {
  const fixes = finding.offers.flatMap((offer) => {
    const fix = fixOf(offer, file, configurationTree);
    return fix !== undefined && judge.judge(offer, fix) === 'allowed' ? [fix] : [];
  });
  return fixes.sort((a, b) => Number(b.preferred) - Number(a.preferred));
}

/** Whether a fix of the finding could be carried out, and is not offered because its file is too long to try it. */
export function hasUntriedFix(
  finding: Finding,
  file: (uri: Uri) => Held,
  judge: FixJudge,
  configurationTree: (uri: Uri) => SyntaxTree | undefined,
): boolean {
  return finding.offers.some((offer) => {
    const fix = fixOf(offer, file, configurationTree);
    return fix !== undefined && judge.isUntried(offer, fix);
  });
}

/** `undefined` when one of its parts cannot be done: half of a fix is none. */
function fixOf(
  offer: RemediationOffer,
  file: (uri: Uri) => Held,
  configurationTree: (uri: Uri) => SyntaxTree | undefined,
): Fix | undefined {
  const changes = new Map<Uri, TextEdit[]>();
  let stated: string | undefined;
  for (const intent of offer.intents) {
    const tree =
      intent.kind === 'widen-contract' ? configurationTree(intent.uri) : file(intent.uri)?.analyzed.tree;
    if (tree === undefined) return undefined;
    const edits =
      intent.kind === 'widen-contract'
        ? widenContract(intent, tree)
        : file(intent.uri)?.platform.remediate(intent, tree);
    if (edits === undefined) return undefined;
    const known = changes.get(intent.uri) ?? [];
    if (edits.some((edit) => known.some((other) => overlaps(edit.range, other.range)))) return undefined;
    changes.set(intent.uri, [...known, ...edits.map((edit) => keepingComments(tree, edit))]);
    stated ??= edits.map((edit) => statedBeside(tree, edit)).find((text) => text !== undefined);
  }
  // What somebody has written beside it may be a reason that nothing else shows.
  const doubted = offer.applicability === 'safe' && stated !== undefined;
  const caution = doubted ? `the comment beside it may say what it is for: ${stated ?? ''}` : offer.caution;
  return {
    title: offer.title,
    applicability: doubted ? 'unsafe' : offer.applicability,
    ...(caution === undefined ? {} : { caution }),
    preferred: (offer.preferred ?? false) && !doubted,
    changes: [...changes].map(([uri, edits]): FileEdits => ({ uri, edits })),
  };
}
