import type { QuickPickItem } from 'vscode';
import { window } from 'vscode';
import type { OverviewQuery } from '../../../server/src/protocol.js';
import type { Requests } from '../requests.js';
import type { Narrowing } from './narrowing.js';

interface GroupingItem extends QuickPickItem {
  readonly groupBy: OverviewQuery['groupBy'];
}

const groupings: readonly GroupingItem[] = [
  { groupBy: 'width', label: 'Width', detail: 'The widest sessions first' },
  { groupBy: 'file', label: 'File', detail: 'Where sessions are written' },
  { groupBy: 'identity', label: 'Identity', detail: 'Roles, secrets and tokens that sessions work with' },
  { groupBy: 'system', label: 'System', detail: 'What is reached' },
  { groupBy: 'control', label: 'Framework Control', detail: 'Controls that findings touch' },
];

/** Asks what sessions are gathered by; a name as argument answers it. */
export async function chooseGrouping(narrowing: Narrowing, argument: unknown): Promise<void> {
  const named = groupings.find(({ groupBy }) => groupBy === argument);
  const items = groupings.map((item) =>
    item.groupBy === narrowing.query.groupBy ? { ...item, description: 'now' } : item,
  );
  const item = named ?? (await window.showQuickPick(items, { title: 'Group trust scopes by' }));
  if (item !== undefined) narrowing.groupBy(item.groupBy);
}

/** Asks for words that sessions have to have; an argument answers it. The list follows while one types. */
export async function chooseSearch(narrowing: Narrowing, argument: unknown): Promise<void> {
  if (typeof argument === 'string') {
    narrowing.search(argument);
    return;
  }
  const before = narrowing.query.search;
  const input = window.createInputBox();
  input.title = 'Filter trust scopes';
  input.prompt = 'Words of a session, identity, system, right, rule or path; all of them have to fit';
  input.placeholder = 'aws write';
  input.value = before;
  const end = { isAccepted: false };
  input.onDidChangeValue((value) => {
    narrowing.search(value);
  });
  input.onDidAccept(() => {
    end.isAccepted = true;
    input.hide();
  });
  await new Promise<void>((resolve) => {
    input.onDidHide(() => {
      resolve();
    });
    input.show();
  });
  if (!end.isAccepted) narrowing.search(before);
  input.dispose();
}

/** Asks for a framework or one of its controls, among those that findings of the workspace touch. */
export async function chooseControls(
  narrowing: Narrowing,
  requests: Requests,
  argument: unknown,
): Promise<void> {
  if (typeof argument === 'string') {
    if (argument.includes(':')) narrowing.controls(undefined, argument);
    else narrowing.controls(argument);
    return;
  }
  const { frameworks } = await requests.overviewFrameworks();
  const every = { label: 'All sessions', description: 'whatever controls they touch', id: undefined };
  const items = frameworks.map(({ id, name, version, controls }) => ({
    label: name,
    description: `${version} · ${counted(controls.length, 'control')}`,
    id,
  }));
  const first = await window.showQuickPick([every, ...items], {
    title: 'Only sessions with findings that touch',
    placeHolder: items.length === 0 ? 'No finding of this workspace touches a control' : 'A framework',
  });
  if (first === undefined) return;
  const framework = frameworks.find(({ id }) => id === first.id);
  if (framework === undefined) {
    narrowing.controls();
    return;
  }
  const whole = { label: `All of ${framework.name}`, id: undefined };
  const controls = framework.controls.map(({ id, label, title, gist, findings }) => ({
    label,
    description: title,
    detail: `${counted(findings, 'finding')}. ${gist}`,
    id,
  }));
  const second = await window.showQuickPick([whole, ...controls], {
    title: framework.name,
    placeHolder: 'All of it, or one control',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (second === undefined) return;
  if (second.id === undefined) narrowing.controls(framework.id);
  else narrowing.controls(undefined, second.id);
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
