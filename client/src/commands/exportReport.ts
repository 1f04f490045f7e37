import type { QuickPickItem } from 'vscode';
import { ProgressLocation, window, workspace } from 'vscode';
import type { ExportReportParams } from '../../../server/src/protocol.js';
import type { Requests } from '../requests.js';

type ReportFormat = ExportReportParams['format'];

interface FormatItem extends QuickPickItem {
  readonly format: ReportFormat;
  /** The language that the report opens in. */
  readonly language: string;
}

const formats: readonly FormatItem[] = [
  {
    format: 'markdown',
    language: 'markdown',
    label: 'Markdown',
    detail: 'To read, or to paste into an issue',
  },
  {
    format: 'json',
    language: 'json',
    label: 'JSON',
    detail: 'Sessions, grants, gates and findings, for other programs',
  },
  { format: 'sarif', language: 'json', label: 'SARIF', detail: 'Findings for code scanning (SARIF 2.1.0)' },
  { format: 'text', language: 'plaintext', label: 'Text', detail: 'As on the command line' },
];

/**
 * Opens the report of the whole workspace as a new document. Where it is kept is for the person to say when saving,
 * and an unsaved document works where there is no disk.
 */
export async function exportReport(requests: Requests, argument: unknown): Promise<void> {
  const named = formats.find(({ format }) => format === argument);
  const item =
    named ??
    (await window.showQuickPick(formats, { title: 'Export the trust scope report', placeHolder: 'Format' }));
  if (item === undefined) return;
  const { text } = await window.withProgress(
    { location: ProgressLocation.Window, title: 'TrustScope: writing the report' },
    () => requests.exportReport({ format: item.format }),
  );
  const document = await workspace.openTextDocument({ content: text, language: item.language });
  await window.showTextDocument(document, { preview: false });
}
