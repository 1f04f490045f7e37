import type { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { Finding } from '../../server/src/core/analysis/snapshot.js';
import { knownMinimum } from '../../server/src/core/model/needs.js';
import { ownGrants } from '../../server/src/core/model/reach.js';
import type { GrantSet } from '../../server/src/core/model/remediation.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';
import { grantSet } from '../../server/src/core/model/words.js';
import { platformFor } from '../../server/src/core/platforms/index.js';
import { applyEdits } from '../../server/src/core/text/textRange.js';
import { relativePath } from '../../server/src/core/text/uri.js';
import type { CorpusFile } from './repositories.js';

/** One job in its repository, whose permissions are written anew again and again. */
export class NeedsTrial {
  readonly #file: CorpusFile;
  #text: string;

  constructor(
    private readonly host: AnalysisHost,
    files: readonly CorpusFile[],
    private readonly id: string,
  ) {
    const file = files.find(({ uri }) => uri === this.scope.file.uri);
    if (file === undefined) throw new Error(`${this.scope.file.uri} is not in the corpus`);
    this.#file = file;
    this.#text = file.text;
  }

  get scope(): TrustScope {
    const scope = this.host.snapshot.model.scope(this.id);
    if (scope === undefined) throw new Error(`${this.id} is gone`);
    return scope;
  }

  get minimum(): GrantSet | null {
    return knownMinimum(this.scope);
  }

  /** The text in which the job has just these rights, in a block of its own; `undefined` where it cannot be written. */
  granting(grants: GrantSet): string | undefined {
    const { facts, file } = this.scope;
    const { uri } = file;
    const tree = this.host.snapshot.file(uri)?.tree;
    const { root } = this.#file;
    const platform = platformFor({ uri, path: relativePath(root, uri), text: this.#text });
    if (tree === undefined) return undefined;
    const block = facts.grantBlock;
    const edits = platform?.remediate(
      block?.level === 'session'
        ? { kind: 'replace-grants', uri, block: block.value, grants }
        : { kind: 'declare-grants', uri, session: facts.localId, grants },
      tree,
    );
    if (edits !== undefined) return this.#write(applyEdits(this.#text, edits));
    // Where just this is written already, there is nothing to edit.
    return block?.level === 'session' && sameGrants(grantSet(ownGrants(this.scope)), grants)
      ? this.#text
      : undefined;
  }

  /** The first finding of the rule about the job whose message has this in it. */
  finding(rule: string, message = ''): Finding | undefined {
    return this.host.snapshot
      .findings(this.#file.uri)
      .find(
        (finding) =>
          finding.rule === rule && finding.session === this.id && finding.message.includes(message),
      );
  }

  /** The file's text after the finding's first fix. */
  fixed(finding: Finding): string | undefined {
    const changes = this.host.snapshot.fixes(finding)[0]?.changes ?? [];
    const own = changes.find(({ uri }) => uri === this.#file.uri);
    return own && changes.length === 1 ? applyEdits(this.#text, own.edits) : undefined;
  }

  /** What the job has with another text of the file. */
  rightsWith(text: string): GrantSet {
    this.#write(text);
    return grantSet(ownGrants(this.scope));
  }

  undo(): void {
    this.#write(this.#file.text);
  }

  #write(text: string): string {
    const { uri, root } = this.#file;
    this.#text = text;
    this.host.apply([{ uri, root, text }]);
    return text;
  }
}

/** Whether two sets hold the same rights at the same levels. */
export function sameGrants(a: GrantSet | null | undefined, b: GrantSet): boolean {
  const words = (set: GrantSet): string => JSON.stringify(Object.entries(set).sort());
  return a !== null && a !== undefined && words(a) === words(b);
}
