import { orderedControls } from '../../frameworks/findingClasses.js';
import { controlTitle } from '../../frameworks/controlLabel.js';
import type { ExplainSources } from './sources.js';

/** The page of a rule, its controls last; title and controls where it has none. */
export function explainRule(id: string, { rules, pages }: ExplainSources): string | undefined {
  const meta = rules.find((rule) => rule.id === id);
  if (meta === undefined) return undefined;
  const page = Object.hasOwn(pages, id) ? pages[id] : undefined;
  if (page !== undefined) return controlsLast(page);
  const controls = orderedControls(meta.findingClass, meta.primaryControls);
  const list = controls.map((control) => `- ${controlTitle(control)}`).join('\n');
  return [`# ${id}`, `${meta.title}.`, CONTROLS, list].join('\n\n');
}

const CONTROLS = '## Related controls';

/** What is generated into a page: a line of its severity, then its controls. */
const GENERATED =
  /<!-- generated: meta -->\s*(?<severity>.+?)\n\n(?<controls>.+?)\s*<!-- \/generated: meta -->/su;

/** What it finds is asked for first, and the controls fill a screen. */
function controlsLast(page: string): string {
  const { severity = '', controls } = GENERATED.exec(page)?.groups ?? {};
  if (controls === undefined) return page;
  return `${page.replace(GENERATED, () => severity).trimEnd()}\n\n${CONTROLS}\n\n${controls}\n`;
}
