import type { Severity } from '../../model/vocabulary.js';

/** Colours of a text report. The report itself knows none: a terminal brings its own. */
export interface Paint {
  readonly severity: (severity: Severity, text: string) => string;
  readonly path: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly good: (text: string) => string;
}

const same = (text: string): string => text;

/** No colour at all. */
export const PLAIN: Paint = {
  severity: (_, text) => text,
  path: same,
  quiet: same,
  strong: same,
  good: same,
};
