import type { Command } from 'vscode';
import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { OverviewFinding, OverviewGroup, OverviewSession } from '../../../server/src/protocol.js';
import type { FindingNode, GroupNode, MoreNode, ScopeNode, SessionNode } from './nodes.js';

/** How a width looks: a shape of its own, and a colour only where it asks for a look. */
const widthIcons: Readonly<Record<OverviewSession['band'], ThemeIcon>> = {
  unbounded: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  broad: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  unknown: new ThemeIcon('question'),
  moderate: new ThemeIcon('circle-outline'),
  narrow: new ThemeIcon('pass'),
};

const severityIcons: Readonly<Record<OverviewFinding['severity'], ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  information: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
  hint: new ThemeIcon('lightbulb'),
};

/** How a node looks. Its id stays the same through a refresh, so that what is open stays open. */
export function treeItem(node: ScopeNode): TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node);
    case 'session':
      return sessionItem(node);
    case 'finding':
      return findingItem(node);
    case 'more':
      return moreItem(node);
  }
}

function groupItem({ group }: GroupNode): TreeItem {
  // What asks for a look is open from the start.
  const isOpen = group.band === undefined || group.band === 'unbounded' || group.band === 'broad';
  const state = isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(group.label, state);
  item.id = groupId(group);
  item.description = group.detail;
  item.contextValue = 'group';
  item.tooltip = `${group.label}: ${group.detail}`;
  if (group.band !== undefined) item.iconPath = widthIcons[group.band];
  if (group.uri !== undefined) item.iconPath = ThemeIcon.File;
  if (group.uri !== undefined) item.resourceUri = Uri.parse(group.uri, true);
  return item;
}

function groupId({ key, band }: OverviewGroup): string {
  return `group ${band === undefined ? '' : 'width'} ${key}`;
}

function sessionItem({ session, group }: SessionNode): TreeItem {
  const state = session.findings === 0 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(session.label, state);
  item.id = `session ${groupId(group.group)} ${session.uri} ${session.id}`;
  item.description = session.summary;
  item.iconPath = widthIcons[session.band];
  item.contextValue = session.findings === 0 ? 'session' : 'session.found';
  item.tooltip = new MarkdownString(session.tooltip);
  item.accessibilityInformation = {
    label: `${session.label}, ${session.verdict}, ${findingWords(session)}, ${session.summary}`,
  };
  item.command = goTo(session);
  return item;
}

function findingWords({ findings }: OverviewSession): string {
  return findings === 0 ? 'no findings' : `${String(findings)} finding${findings === 1 ? '' : 's'}`;
}

function findingItem({ finding, session }: FindingNode): TreeItem {
  const item = new TreeItem(plainMessage(finding.message), TreeItemCollapsibleState.None);
  const { line, character } = finding.range.start;
  item.id = `finding ${session.session.id} ${groupId(session.group.group)} ${finding.rule} ${finding.uri} ${String(line)} ${String(character)}`;
  item.description = finding.rule;
  item.iconPath = severityIcons[finding.severity];
  item.contextValue = finding.controls.length === 0 ? 'finding' : 'finding.controlled';
  item.tooltip = new MarkdownString(finding.tooltip);
  item.accessibilityInformation = { label: `${finding.severity}: ${plainMessage(finding.message)}` };
  item.command = goTo(finding);
  return item;
}

/** A list shows no code: backticks would stand there as they are. */
function plainMessage(message: string): string {
  return message.replace(/`+/gu, '');
}

function moreItem({ count, group }: MoreNode): TreeItem {
  const item = new TreeItem(`${String(count)} more…`, TreeItemCollapsibleState.None);
  item.id = `more ${groupId(group.group)}`;
  item.command = { command: 'trustscope.scopes.more', title: 'Show More', arguments: [group] };
  return item;
}

function goTo({ uri, range }: Pick<OverviewFinding, 'uri' | 'range'>): Command {
  return {
    command: 'trustscope.openLocation',
    title: 'Go to the Line',
    arguments: [{ uri, position: range.start }],
  };
}
