import type { Control, Framework } from '../frameworks/framework.js';
import { orderedControls } from '../frameworks/findingClasses.js';
import type { RuleMeta } from '../rules/rule.js';
import { code, mark, markdownText, paragraphs, plain } from '../text/markdown.js';
import type { Markdown } from '../text/markdown.js';
import { counted } from '../text/phrases.js';
import type { Selection, SelectedFinding } from './selection.js';
import { lineColumn } from './text/layout.js';
import { shownJson } from './shownJson.js';

/** What a workspace has to say of one control. */
export interface CoveredControl {
  readonly control: Control;
  /** Rules that look for what bears on it. */
  readonly rules: readonly string[];
  readonly findings: readonly SelectedFinding[];
}

/** The controls of a framework, each with what touches it; findings that are suppressed are left out. */
export function frameworkCoverage(
  { controls }: Framework,
  { findings }: Pick<Selection, 'findings'>,
  metas: readonly RuleMeta[],
): readonly CoveredControl[] {
  const open = findings.filter(({ finding }) => finding.suppressed === null);
  return controls.map((control) => ({
    control,
    rules: metas
      .filter(({ findingClass, primaryControls }) =>
        orderedControls(findingClass, primaryControls).includes(control.id),
      )
      .map(({ id }) => id),
    findings: open.filter(({ finding }) => finding.controls.includes(control.id)),
  }));
}

/** Places that a control names before it counts the rest; all are in the JSON. */
const MOST = 10;

/** Coverage as Markdown: touched controls with their places, then those that rules look for, then the rest. */
export function coverageMarkdown(framework: Framework, covered: readonly CoveredControl[]): string {
  const touched = covered.filter(({ findings }) => findings.length > 0);
  const looked = covered.filter(({ findings, rules }) => findings.length === 0 && rules.length > 0);
  const rest = covered.filter(({ findings, rules }) => findings.length === 0 && rules.length === 0);
  const heads: readonly (readonly [string, readonly CoveredControl[], (each: CoveredControl) => string])[] = [
    ['Touched here', touched, touchedText],
    ['Looked for, and not found here', looked, ({ control, rules }) => listItem(control, rules)],
    ['Not looked for by any rule', rest, ({ control }) => listItem(control, [])],
  ];
  const sections = heads
    .filter(([, items]) => items.length > 0)
    .map(([title, items, text]) => `## ${title}\n\n${items.map(text).join('\n')}`);
  const head = markdownText(
    paragraphs([
      plain(
        `${framework.publisher}: of ${counted(covered.length, 'control')} that bear on trust scope, ${String(touched.length)} are touched by findings here. That none is touched does not say that a control is met.`,
      ),
    ]),
  );
  return `# ${framework.name} ${framework.version}\n\n${[head, ...sections].join('\n\n')}\n`;
}

function controlText({ code: id, title }: Control): Markdown {
  return mark`**${plain(id)}** ${plain(title)}`;
}

function listItem(control: Control, rules: readonly string[]): string {
  const by = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  return `- ${markdownText(paragraphs([controlText(control)]))}${by}`;
}

function touchedText({ control, findings }: CoveredControl): string {
  const lines = findings.slice(0, MOST).map(({ finding, place }) => {
    const at = code(`${place.path}:${lineColumn(place)}`);
    return `  - ${markdownText(paragraphs([mark`${at} ${plain(finding.rule)}`]))}`;
  });
  const more = findings.length - MOST;
  return [
    `- ${markdownText(paragraphs([controlText(control)]))}: ${counted(findings.length, 'finding')}`,
    ...lines,
    ...(more > 0 ? [`  - and ${String(more)} more`] : []),
  ].join('\n');
}

/** Coverage as one JSON document. */
export function coverageJson(
  { id, name, version: edition, url }: Framework,
  covered: readonly CoveredControl[],
  version: string,
): string {
  return `${shownJson({
    version: 1,
    tool: { name: 'trustscope', version },
    framework: { id, name, version: edition, url },
    controls: covered.map(({ control, rules, findings }) => ({
      id: control.code,
      title: control.title,
      url: control.url,
      rules,
      findings: findings.map(({ finding: { rule, severity, message }, place }) => ({
        rule,
        severity,
        message,
        ...place,
      })),
    })),
  })}\n`;
}
