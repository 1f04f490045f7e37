import { control, framework } from '../../server/src/core/frameworks/catalogue.js';
import { controlsOf, orderedControls } from '../../server/src/core/frameworks/findingClasses.js';
import type { ControlId } from '../../server/src/core/frameworks/controlId.js';
import type { Rule } from '../../server/src/core/rules/rule.js';
import { PLACES, readText } from './places.js';
import { fillSection, section } from './section.js';

/** The table of severity and controls on each rule's page. */
export const META_SECTION = section('meta');

/** The table of all rules in `docs/rules/index.md`. */
export const RULES_SECTION = section('rules');

interface Page {
  readonly path: string;
  readonly content: string;
}

/** Every page that holds a table made from the rules, as it should be. Layout is left to prettier. */
export function ruleTables(rules: readonly Rule[]): readonly Page[] {
  const pages = rules.map((rule): [string, string, typeof META_SECTION] => {
    return [`${PLACES.pages}/${rule.meta.id}.md`, metaTable(rule), META_SECTION];
  });
  const index: [string, string, typeof META_SECTION] = [
    `${PLACES.pages}/index.md`,
    rulesTable(rules),
    RULES_SECTION,
  ];
  return [...pages, index].flatMap(([path, table, where]) => {
    const page = readText(path);
    return page === undefined ? [] : [{ path, content: fillSection(page, where, table) }];
  });
}

function metaTable({ meta }: Rule): string {
  const { title, primary, supporting } = controlsOf(meta.findingClass);
  const first = [...new Set([...(meta.primaryControls ?? []), ...primary])];
  const rest = supporting.filter((id) => !first.includes(id));
  return [
    `Usual severity **${meta.severity}**, since ${meta.since}. Class of finding: ${title}.`,
    table(['Control', 'Framework', 'What it says'], first.map(controlRow)),
    rest.length === 0 ? '' : `Also touched: ${byFramework(rest)}.`,
  ].join('\n\n');
}

function controlRow(id: ControlId): readonly string[] {
  const { framework: edition, title } = control(id);
  return [controlLink(id), framework(edition).name, title.replaceAll('|', '\\|')];
}

/** Codes only, in the order of the frameworks: a reader who needs one looks it up, the others pass over them. */
function byFramework(ids: readonly ControlId[]): string {
  const editions = [...new Set(ids.map((id) => control(id).framework))];
  return editions
    .map((edition) => {
      const codes = ids.map(control).filter((entry) => entry.framework === edition);
      return `${framework(edition).name} ${codes.map(({ code }) => code.replaceAll('*', '\\*')).join(', ')}`;
    })
    .join('; ');
}

function rulesTable(rules: readonly Rule[]): string {
  const rows = [...rules]
    .sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1))
    .map(({ meta }) => {
      const first = orderedControls(meta.findingClass, meta.primaryControls).slice(0, 2);
      return [
        `[\`${meta.id}\`](${meta.id}.md)`,
        meta.title,
        meta.severity,
        first.map(controlLink).join(', '),
      ];
    });
  return table(['Rule', 'What it finds', 'Severity', 'First controls'], rows);
}

function controlLink(id: ControlId): string {
  const { code, url } = control(id);
  return `[${code}](${url})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
