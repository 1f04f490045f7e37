import { ProgressLocation, commands, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WorkDoneProgress } from 'vscode-languageclient';
import type { Requests } from '../requests.js';
import type { ScanWorkspaceResult } from '../../../server/src/protocol.js';
import { scanSummary } from './scanSummary.js';

/** Reads every file of the workspace, with a bar that can be cancelled, and says what there is. */
export async function scanWorkspace(client: BaseLanguageClient, requests: Requests): Promise<void> {
  const result = await withProgress(client, requests);
  if (result === undefined) return;
  const showProblems = 'Show Problems';
  const exportReport = 'Export Report';
  const { error, warning, information, hint } = result.findings;
  const choices = error + warning + information + hint > 0 ? [showProblems, exportReport] : [exportReport];
  const choice = await window.showInformationMessage(scanSummary(result), ...choices);
  if (choice === showProblems) await commands.executeCommand('workbench.actions.view.problems');
  if (choice === exportReport) await commands.executeCommand('trustscope.exportReport');
}

let scans = 0;

/** The result, or nothing when the person cancelled. */
async function withProgress(
  client: BaseLanguageClient,
  requests: Requests,
): Promise<ScanWorkspaceResult | undefined> {
  const options = {
    location: ProgressLocation.Notification,
    title: 'TrustScope: scanning the workspace',
    cancellable: true,
  };
  return window.withProgress(options, async (progress, cancellation) => {
    const workDoneToken = `trustscope.scan.${String(++scans)}`;
    let done = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (report) => {
      if (report.kind !== 'report') return;
      // The server counts up to 100; the editor wants the difference.
      const percentage = report.percentage ?? done;
      progress.report({ increment: percentage - done, ...(report.message && { message: report.message }) });
      done = percentage;
    });
    try {
      return await requests.scanWorkspace(workDoneToken, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}
