import { ProgressLocation, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { WorkDoneProgress } from 'vscode-languageclient';
import type { Requests } from '../requests.js';
import type { ScopesView } from '../scopes/scopesView.js';
import type { ScanWorkspaceResult } from '../../../server/src/protocol.js';
import { scanSummary } from './scanSummary.js';

/** Reads every file of the workspace, with a bar that can be cancelled, and shows the sessions in their view. */
export async function scanWorkspace(
  client: BaseLanguageClient,
  requests: Requests,
  scopes: ScopesView,
): Promise<void> {
  const result = await withProgress(client, requests);
  if (result === undefined) return;
  // The counts do not wait for the view, which the editor may be slow to show.
  window.setStatusBarMessage(`$(shield) ${scanSummary(result)}`, summaryMilliseconds);
  await scopes.reveal();
}

/** The view stays; the counts are for whoever looks at once. */
const summaryMilliseconds = 10_000;

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
