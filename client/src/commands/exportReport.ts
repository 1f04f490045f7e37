import type { QuickPickItem } from 'vscode';
import { ProgressLocation, commands, window } from 'vscode';
import type { ExportReportParams } from '../../../server/src/protocol.js';
import type { ReportPreview } from '../views/reportPreview.js';
import type { Requests } from '../requests.js';

type ReportFormat = ExportReportParams['format'];

interface FormatItem extends QuickPickItem {
  readonly format: ReportFormat;
  /** How the name of such a file ends. */
  readonly ending: string;
}

const formats: readonly FormatItem[] = [
  {
    format: 'html',
    ending: 'html',
    label: 'Page',
    detail:
      'Sessions, picture, findings with controls, what is not known: one file to keep, print or send (HTML)',
  },
  {
    format: 'markdown',
    ending: 'md',
    label: 'Markdown',
    detail: 'To read, or to paste into an issue',
  },
  {
    format: 'json',
    ending: 'json',
    label: 'JSON',
    detail: 'Sessions, grants, gates and findings, for other programs',
  },
  {
    format: 'sarif',
    ending: 'sarif.json',
    label: 'SARIF',
    detail: 'Findings for code scanning (SARIF 2.1.0)',
  },
  { format: 'text', ending: 'txt', label: 'Text', detail: 'As on the command line' },
];

/**
 * Shows the report of the whole workspace: a page and Markdown as a reader sees them, the others as documents that cannot
 * be edited. Nothing is left to be saved or thrown away; "Save Report" keeps it.
 */
export async function exportReport(
  requests: Requests,
  preview: ReportPreview,
  argument: unknown,
): Promise<void> {
  const named = formats.find(({ format }) => format === argument);
  const item =
    named ??
    (await window.showQuickPick(formats, { title: 'Export the trust scope report', placeHolder: 'Format' }));
  if (item === undefined) return;
  const { text } = await window.withProgress(
    { location: ProgressLocation.Window, title: 'TrustScope: writing the report' },
    () => requests.exportReport({ format: item.format }),
  );
  if (item.format === 'html') {
    preview.page(text);
    return;
  }
  const uri = preview.document(`trust-scope.${item.ending}`, text);
  if (item.format === 'markdown') await commands.executeCommand('markdown.showPreview', uri);
  else await window.showTextDocument(uri, { preview: true });
}
