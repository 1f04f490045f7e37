import type {
  CodeLens,
  Connection,
  DocumentLink,
  Hover,
  InlayHint,
  Location,
  LocationLink,
} from 'vscode-languageserver';
import { InlayHintKind, MarkupKind } from 'vscode-languageserver';
import { codeLenses } from '../core/ide/codeLenses.js';
import { definitions, references } from '../core/ide/definitions.js';
import { documentLinks } from '../core/ide/documentLinks.js';
import { hover } from '../core/ide/hover.js';
import { inlayHints } from '../core/ide/inlayHints.js';
import { markdownText } from '../core/text/markdown.js';
import type { SessionCardParams } from '../protocol.js';
import type { Base } from './base/base.js';
import type { ClientFeatures } from './clientFeatures.js';
import type { Guard } from './guard.js';
import type { ToProtocol } from './toProtocol.js';
import type { Views } from './views.js';

/** The client's command that opens the card of a session; its argument is `SessionCardParams`. */
const SHOW_CARD_COMMAND = 'trustscope.showScope';

/** The client's command that shows the card of a session beside the one that it had in the base. */
const COMPARE_CARDS_COMMAND = 'trustscope.compareWithBase';

/** What the handlers work with. */
export interface LanguageFeatureParts {
  readonly views: Views;
  readonly convert: ToProtocol;
  readonly guard: Guard;
  readonly client: ClientFeatures;
  readonly base: Base;
}

/** Registers what is shown in and beside the text. */
export function registerLanguageFeatures(connection: Connection, parts: LanguageFeatureParts): void {
  registerHover(connection, parts);
  registerCodeLens(connection, parts);
  registerInlayHints(connection, parts);
  registerNavigation(connection, parts);
}

function registerHover(connection: Connection, { views, convert, guard }: LanguageFeatureParts): void {
  connection.onHover(
    guard.request(
      'hover',
      null,
      async ({ textDocument: { uri }, position }, token): Promise<Hover | null> => {
        const view = await views.open(uri, token);
        const content = view && hover(view.snapshot, uri, view.offsetAt(position));
        if (content === undefined) return null;
        return {
          contents: { kind: MarkupKind.Markdown, value: markdownText(content.markdown) },
          range: convert.range(uri, content.range),
        };
      },
    ),
  );
}

function registerCodeLens(
  connection: Connection,
  { views, convert, guard, base }: LanguageFeatureParts,
): void {
  connection.onCodeLens(
    guard.request('codeLens', [], async ({ textDocument: { uri } }, token): Promise<CodeLens[]> => {
      const view = await views.open(uri, token);
      if (view?.settings.codeLens !== true) return [];
      const lenses = codeLenses(view.snapshot, uri, (session) => base.lens(session));
      return lenses.map(({ range, title, session, comparesWithBase }) => {
        const argument: SessionCardParams = { uri, session };
        const command = comparesWithBase === true ? COMPARE_CARDS_COMMAND : SHOW_CARD_COMMAND;
        return { range: convert.range(uri, range), command: { title, command, arguments: [argument] } };
      });
    }),
  );
}

function registerInlayHints(connection: Connection, { views, convert, guard }: LanguageFeatureParts): void {
  connection.languages.inlayHint.on(
    guard.request('inlayHint', [], async ({ textDocument: { uri }, range }, token): Promise<InlayHint[]> => {
      const view = await views.open(uri, token);
      if (view?.settings.inlayHints !== true) return [];
      return inlayHints(view.snapshot, uri, view.rangeAt(range)).map(({ offset, label, tooltip }) => ({
        position: convert.range(uri, { start: offset, end: offset }).start,
        label,
        kind: InlayHintKind.Type,
        tooltip: { kind: MarkupKind.Markdown, value: markdownText(tooltip) },
        paddingLeft: true,
      }));
    }),
  );
}

function registerNavigation(
  connection: Connection,
  { views, convert, guard, client }: LanguageFeatureParts,
): void {
  connection.onDefinition(
    guard.request(
      'definition',
      [],
      async ({ textDocument: { uri }, position }, token): Promise<Location[] | LocationLink[]> => {
        const view = await views.open(uri, token);
        if (view === undefined) return [];
        const targets = definitions(view.snapshot, uri, view.offsetAt(position));
        if (!client.definitionLinks) return targets.map(({ target }) => convert.location(target));
        return targets.map(({ from, target }) => {
          const { uri: targetUri, range } = convert.location(target);
          const originSelectionRange = convert.range(uri, from);
          return { originSelectionRange, targetUri, targetRange: range, targetSelectionRange: range };
        });
      },
    ),
  );

  connection.onReferences(
    guard.request(
      'references',
      [],
      async ({ textDocument: { uri }, position }, token): Promise<Location[]> => {
        const view = await views.openWhole(uri, token);
        if (view === undefined) return [];
        return references(view.snapshot, uri, view.offsetAt(position)).map((origin) =>
          convert.location(origin),
        );
      },
    ),
  );

  connection.onDocumentLinks(
    guard.request('documentLink', [], async ({ textDocument: { uri } }, token): Promise<DocumentLink[]> => {
      const view = await views.open(uri, token);
      if (view === undefined) return [];
      return documentLinks(view.snapshot, uri).map(({ range, target, tooltip }) => ({
        range: convert.range(uri, range),
        target,
        tooltip,
      }));
    }),
  );
}
