import type { Uri as UriType } from 'vscode';
import { Uri, commands, window, workspace } from 'vscode';
import { isScopeNode } from '../scopes/nodes.js';

/** Shows the page of a rule, which the extension brings along: no network is asked. Without an id it asks which one. */
export async function openRulePage(extension: UriType, argument: unknown): Promise<void> {
  const folder = Uri.joinPath(extension, 'docs/rules');
  const rule = ruleIn(argument) ?? (await chooseRule(folder));
  if (rule === undefined || !/^[a-z-]+$/u.test(rule)) return;
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder, `${rule}.md`));
}

/** The rule's id: the quick-fix sends it, the list of sessions the finding that it was chosen on. */
function ruleIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return isScopeNode(argument) && argument.kind === 'finding' ? argument.finding.rule : undefined;
}

async function chooseRule(folder: UriType): Promise<string | undefined> {
  const files = await workspace.fs.readDirectory(folder);
  const rules = files.map(([name]) => name.replace(/\.md$/u, '')).filter((name) => name !== 'index');
  return window.showQuickPick(rules.sort(), { title: 'Open the page of a rule' });
}
