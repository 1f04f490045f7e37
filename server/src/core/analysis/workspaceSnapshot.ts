import type { LinkInput } from '../link/workspaceIndex.js';
import type { Linked, LinkMemo, LinkTools } from '../link/link.js';
import { link } from '../link/link.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Platform } from '../platforms/platform.js';
import type { Rule } from '../rules/rule.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import { touches } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { assumptionsOf } from './assumptionsOf.js';
import type { Configuration, ConfigurationProblem } from './configuration.js';
import { findingsOf } from './findings.js';
import { fixesOf } from './fixes.js';
import { configuredPath, isIgnored, settingFor } from './ruleSetting.js';
import type { AnalyzedFile, FileProblem, Finding, Fix, Snapshot } from './snapshot.js';
import { suppressed } from './suppressionFindings.js';

export interface SnapshotInput {
  readonly files: ReadonlyMap<
    Uri,
    { readonly root: Uri; readonly platform: Platform; readonly analyzed: AnalyzedFile }
  >;
  readonly rules: readonly Rule[];
  readonly configurationFor: (uri: Uri) => Configuration;
  readonly configurationFiles: ReadonlyMap<
    Uri,
    { readonly tree: SyntaxTree; readonly problems: readonly ConfigurationProblem[] }
  >;
  /** What the linking of the snapshot before left. */
  readonly previous: LinkMemo | undefined;
  readonly tools: LinkTools;
}

/** The files of one moment. Linking and rules run once, when they are first asked for. */
export class WorkspaceSnapshot implements Snapshot {
  #linked: Linked | undefined;
  #raw: ReadonlyMap<Uri, readonly Finding[]> | undefined;
  readonly #findings = new Map<Uri, readonly Finding[]>();

  constructor(readonly input: SnapshotInput) {}

  get model(): TrustModel {
    return this.#link().model;
  }

  files(): readonly AnalyzedFile[] {
    return [...this.input.files.values()].map((held) => held.analyzed);
  }

  file(uri: Uri): AnalyzedFile | undefined {
    return this.input.files.get(uri)?.analyzed;
  }

  findings(uri: Uri): readonly Finding[] {
    const known = this.#findings.get(uri);
    if (known !== undefined) return known;
    this.#raw ??= findingsOf(this, this.input.rules);
    const found = suppressed(this.file(uri), this.#raw.get(uri) ?? [], this.input.rules, (file, rule) => {
      const configuration = this.configurationFor(file);
      return settingFor(configuration, rule, configuredPath(configuration, file));
    });
    this.#findings.set(uri, found);
    return found;
  }

  problems(uri: Uri): readonly FileProblem[] {
    const file = this.file(uri);
    if (file === undefined) {
      return this.configurationProblems(uri).map((problem) => ({
        ...problem,
        uri,
        severity: 'error',
        kind: 'configuration',
      }));
    }
    const syntax = file.tree.problems.map((problem): FileProblem => ({ ...problem, uri, kind: 'syntax' }));
    // Where the text itself is broken, what GitHub would say of its shape is an echo.
    const shape = file.facts.problems
      .filter(({ kind }) => file.facts.complete || kind === 'limit')
      .map(({ message, origin, severity, kind }): FileProblem => ({
        uri,
        message,
        range: origin.range,
        severity,
        kind,
      }));
    return [...syntax, ...shape];
  }

  scopesAt(uri: Uri, offset: number): readonly TrustScope[] {
    return this.model.scopesOf(uri).filter((scope) => touches(scope.facts.extent, offset));
  }

  fixes(finding: Finding): readonly Fix[] {
    return fixesOf(finding, (uri) => this.input.files.get(uri));
  }

  configurationFor(uri: Uri): Configuration {
    return this.input.configurationFor(uri);
  }

  configurationProblems(uri: Uri): readonly ConfigurationProblem[] {
    return this.input.configurationFiles.get(uri)?.problems ?? [];
  }

  configurationTree(uri: Uri): SyntaxTree | undefined {
    return this.input.configurationFiles.get(uri)?.tree;
  }

  configurationFiles(): readonly Uri[] {
    return [...this.input.configurationFiles.keys()];
  }

  /** What the next snapshot's linking can take over. */
  get memo(): LinkMemo | undefined {
    return this.#linked?.memo ?? this.input.previous;
  }

  #link(): Linked {
    if (this.#linked !== undefined) return this.#linked;
    const inputs: readonly LinkInput[] = [...this.input.files.values()].flatMap(({ root, analyzed }) => {
      const configuration = this.configurationFor(analyzed.uri);
      if (isIgnored(configuration, configuredPath(configuration, analyzed.uri))) return [];
      return [{ facts: analyzed.shown, root, assumptions: assumptionsOf(configuration) }];
    });
    this.#linked = link(inputs, this.input.previous, this.input.tools);
    return this.#linked;
  }
}
