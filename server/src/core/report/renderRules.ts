import { controlsOf } from '../frameworks/findingClasses.js';
import type { ControlId } from '../frameworks/controlId.js';
import { controlLabel } from '../frameworks/controlLabel.js';
import type { RuleMeta } from '../rules/rule.js';
import { wrap } from './text/columns.js';
import type { Paint } from './text/paint.js';
import { counted } from '../text/phrases.js';

const LABELS = 4;
const INDENT = '  ';

/** The list of rules for people: id, severity of the plain case, controls, and what is found. */
export function renderRules(metas: readonly RuleMeta[], paint: Paint, width: number | undefined): string {
  const entries = metas.map((meta) => {
    const labels = primaryControls(meta).slice(0, LABELS).map(controlLabel).join('  ');
    const lines = width === undefined ? [meta.title] : wrap(meta.title, width - INDENT.length);
    const fits = width === undefined || `${meta.id}  ${meta.severity}  ${labels}`.length <= width;
    const head = `${paint.strong(meta.id)}  ${paint.severity(meta.severity, meta.severity)}`;
    const title = lines.map((line) => INDENT + line);
    return fits
      ? [`${head}  ${paint.quiet(labels)}`, ...title].join('\n')
      : [head, ...title, INDENT + paint.quiet(labels)].join('\n');
  });
  return `${entries.join('\n')}\n\n${counted(metas.length, 'rule')}. trustscope explain RULE shows one with examples.\n`;
}

/** The list of rules for programs, as JSON. */
export function renderRulesAsJson(metas: readonly RuleMeta[]): string {
  const list = metas.map((meta) => {
    const { id, title, severity, findingClass, since } = meta;
    return { id, title, severity, findingClass, since, controls: primaryControls(meta) };
  });
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function primaryControls({ findingClass, primaryControls: first = [] }: RuleMeta): readonly ControlId[] {
  return [...new Set([...first, ...controlsOf(findingClass).primary])];
}
