import { control, framework } from '../../frameworks/catalogue.js';
import { orderedControls } from '../../frameworks/findingClasses.js';
import type { ControlId } from '../../frameworks/controlId.js';
import { controlTitle } from '../../frameworks/controlLabel.js';
import type { LabelReading } from '../../frameworks/resolveLabel.js';
import { resolveLabel } from '../../frameworks/resolveLabel.js';
import type { RuleMeta } from '../../rules/rule.js';

/** The controls that a citation may mean, the likeliest reading first, with why a label leads where it does. */
export function explainLabel(label: string, rules: readonly RuleMeta[]): string | undefined {
  const readings = resolveLabel(label);
  if (readings.length === 0) return undefined;
  const several = readings.length > 1 ? [`${label} can be read in ${String(readings.length)} ways.`] : [];
  return [...several, ...readings.map((reading) => explainReading(reading, rules))].join('\n\n');
}

function explainReading({ controls, explanation }: LabelReading, rules: readonly RuleMeta[]): string {
  const why = explanation === undefined ? [] : [explanation];
  return [...why, ...controls.map((id) => explainControl(id, rules))].join('\n\n');
}

function explainControl(id: ControlId, rules: readonly RuleMeta[]): string {
  const { gist, url, note, framework: edition } = control(id);
  const { name, version, publisher } = framework(edition);
  const bearing = rules.filter((meta) =>
    orderedControls(meta.findingClass, meta.primaryControls).includes(id),
  );
  return [
    `# ${controlTitle(id)}`,
    `${name}, ${version}. ${publisher}.`,
    gist,
    ...(note === undefined ? [] : [`Note: ${note}`]),
    ...(bearing.length === 0 ? [] : [`Rules that bear on it: ${bearing.map((meta) => meta.id).join(', ')}`]),
    `Source: ${url}`,
  ].join('\n\n');
}
