import type { ExtensionContext } from 'vscode';
import { workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { RevealOutputChannelOn } from 'vscode-languageclient';
import { relevantSelector } from './relevantFiles.js';
import { relevantGlobs } from './relevantGlobs.js';

/** The name of the settings section; the client also looks for `trace.server` under it. */
export const clientId = 'trustscope';
export const clientName = 'TrustScope';

/** What the Node client and the browser client have in common. */
export function clientOptions(context: ExtensionContext): LanguageClientOptions {
  const watchers = relevantGlobs.map((glob) => workspace.createFileSystemWatcher(glob));
  context.subscriptions.push(...watchers);
  return {
    documentSelector: relevantSelector(),
    // Files that are not open count too: a callee that changes on disk changes the scope of its callers.
    synchronize: { fileEvents: watchers },
    // A hover may open the card, and nothing else: its text comes from files that anybody may have written.
    markdown: { isTrusted: { enabledCommands: ['trustscope.showScope'] }, supportHtml: false },
    // The log is there for those who look for it; it never takes the focus from the text.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: {
      version: (context.extension.packageJSON as { version: string }).version,
      servesFiles: true,
    },
  };
}
