import { orderedControls } from '../../frameworks/findingClasses.js';
import { controlTitle } from '../../frameworks/controlLabel.js';
import type { ExplainSources } from './sources.js';

/** The page of a rule; title and controls where it has none. */
export function explainRule(id: string, { rules, pages }: ExplainSources): string | undefined {
  const meta = rules.find((rule) => rule.id === id);
  if (meta === undefined) return undefined;
  const page = Object.hasOwn(pages, id) ? pages[id] : undefined;
  if (page !== undefined) return page;
  const controls = orderedControls(meta.findingClass, meta.primaryControls);
  const list = controls.map((control) => `- ${controlTitle(control)}`).join('\n');
  return [`# ${id}`, `${meta.title}.`, '## Controls', list].join('\n\n');
}
