import { existsSync, statSync } from 'node:fs';
import {
  answerChanges,
  answerFindings,
  answerNarrowing,
  answerPage,
  answerScope,
} from '../../core/report/answers/answers.js';
import { explainableName, explanation } from '../../core/report/explain/explanation.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import type { SelectionOptions } from '../../core/report/selection.js';
import { SEVERITIES } from '../../core/report/severity.js';
import { below, fileUri } from '../../disk/fileUri.js';
import { readText } from '../../disk/readText.js';
import { Arguments } from '../arguments.js';
import { comparedStates } from '../commands/diff.js';
import { compareStates } from '../../core/compare/compareStates.js';
import { UsageError } from '../exitCode.js';
import { comparisonWith } from '../guarding/pendingState.js';
import type { Analysis } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import { explainSources } from '../explainSources.js';
import { question, suggestion } from '../suggestion.js';
import type { Terminal } from '../terminal.js';
import { HeldAnalysis } from './heldAnalysis.js';
import { ToolMistake } from './tool.js';
import { workspacePath } from './workspacePath.js';

/**
 * What the tools do, in one folder. The files are read anew at every call, so that an answer speaks of them as they are;
 * what they come to is worked out again for those that have changed.
 */
export class ToolWorkspace {
  readonly #terminal: Terminal;
  readonly #held: HeldAnalysis;

  constructor(
    readonly root: string,
    terminal: Terminal,
  ) {
    this.#terminal = { ...terminal, cwd: root, err: () => undefined, errColumns: undefined };
    const request = { ...scanRequest(new Arguments([this.root], new Map())), quiet: true };
    this.#held = new HeldAnalysis(request, this.#terminal);
  }

  scan(path: string | undefined, minSeverity: string | undefined, rule: string | undefined): string {
    const analysis = this.#analysis();
    const severity = SEVERITIES.find((each) => each === minSeverity) ?? 'information';
    const options = { ...this.#selection(analysis, path, rule), minSeverity: severity };
    return answerFindings(analysis.host.snapshot, fileUri(this.root), options);
  }

  explainScope(path: string, line: number | undefined): string {
    const file = this.#there(path);
    if (statSync(file).isDirectory()) {
      throw new ToolMistake('explain_scope takes a file; scan takes a folder');
    }
    return answerScope(this.#analysis().host.snapshot, fileUri(this.root), fileUri(file), line);
  }

  diffScope(base: string | undefined, path: string | undefined, content: string | undefined): string {
    if ((path === undefined) !== (content === undefined)) {
      throw new ToolMistake('path and content go together; base stands alone');
    }
    if (path !== undefined && content !== undefined) {
      if (base !== undefined) throw new ToolMistake('give either base, or path and content');
      const file = workspacePath(this.root, path);
      const before = existsSync(file) ? readText(file).text : undefined;
      return answerChanges(
        comparisonWith([{ path: file, before, after: content }], this.root, this.#terminal),
      );
    }
    const operands = base === undefined ? [] : [base];
    // A range would be read as one, and a folder as a state.
    if (base?.includes('..') === true || base?.startsWith('-') === true) {
      throw new ToolMistake('base is one commit, branch or tag');
    }
    const args = new Arguments(operands, new Map([['quiet', ['']]]));
    const states = usable(() => comparedStates(args, this.#terminal));
    const { before, after } = states;
    const changes = compareStates(before.sessions, after.sessions);
    return answerChanges({ base: states.base, changes, before: before.places, after: after.places });
  }

  proposeNarrowing(path: string | undefined, rule: string | undefined): string {
    const analysis = this.#analysis();
    return answerNarrowing(analysis.host.snapshot, fileUri(this.root), this.#selection(analysis, path, rule));
  }

  explainControl(name: string): string {
    const topic = name.trim();
    const sources = explainSources(topic, this.#terminal);
    const text = explanation(topic, sources);
    if (text !== undefined) return answerPage(text);
    throw new ToolMistake(
      `nothing is known by the name ${JSON.stringify(name)}.${question(explainableName(topic, sources))}`,
    );
  }

  #analysis(): Analysis {
    return usable(() => this.#held.now());
  }

  #selection(analysis: Analysis, path: string | undefined, rule: string | undefined): SelectionOptions {
    const known = ruleMetas().map(({ id }) => id);
    if (rule !== undefined && !known.includes(rule)) {
      throw new ToolMistake(`there is no rule ${JSON.stringify(rule)}.${suggestion(rule, known)}`);
    }
    const within = path === undefined ? this.root : this.#there(path);
    const files = [...analysis.files].filter(([, file]) => below(within, file.path) !== undefined);
    return {
      files: new Set(files.map(([uri]) => uri)),
      notRead: analysis.notRead.flatMap(({ path: left, why }) => {
        const inside = below(this.root, left);
        return inside === undefined || below(within, left) === undefined
          ? []
          : [{ path: inside || '.', why }];
      }),
      ...(rule === undefined ? {} : { rules: new Set([rule]) }),
    };
  }

  #there(path: string): string {
    const file = workspacePath(this.root, path);
    if (!existsSync(file)) throw new ToolMistake(`there is no ${JSON.stringify(path)} in the workspace`);
    return file;
  }
}

/** What was wrong with the command line is a mistake of the caller here. */
function usable<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof UsageError) throw new ToolMistake(error.message);
    throw error;
  }
}
