import { ProgressLocation, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Stops the server and starts it anew; also after it failed. */
export async function restartServer(client: BaseLanguageClient): Promise<void> {
  await window.withProgress(
    { location: ProgressLocation.Window, title: 'TrustScope: restarting' },
    async () => {
      if (client.isRunning()) await client.stop();
      await client.start();
    },
  );
}
