import type { SelectedFinding } from '../selectedFinding.js';

/**
 * A fingerprint per finding that stays while lines move and other places change: from the rule, the file, the
 * session and the text pointed at. Findings that agree in all of these are told apart by their order.
 */
export function fingerprints(
  findings: readonly SelectedFinding[],
  textAt: (selected: SelectedFinding) => string,
): string[] {
  return fingerprintsOf(
    findings.map((selected) => {
      const { finding, place, scope } = selected;
      const session = scope?.facts.localId ?? '';
      return [finding.rule, place.path, session, textAt(selected).replace(/\s+/gu, ' ')];
    }),
  );
}

/** A fingerprint for each list of texts; lists that agree are told apart by their order. */
export function fingerprintsOf(all: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, number>();
  return all.map((texts) => {
    const key = texts.join('\n');
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${hash(key)}:${String(count + 1)}`;
  });
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** FNV-1a with 64 bits over UTF-16 code units: no secret to keep, only the same answer everywhere. */
export function hash(text: string): string {
  let value = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * FNV_PRIME);
  }
  return value.toString(16).padStart(16, '0');
}
