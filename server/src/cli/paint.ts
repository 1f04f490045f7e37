import pc from 'picocolors';
import type { Paint } from '../core/report/text/paint.js';
import { PLAIN } from '../core/report/text/paint.js';
import type { Terminal } from './terminal.js';

/** Colours for standard output: on a terminal only, unless the environment asks for more or less (no-color.org). */
export function paintFor({ env, columns }: Terminal, noColor: boolean): Paint {
  const refused = noColor || isSet(env['NO_COLOR']) || env['FORCE_COLOR'] === '0';
  const wanted = isSet(env['FORCE_COLOR']) || (columns !== undefined && env['TERM'] !== 'dumb');
  if (refused || !wanted) return PLAIN;
  const { red, yellow, cyan, blue, dim, bold, underline, green } = pc.createColors(true);
  const bySeverity = { error: red, warning: yellow, information: cyan, hint: blue };
  return {
    severity: (severity, text) => bySeverity[severity](text),
    path: underline,
    quiet: dim,
    strong: bold,
    good: green,
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
