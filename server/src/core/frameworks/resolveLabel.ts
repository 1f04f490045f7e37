import { framework, frameworks, isControlId } from './catalogue.js';
import { citationsIn, normalizedCode, wordsOf } from './citation.js';
import type { Citation } from './citation.js';
import type { ControlId } from './controlId.js';
import aliases from './data/aliases.json' with { type: 'json' };
import type { Control } from './framework.js';

/** One way to read a label. */
export interface LabelReading {
  readonly controls: readonly ControlId[];
  /** Why the label leads there, when it is not the publisher's own. */
  readonly explanation?: string;
}

/** A label in use that is not what its publisher calls the thing meant. */
interface Alias {
  readonly label: string;
  /** What the label names if taken by the letter. */
  readonly literal: readonly ControlId[];
  readonly meant: readonly ControlId[];
  /** Words beside the label that decide for one reading; without any, both are given. */
  readonly meantWhen: readonly string[];
  readonly literalWhen: readonly string[];
  readonly explanation: string;
}

const ALIASES: ReadonlyMap<string, Alias> = new Map(
  (aliases as readonly Alias[]).map((alias) => [normalizedCode(alias.label), alias]),
);

let controlsByCode: ReadonlyMap<string, readonly Control[]> | undefined;

/**
 * The controls that a citation such as `NHI-05`, `AC-6(1)`, `tenet 6` or `SP 800-207 SC-23` may mean, the likeliest
 * reading first; none when it cites nothing known. Spelling of codes is forgiven, a title is understood too.
 */
export function resolveLabel(text: string): readonly LabelReading[] {
  const label = text.trim();
  const exact = exactId(label);
  if (exact !== undefined) return [{ controls: [exact] }];
  const { citations, words } = citationsIn(label, (code) => indexedCodes().has(code));
  const readings = citations.flatMap((citation) => readingsOf(citation, words));
  return readings.length > 0 ? readings : readingsOfTitle(label);
}

function exactId(label: string): ControlId | undefined {
  if (isControlId(label)) return label;
  const folded = label.toLowerCase();
  if (!folded.includes(':')) return undefined;
  return frameworks()
    .flatMap(({ controls }) => controls)
    .find(({ id }) => id.toLowerCase() === folded)?.id;
}

function readingsOf(citation: Citation, words: ReadonlySet<string>): readonly LabelReading[] {
  const alias = citation.year === undefined ? ALIASES.get(citation.code) : undefined;
  if (alias === undefined) return nearestControls(citation, words).map(({ id }) => ({ controls: [id] }));
  const meant: LabelReading = { controls: alias.meant, explanation: alias.explanation };
  const literal: LabelReading = { controls: alias.literal };
  if (alias.meantWhen.some((word) => words.has(word))) return [meant];
  if (alias.literalWhen.some((word) => words.has(word))) return [literal];
  return [meant, literal];
}

/**
 * Controls with this code; when several frameworks have it, those of the year that it is written with, and those that
 * the words beside it speak of.
 */
function nearestControls({ code, year }: Citation, words: ReadonlySet<string>): readonly Control[] {
  const all = indexedCodes().get(code) ?? [];
  const ofYear = year === undefined ? [] : all.filter((candidate) => candidate.code.endsWith(year));
  const scored = (ofYear.length > 0 ? ofYear : all).map((candidate) => {
    const names = framework(candidate.framework);
    const mentions = wordsOf(`${names.id} ${names.name}`).filter((word) => words.has(word));
    return { candidate, score: new Set(mentions).size };
  });
  // A lone number is a section only beside the name of its publication.
  const least = /^\d+$/u.test(code) ? 1 : 0;
  const best = Math.max(least, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === best).map(({ candidate }) => candidate);
}

function readingsOfTitle(label: string): readonly LabelReading[] {
  const wanted = foldedTitle(label);
  return frameworks()
    .flatMap(({ controls }) => controls)
    .filter(({ title }) => foldedTitle(title) === wanted)
    .map(({ id }) => ({ controls: [id] }));
}

function indexedCodes(): ReadonlyMap<string, readonly Control[]> {
  if (controlsByCode !== undefined) return controlsByCode;
  const index = new Map<string, Control[]>();
  for (const entry of frameworks().flatMap(({ controls }) => controls)) {
    // OSCAL writes the enhancement AC-6(1) as ac-6.1.
    const code = normalizedCode(entry.code);
    for (const spelling of new Set([code, code.replace(/\((\d+)\)$/u, '.$1')])) {
      const same = index.get(spelling);
      if (same === undefined) index.set(spelling, [entry]);
      else same.push(entry);
    }
  }
  controlsByCode = index;
  return index;
}

function foldedTitle(title: string): string {
  return title.toLowerCase().replace(/\.$/u, '');
}
