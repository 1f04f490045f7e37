import type { Platform } from '../platforms/platform.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TextEdit } from '../text/textRange.js';
import { overlaps } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { AnalyzedFile, FileEdits, Finding, Fix } from './snapshot.js';

type Held = { readonly platform: Platform; readonly analyzed: AnalyzedFile } | undefined;

/** The offers of a finding that can be carried out on the text as it is now, preferred first. */
export function fixesOf(finding: Finding, file: (uri: Uri) => Held): readonly Fix[] {
  const fixes = finding.offers.flatMap((offer) => fixOf(offer, file) ?? []);
  return fixes.sort((a, b) => Number(b.preferred) - Number(a.preferred));
}

/** `undefined` when one of its parts cannot be done: half of a fix is none. */
function fixOf(offer: RemediationOffer, file: (uri: Uri) => Held): Fix | undefined {
  const changes = new Map<Uri, TextEdit[]>();
  for (const intent of offer.intents) {
    const held = file(intent.uri);
    const edits = held?.platform.remediate(intent, held.analyzed.tree);
    if (edits === undefined) return undefined;
    const known = changes.get(intent.uri) ?? [];
    if (edits.some((edit) => known.some((other) => overlaps(edit.range, other.range)))) return undefined;
    changes.set(intent.uri, [...known, ...edits]);
  }
  return {
    title: offer.title,
    applicability: offer.applicability,
    ...(offer.caution === undefined ? {} : { caution: offer.caution }),
    preferred: offer.preferred ?? false,
    changes: [...changes].map(([uri, edits]): FileEdits => ({ uri, edits })),
  };
}
