import { grouped } from '../collections/grouping.js';
import { counted } from '../text/phrases.js';
import { quoted } from '../text/quoted.js';
import type { Copies } from './copies.js';
import { sameElsewhere } from './copies.js';
import type { ReportPlace } from './document.js';
import { ruleMetas } from './ruleMetas.js';
import type { SelectedFinding } from './selectedFinding.js';

/** What of a selection says which findings are told with others. */
interface Selected {
  readonly findings: readonly SelectedFinding[];
  readonly copies: Copies;
  readonly together: Copies;
}

/**
 * Which findings one person decides on together: several statements of one role that each hold a wildcard, several values
 * of one Secret, all workflows that leave the token's rights to the repository's default. Each is a finding like any other, for counts, exit codes and baselines, so that a new one is told where
 * those before it were accepted; only what people read tells the first, with the places of the others.
 */
export function decidedTogether(findings: readonly SelectedFinding[], copies: Copies): Copies {
  const rules = new Map(
    ruleMetas().flatMap(({ id, decidedTogether: by }) => (by === undefined ? [] : [[id, by] as const])),
  );
  const kin = new Map<SelectedFinding, readonly SelectedFinding[]>();
  const firsts = new Map<SelectedFinding, SelectedFinding>();
  const open = findings.filter(
    (selected) =>
      rules.has(selected.finding.rule) &&
      selected.finding.session !== null &&
      selected.finding.suppressed === null &&
      copies.firstOf(selected) === undefined,
  );
  const decisionOf = (selected: SelectedFinding): string =>
    rules.get(selected.finding.rule) === 'setting' ? ofSetting(selected) : ofSession(selected);
  for (const [first, ...others] of grouped(open, decisionOf).values()) {
    if (first === undefined || others.length === 0) continue;
    kin.set(first, others);
    for (const other of others) firsts.set(other, first);
  }
  return { of: (selected) => kin.get(selected) ?? [], firstOf: (selected) => firsts.get(selected) };
}

function ofSession({ finding, place }: SelectedFinding): string {
  return JSON.stringify([finding.rule, finding.session, finding.severity, place.path]);
}

/** What is said of a repository, whatever it names: who can start a session makes another finding of it. */
function ofSetting({ finding, place }: SelectedFinding): string {
  const [repository = ''] = place.path.split(/(?<=^|\/)\./u);
  const said = finding.message.slice(finding.message.indexOf(':') + 1).replace(/`[^`]*`/gu, '');
  return JSON.stringify([finding.rule, finding.severity, repository, said]);
}

/** What people are told one by one: neither suppressed nor told with another finding. */
export function toldAlone({ findings, copies, together }: Selected): readonly SelectedFinding[] {
  return findings.filter(
    (selected) =>
      selected.finding.suppressed === null &&
      copies.firstOf(selected) === undefined &&
      together.firstOf(selected) === undefined,
  );
}

/** So many others are named. */
const MOST_NAMED = 5;

/**
 * Where else what a finding says holds, in words: in other places that are decided with it, and in other files.
 *
 * @param lineColumn how a place in its file is written.
 */
export function besides(
  selected: SelectedFinding,
  { copies, together }: Selected,
  lineColumn: (place: ReportPlace) => string,
): readonly string[] {
  const kin = together.of(selected);
  const own = piecesOf(selected);
  const { path } = selected.place;
  const isElsewhere = kin.some((other) => other.place.path !== path);
  const named = kin.slice(0, MOST_NAMED).map((other) => {
    if (isElsewhere) return `${other.place.path}:${lineColumn(other.place)}`;
    const what = [...piecesOf(other)].find((piece) => !own.has(piece));
    return what === undefined ? lineColumn(other.place) : `${quoted(what)} at ${lineColumn(other.place)}`;
  });
  const more = kin.length - named.length;
  const list = more === 0 ? named.join(', ') : `${named.join(', ')} and ${String(more)} more`;
  const elsewhere = sameElsewhere(copies.of(selected), lineColumn);
  return [
    ...(kin.length === 0
      ? []
      : [`the same in ${counted(kin.length, 'other place')}${isElsewhere ? '' : ' of it'}: ${list}`]),
    ...(elsewhere === undefined ? [] : [elsewhere]),
  ];
}

/** The pieces of code in a message. */
function piecesOf({ finding }: SelectedFinding): ReadonlySet<string> {
  return new Set([...finding.message.matchAll(/`([^`]+)`/gu)].map(([, piece = '']) => piece));
}
