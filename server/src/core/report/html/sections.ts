import { distinct, grouped } from '../../collections/grouping.js';
import { control, framework } from '../../frameworks/catalogue.js';
import { controlLabel } from '../../frameworks/controlLabel.js';
import { describeGrants, ownGrants } from '../../ide/describe/grants.js';
import { sessionLabel } from '../../ide/describe/identity.js';
import { shortInitiators } from '../../ide/describe/initiators.js';
import { shortLifetime } from '../../ide/describe/lifetime.js';
import { verdictWords } from '../../ide/describe/verdict.js';
import type { Grant } from '../../model/facts.js';
import { isProved } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { effectiveGates, gatesBefore } from '../../model/trustScope.js';
import { holdsIf } from '../../model/words.js';
import { markdownText } from '../../text/markdown.js';
import { counted, listed } from '../../text/phrases.js';
import { shownName } from '../../text/quoted.js';
import type { Comparison } from '../change/comparison.js';
import { comparisonSummary, GROUPS, rowsOf } from '../change/comparison.js';
import { besides, toldAlone } from '../oneDecision.js';
import { coverageOf } from '../coverage.js';
import type { Selection, SelectedFinding } from '../selection.js';
import { SEVERITIES } from '../severity.js';
import { WIDTHS } from '../summary.js';
import { lineColumn } from '../text/layout.js';
import type { Markup } from './markup.js';
import { markup } from './markup.js';

/** One part of the page; left out where it has nothing to say. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** A table with a heading for each column; its rows are in order. */
export function table(head: readonly string[], rows: readonly (readonly (Markup | string)[])[]): Markup {
  return markup`<div class="wide"><table><thead><tr>${head.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows.map(
    (cells) => markup`<tr>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

export function sessionsSection({ scopes, places }: Selection): Section | undefined {
  if (scopes.length === 0) return undefined;
  const rows = WIDTHS.flatMap((band) => scopes.filter((scope) => scope.width.band === band)).map((scope) => [
    markup`<span class="${scope.width.band}">${verdictWords(scope.width)}</span>`,
    markup`${sessionLabel(scope.facts)}<br><code>${placeOf(scope.facts.origin, places)}</code>`,
    shownName(shortInitiators(scope.initiators, 2)),
    shortLifetime(scope.lifetime),
    reachOf(scope, (item) => gatesBefore(scope, item).length === 0) || 'nothing',
    markup`${gatedReach(scope).map((line) => markup`<div>${line}</div>`)}`,
  ]);
  return {
    id: 'sessions',
    title: 'Sessions, the widest first',
    body: table(
      ['Width', 'Session', 'Started by', 'Lasts', 'Reaches without approval', 'After approval'],
      rows,
    ),
  };
}

function reachOf(scope: TrustScope, counts: (item: Pick<Grant, 'gates'>) => boolean): string {
  const text = plainWords(markdownText(describeGrants(ownGrants(scope).filter(counts))));
  const carried = distinct(scope.carried.filter(counts).map(({ name }) => name));
  return [text, shownName(listed(carried, 3))].filter((part) => part !== '').join(' · ');
}

/** What stands behind each gate; of one that is only assumed, what has to be true. */
function gatedReach(scope: TrustScope): readonly string[] {
  return effectiveGates(scope).flatMap((gate) => {
    const reach = reachOf(scope, ({ gates }) => gates.includes(gate.id));
    const head = isProved(gate) ? gate.name : `if ${holdsIf(gate)} (not known)`;
    return reach === '' ? [] : [`${shownName(plainWords(head))}: ${reach}`];
  });
}

/** Words that are escaped for Markdown, as they are read. */
function plainWords(markdown: string): string {
  return markdown.replace(/\\([\\*[\]<>|&~$`_#+.=()-])/gu, '$1').replace(/`+/gu, '');
}

export function changesSection(comparison: Comparison): Section {
  const groups = GROUPS.flatMap(({ title, directions }) => {
    const rows = rowsOf(comparison, directions);
    if (rows.length === 0) return [];
    const lines = rows.map(({ sign, identity, verb, what, on, startedBy, gate, place, change }) => [
      sign,
      shownName(identity),
      shownName(`${verb} ${what}`),
      shownName(on),
      shownName(startedBy),
      shownName(gate),
      place === undefined ? change.session.path : `${place.path}:${lineColumn(place)}`,
    ]);
    return [
      markup`<h3>${title}</h3>${table(['', 'Identity', 'Change', 'On', 'Started by', 'Gate', 'Because'], lines)}`,
    ];
  });
  return {
    id: 'changes',
    title: `Changed since ${shownName(comparison.base)}`,
    body: markup`<p>${comparisonSummary(comparison)}</p>${groups}`,
  };
}

export function findingsSection(selection: Selection): Section | undefined {
  const open = toldAlone(selection);
  const rows = SEVERITIES.flatMap((severity) =>
    open.filter(({ finding }) => finding.severity === severity),
  ).map((selected) => findingRow(selected, besides(selected, selection, lineColumn)));
  if (rows.length === 0) return undefined;
  return { id: 'findings', title: 'Findings', body: table(['Severity', 'Place', 'Finding'], rows) };
}

function findingRow(
  { finding, place }: SelectedFinding,
  elsewhere: readonly string[],
): readonly (Markup | string)[] {
  const controls = finding.controls.map((id) => {
    const { title, url } = control(id);
    return markup`<li><a href="${url}">${controlLabel(id)}</a> ${title}</li>`;
  });
  const list =
    controls.length === 0
      ? markup``
      : markup`<details><summary class="quiet">Related controls (${controls.length})</summary><ul class="controls">${controls}</ul></details>`;
  return [
    markup`<span class="${finding.severity}">${finding.severity}</span>`,
    markup`<code>${`${place.path}:${lineColumn(place)}`}</code>`,
    markup`${withCode(finding.message)} <code>${finding.rule}</code>${elsewhere.map((words) => markup`<p class="quiet">${words}</p>`)}${list}`,
  ];
}

/** Between backticks stands code. */
function withCode(message: string): readonly Markup[] {
  return message
    .split(/`+/u)
    .map((part, at) => (at % 2 === 0 ? markup`${part}` : markup`<code>${part}</code>`));
}

/** Which controls the findings touch, by framework, and how often. */
export function frameworksSection({ findings }: Selection): Section | undefined {
  const ids = findings
    .filter(({ finding }) => finding.suppressed === null)
    .flatMap(({ finding }) => finding.controls);
  if (ids.length === 0) return undefined;
  const groups = [...grouped(distinct(ids), (id) => control(id).framework)].map(([name, controls]) => {
    const { name: title, version, controls: all } = framework(name);
    const rows = controls.map((id) => [
      markup`<a href="${control(id).url}">${controlLabel(id)}</a>`,
      control(id).title,
      String(ids.filter((one) => one === id).length),
    ]);
    return markup`<h3>${title} ${version}</h3><p class="quiet">${`${String(controls.length)} of the ${counted(all.length, 'control')} that bear on trust scope`}</p>${table(['Control', 'Title', 'Findings'], rows)}`;
  });
  return { id: 'frameworks', title: 'Frameworks: related controls', body: markup`${groups}` };
}

export function unknownSection(selection: Selection): Section {
  const { read, notRead } = coverageOf(selection);
  const rows = selection.scopes.flatMap((scope) =>
    scope.unknowns.map(({ what, why, origin }) => [
      sessionLabel(scope.facts),
      shownName(what),
      shownName(why),
      markup`<code>${placeOf(origin, selection.places)}</code>`,
    ]),
  );
  const unread = notRead.map(({ path, why }) => [markup`<code>${path}</code>`, why]);
  return {
    id: 'unknown',
    title: 'What is not known, and why',
    body: markup`<p>${`${counted(read, 'file')} read whole, ${String(notRead.length)} not.`}</p>${
      unread.length === 0 ? markup`` : table(['Not read', 'Why'], unread)
    }${rows.length === 0 ? markup`<p>Of every session all is known that the files can tell.</p>` : table(['Session', 'Not known', 'Why', 'Place'], rows)}`,
  };
}

/** What the verdicts rest on beside the files: settings that somebody declared or exported, with the date, or nobody did. */
export function assumedSection({ scopes, places }: Selection): Section | undefined {
  const gates = scopes.flatMap((scope) =>
    scope.gates
      .filter(({ state }) => state !== 'ineffective')
      .map((gate) => ({ scope, gate, key: JSON.stringify([gate.name, gate.state, gate.why]) })),
  );
  const rows = [...grouped(gates, ({ key }) => key).values()].map((together) => {
    const [{ gate }] = together as [(typeof together)[number]];
    return [
      shownName(gate.name),
      gate.state === 'assumed' ? 'not proved' : 'proved',
      shownName(gate.why),
      shownName(listed(distinct(together.map(({ scope }) => sessionLabel(scope.facts))), 4)),
      markup`<code>${placeOf(gate.origin, places)}</code>`,
    ];
  });
  const defaults = scopes.filter(({ defaultGrants }) => defaultGrants !== 'none');
  const settings = [...grouped(defaults, ({ defaultGrants }) => defaultGrants)].map(([how, those]) => [
    'default permissions of the token',
    how === 'configured' ? 'declared or exported' : 'taken as the widest',
    how === 'configured' ? 'the configuration or a facts file says so' : 'nothing says what the setting is',
    shownName(
      listed(
        those.map(({ facts }) => sessionLabel(facts)),
        4,
      ),
    ),
    '',
  ]);
  if (rows.length + settings.length === 0) return undefined;
  return {
    id: 'assumed',
    title: 'Facts from outside of the files',
    body: table(['Fact', 'State', 'Who says so, and when', 'Sessions', 'Place'], [...rows, ...settings]),
  };
}

function placeOf(origin: Parameters<Selection['places']['place']>[0], places: Selection['places']): string {
  const place = places.place(origin);
  return `${place.path}:${lineColumn(place)}`;
}
