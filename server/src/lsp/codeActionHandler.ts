import type { CodeAction, CodeActionParams, Connection, Diagnostic } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Finding } from '../core/analysis/snapshot.js';
import { actionTitle } from '../core/ide/actionTitle.js';
import type { ActionContent, SuppressionEdit } from '../core/ide/codeActions.js';
import { cautionOf, codeActions, fixAll } from '../core/ide/codeActions.js';
import { environmentActions } from '../core/ide/environmentActions.js';
import { needsActions } from '../core/ide/needsActions.js';
import { spellingActions } from '../core/ide/spellingActions.js';
import { shownMessage } from '../core/text/quoted.js';
import type { TextRange } from '../core/text/textRange.js';
import type { Uri } from '../core/text/uri.js';
import type { ClientFeatures } from './clientFeatures.js';
import { SOURCE } from './diagnostics.js';
import type { Guard } from './guard.js';
import type { ToProtocol } from './toProtocol.js';
import type { View, Views } from './views.js';

/** Applies every safe fix of a file; an editor may run it on save. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.trustscope`;

/** The client's command that asks for a reason and writes the comment. */
const SUPPRESS_COMMAND = 'trustscope.suppress';

/** The client's command that shows the page of a rule; its argument is the rule's id. */
const RULE_PAGE_COMMAND = 'trustscope.openRulePage';

/** What a code action carries until it is chosen. */
interface ActionData {
  readonly uri: Uri;
  readonly rule: string;
}

/** Offers fixes and suppressions, and works out the ones that concern a whole file when they are chosen. */
export class CodeActionHandler {
  readonly #views: Views;
  readonly #convert: ToProtocol;
  readonly #client: ClientFeatures;

  constructor(views: Views, convert: ToProtocol, client: ClientFeatures) {
    this.#views = views;
    this.#convert = convert;
    this.#client = client;
  }

  register(connection: Connection, guard: Guard): void {
    connection.onCodeAction(
      guard.request('codeAction', [], async (params, token) => {
        const view = await this.#views.openWhole(params.textDocument.uri, token);
        return view === undefined ? [] : this.#offer(view, params);
      }),
    );
    connection.onCodeActionResolve(async (action, token) =>
      guard.request('codeAction/resolve', action, async () => {
        const data = action.data as Partial<ActionData> | undefined;
        if (data?.uri === undefined || data.rule === undefined) return action;
        const view = await this.#views.openWhole(data.uri, token);
        return view === undefined ? action : { ...action, edit: this.#fixAll(view, action.title, data.rule) };
      })(action, token),
    );
  }

  #offer(view: View, { range, context }: CodeActionParams): CodeAction[] {
    const actions: CodeAction[] = [];
    if (asksFor(context.only, CodeActionKind.QuickFix)) {
      const contents = codeActions(view.snapshot, view.uri, view.rangeAt(range)).filter((content) =>
        this.#canDo(content),
      );
      actions.push(...this.#spellings(view, view.rangeAt(range), context.diagnostics));
      actions.push(...contents.map((content) => this.#action(view, content, context.diagnostics)));
      actions.push(...this.#answers(view, view.rangeAt(range)));
    }
    if (asksFor(context.only, CodeActionKind.RefactorRewrite)) {
      const rewrites = needsActions(view.snapshot, view.uri, view.rangeAt(range));
      actions.push(
        ...rewrites.map(({ title, changes }) => ({
          title: actionTitle(title),
          kind: CodeActionKind.RefactorRewrite,
          edit: this.#convert.workspaceEdit(changes, title),
        })),
      );
    }
    // Not in the light bulb, where it would stand in the way of the fix at hand.
    if (context.only !== undefined && asksFor(context.only, FIX_ALL_KIND)) {
      const title = 'Apply all safe TrustScope fixes in this file';
      const changes = fixAll(view.snapshot, view.uri);
      if (changes.length > 0) {
        actions.push({ title, kind: FIX_ALL_KIND, edit: this.#convert.workspaceEdit(changes, title) });
      }
    }
    return actions;
  }

  /** Whether the client can do what is offered: make a file, or show a page. */
  #canDo(content: ActionContent): boolean {
    if (content.of === 'page') return this.#client.own;
    return this.#client.makesFiles || content.of !== 'exclusion' || content.change.isNew !== true;
  }

  /** Names that nothing knows, as they were probably meant. Guesses, so that none is preferred or done on save. */
  #spellings(view: View, range: TextRange, shown: readonly Diagnostic[]): CodeAction[] {
    return spellingActions(view.snapshot, view.uri, range).map(({ title, caution, about, edit }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: this.#matching({ rule: about.code, origin: { uri: view.uri, range: about.range } }, shown),
      edit: this.#convert.workspaceEdit([{ uri: view.uri, edits: [edit] }], title, caution),
    }));
  }

  /** What may be said of an environment that is met there. */
  #answers(view: View, range: TextRange): CodeAction[] {
    return environmentActions(view.snapshot, view.uri, range)
      .filter(({ changes }) => this.#client.makesFiles || changes.every(({ isNew }) => isNew !== true))
      .map(({ title, changes }) => ({
        title: actionTitle(title),
        kind: CodeActionKind.QuickFix,
        edit: this.#convert.workspaceEdit(changes, title),
      }));
  }

  #action(view: View, content: ActionContent, shown: readonly Diagnostic[]): CodeAction {
    const title = shownMessage(content.title);
    const kind = CodeActionKind.QuickFix;
    switch (content.of) {
      case 'finding':
        return {
          title,
          kind,
          isPreferred: content.fix.preferred,
          diagnostics: this.#matching(content.finding, shown),
          edit: this.#convert.workspaceEdit(content.fix.changes, title, cautionOf(content.fix)),
        };
      case 'exclusion':
        return {
          title,
          kind,
          diagnostics: this.#matching(content.finding, shown),
          edit: this.#convert.workspaceEdit([content.change], title),
        };
      case 'rule':
        return this.#client.resolvesActionEdits
          ? { title, kind, data: { uri: view.uri, rule: content.rule } satisfies ActionData }
          : { title, kind, edit: this.#fixAll(view, title, content.rule) };
      case 'page':
        return { title, kind, command: { title, command: RULE_PAGE_COMMAND, arguments: [content.rule] } };
      case 'suppression':
        return {
          title,
          kind,
          diagnostics: this.#matching(content.finding, shown),
          ...this.#suppress(view.uri, content.finding.rule, content.suppression),
        };
    }
  }

  #fixAll(view: View, title: string, rule: string): CodeAction['edit'] & object {
    return this.#convert.workspaceEdit(fixAll(view.snapshot, view.uri, rule), title);
  }

  /**
   * Our own client asks for the reason first. Others get the comment with the cursor where the reason belongs, or
   * with words that ask for it.
   */
  #suppress(uri: Uri, rule: string, { edit, before, after }: SuppressionEdit): Partial<CodeAction> {
    if (this.#client.own) {
      const position = this.#convert.range(uri, edit.range).start;
      const argument = { uri, version: this.#convert.versionOf(uri), rule, position, before, after };
      return {
        command: { title: 'Suppress with a reason', command: SUPPRESS_COMMAND, arguments: [argument] },
      };
    }
    if (this.#client.snippetEdits) return { edit: this.#convert.snippetEdit(uri, edit.range, before, after) };
    return { edit: this.#convert.workspaceEdit([{ uri, edits: [edit] }], 'Suppress with a reason') };
  }

  /** The client's own diagnostics that the finding is shown as, so that it can tell which ones an action mends. */
  #matching(finding: Pick<Finding, 'rule' | 'origin'>, shown: readonly Diagnostic[]): Diagnostic[] {
    const { start } = this.#convert.range(finding.origin.uri, finding.origin.range);
    return shown.filter(
      ({ source, code, range }) =>
        source === SOURCE &&
        code === finding.rule &&
        range.start.line === start.line &&
        range.start.character === start.character,
    );
  }
}

/** Whether a kind is among those asked for: a kind includes its sub-kinds, and no list means all. */
function asksFor(only: readonly string[] | undefined, kind: string): boolean {
  return only?.some((asked) => kind === asked || asked === '' || kind.startsWith(`${asked}.`)) ?? true;
}
