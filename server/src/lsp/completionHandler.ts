import type { CompletionItem, Connection } from 'vscode-languageserver';
import { CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import { isNothing, markdownText } from '../core/text/markdown.js';
import { completions } from '../core/ide/completion.js';
import type { Guard } from './guard.js';
import type { ToProtocol } from './toProtocol.js';
import type { Views } from './views.js';

/** What starts a suggestion besides letters: a new key's indent, a value, a comment's bracket and its next id. */
export const TRIGGERS: readonly string[] = [' ', ':', '[', ','];

/** Registers completion in configuration files and suppression comments. */
export function registerCompletion(
  connection: Connection,
  { views, convert, guard }: { views: Views; convert: ToProtocol; guard: Guard },
): void {
  connection.onCompletion(
    guard.request(
      'completion',
      [],
      async ({ textDocument: { uri }, position }, token): Promise<CompletionItem[]> => {
        const view = await views.open(uri, token);
        if (view === undefined) return [];
        return completions(view.snapshot, uri, view.offsetAt(position)).map((item) => ({
          label: item.label,
          kind: CompletionItemKind.Property,
          detail: item.detail,
          ...(isNothing(item.documentation)
            ? {}
            : { documentation: { kind: MarkupKind.Markdown, value: markdownText(item.documentation) } }),
          insertTextFormat: InsertTextFormat.PlainText,
          textEdit: { range: convert.range(uri, item.range), newText: item.insertText },
        }));
      },
    ),
  );
}
