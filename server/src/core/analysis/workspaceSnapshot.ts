import type { DefinitionKey } from '../model/facts.js';
import type { NamedThing, Pointing } from '../model/pointing.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Platform } from '../platforms/platform.js';
import type { Rule } from '../rules/rule.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import { touches } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { Configuration, ConfigurationProblem } from './configuration.js';
import type { SettingsFiles } from './facts/settings.js';
import { failureProblems } from './failures.js';
import type { Linked, Tried } from './fixJudge.js';
import { FixJudge } from './fixJudge.js';
import { fixesOf, hasUntriedFix } from './fixes.js';
import { configuredPath, settingFor } from './ruleSetting.js';
import type { AnalyzedFile, FileProblem, Finding, Fix, Snapshot } from './snapshot.js';
import { suppressed } from './suppressionFindings.js';

/** What a snapshot is a view of. */
export interface SnapshotInput {
  /** What the files come to together. */
  readonly linked: () => Linked;
  readonly tried: Tried;
  /** What went wrong in putting a file together with others, before they were linked. */
  readonly joinFailures: (uri: Uri) => readonly unknown[];
  readonly files: ReadonlyMap<
    Uri,
    { readonly root: Uri; readonly platform: Platform; readonly composed: AnalyzedFile }
  >;
  readonly rules: readonly Rule[];
  readonly configurationFor: (uri: Uri) => Configuration;
  readonly configurationFiles: ReadonlyMap<
    Uri,
    { readonly tree: SyntaxTree; readonly problems: readonly ConfigurationProblem[] }
  >;
  readonly settings: SettingsFiles;
}

/** A view of the workspace. What is asked of it is worked out then, and remembered by the queries behind it. */
export class WorkspaceSnapshot implements Snapshot {
  readonly #suppressed = new Map<Uri, readonly Finding[]>();

  readonly #judge: FixJudge;

  constructor(readonly input: SnapshotInput) {
    this.#judge = new FixJudge(
      input.linked,
      input.tried,
      (uri) => input.files.get(uri)?.composed.text.length ?? 0,
    );
  }

  get model(): TrustModel {
    return this.input.linked().model;
  }

  files(): readonly AnalyzedFile[] {
    return [...this.input.files.values()].map((held) => held.composed);
  }

  file(uri: Uri): AnalyzedFile | undefined {
    return this.input.files.get(uri)?.composed;
  }

  findings(uri: Uri): readonly Finding[] {
    const known = this.#suppressed.get(uri);
    if (known !== undefined) return known;
    const raw = this.input.linked().findings.of(uri);
    const found = suppressed(this.file(uri), raw, this.input.rules, (file, rule) => {
      const configuration = this.configurationFor(file);
      return settingFor(configuration, rule, configuredPath(configuration, file));
    });
    this.#suppressed.set(uri, found);
    return found;
  }

  problems(uri: Uri): readonly FileProblem[] {
    // First of all: what units say decides whether a file is one of a platform.
    const { findings } = this.input.linked();
    const file = this.file(uri);
    if (file === undefined) {
      return this.configurationProblems(uri).map((problem) => ({
        ...problem,
        uri,
        severity: 'error',
        kind: 'configuration',
      }));
    }
    if (file.facts.unread !== undefined) return [];
    const syntax = file.problems.map((problem): FileProblem => ({ ...problem, uri, kind: 'syntax' }));
    // Where the text itself is broken, what GitHub would say of its shape is an echo.
    const shape = file.facts.problems
      .filter(({ kind }) => file.facts.complete || kind === 'limit')
      .map(({ origin, ...problem }): FileProblem => ({ ...problem, uri, range: origin.range }));
    // What fails is noted while it is worked out.
    if (file.facts.sessions.length > 0) findings.of(uri);
    const failures = failureProblems(uri, findings.failuresIn(uri), [
      ...this.input
        .joinFailures(uri)
        .map((error) => ({ origin: { uri, range: { start: 0, end: 0 } }, error })),
      ...findings.linker.failuresIn(uri),
    ]);
    return [...syntax, ...shape, ...failures];
  }

  scopesAt(uri: Uri, offset: number): readonly TrustScope[] {
    return this.model.scopesOf(uri).filter((scope) => touches(scope.facts.extent, offset));
  }

  pointing(uri: Uri, offset: number): Pointing | undefined {
    const held = this.input.files.get(uri);
    return held?.platform.point?.(held.composed.tree, offset);
  }

  named(uri: Uri, offset: number): NamedThing | undefined {
    const platform = this.input.files.get(uri)?.platform;
    if (platform?.named === undefined) return undefined;
    const files = {
      tree: (other: Uri) => {
        const held = this.input.files.get(other);
        return held?.platform === platform ? held.composed.tree : undefined;
      },
      uris: () => this.kin(uri).map((file) => file.uri),
      defined: (key: DefinitionKey) => this.model.definitionsOf(key),
    };
    return platform.named(files, uri, offset);
  }

  kin(uri: Uri): readonly AnalyzedFile[] {
    const platform = this.input.files.get(uri)?.platform;
    return [...this.input.files.values()]
      .filter((held) => held.platform === platform)
      .map(({ composed }) => composed);
  }

  fixes(finding: Finding): readonly Fix[] {
    return fixesOf(finding, this.#held, this.#judge, (uri) => this.configurationTree(uri));
  }

  hasUntriedFix(finding: Finding): boolean {
    return hasUntriedFix(finding, this.#held, this.#judge, (uri) => this.configurationTree(uri));
  }

  readonly #held = (uri: Uri) => {
    const file = this.input.files.get(uri);
    return file && { platform: file.platform, analyzed: file.composed };
  };

  configurationFor(uri: Uri): Configuration {
    return this.input.configurationFor(uri);
  }

  configurationProblems(uri: Uri): readonly ConfigurationProblem[] {
    return this.input.configurationFiles.get(uri)?.problems ?? this.input.settings.problemsOf(uri);
  }

  configurationTree(uri: Uri): SyntaxTree | undefined {
    return this.input.configurationFiles.get(uri)?.tree;
  }

  configurationFiles(): readonly Uri[] {
    return [...this.input.configurationFiles.keys()];
  }
}
