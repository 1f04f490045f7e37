import type { Places } from './places.js';
import { hash } from './sarif/fingerprint.js';
import type { SelectedFinding } from './selectedFinding.js';

/**
 * What makes a finding the same one when its file is edited: the rule, the session, and the text that it points at
 * without what only writes it down. Not the line, and not the message, whose words may change.
 */
export interface FindingIdentity {
  readonly rule: string;
  /** The session by its name in its file; empty for a finding about a file. */
  readonly session: string;
  readonly path: string;
  /** Of the text; the text itself may hold a credential. */
  readonly text: string;
}

/** Quotes, brackets, dashes of lists and white space: how a text is written, not what it says. */
const WRITING = /[\s'"[\]{},-]+/gu;

/** The identity of a finding. */
export function identityOf({ finding, scope }: SelectedFinding, places: Places): FindingIdentity {
  const { uri, range } = finding.origin;
  const text = (places.text(uri) ?? '').slice(range.start, range.end);
  return {
    rule: finding.rule,
    session: scope?.facts.localId ?? '',
    path: places.path(uri),
    // Where the session's own name stands, it says only which session it is.
    text: hash(text === scope?.facts.label ? '' : text.replace(WRITING, '')),
  };
}

/** Findings that are not among the known ones, and known ones that are no more. */
export interface Sorted<T> {
  readonly fresh: readonly SelectedFinding[];
  readonly stale: readonly T[];
}

/**
 * Tells new findings from known ones. Each known one stands for one finding: in the same file if there is one, else in
 * another, as files are moved; else under another session's name, as sessions are renamed.
 */
export function sortOut<T extends FindingIdentity>(
  findings: readonly SelectedFinding[],
  known: readonly T[],
  places: Places,
): Sorted<T> {
  let fresh = findings.map((selected) => ({ selected, identity: identityOf(selected, places) }));
  let stale = known;
  for (const key of [EXACT, MOVED, RENAMED]) {
    const waiting = new Map<string, T[]>();
    for (const entry of stale) waiting.set(key(entry), [...(waiting.get(key(entry)) ?? []), entry]);
    const met = new Set<T>();
    fresh = fresh.filter(({ identity }) => {
      const entry = waiting.get(key(identity))?.shift();
      if (entry !== undefined) met.add(entry);
      return entry === undefined;
    });
    stale = stale.filter((entry) => !met.has(entry));
  }
  return { fresh: fresh.map(({ selected }) => selected), stale };
}

const EXACT = ({ rule, session, path, text }: FindingIdentity): string =>
  JSON.stringify([rule, session, path, text]);
const MOVED = ({ rule, session, text }: FindingIdentity): string => JSON.stringify([rule, session, text]);
const RENAMED = ({ rule, path, text }: FindingIdentity): string => JSON.stringify([rule, path, text]);
