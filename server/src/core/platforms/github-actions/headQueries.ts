import type { Engine } from '../../engine/engine.js';
import type { FactProblem } from '../../model/facts.js';
import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Around } from './around.js';
import { Held } from './held.js';
import { readPermissions } from './permissions.js';
import type { Reading } from './reading.js';
import { readTriggers } from './triggers.js';
import { Ways } from './ways.js';
import type { Workflow } from './workflow.js';

/** What a part of the file comes to, with what GitHub would refuse in it. */
export interface Told<T> {
  readonly value: T;
  readonly problems: readonly FactProblem[];
}

/** What is asked of a workflow around its jobs, each part by itself: to name it anew is not to start it otherwise. */
export class HeadQueries {
  readonly on: () => SyntaxEntry;
  readonly env: () => SyntaxNode | undefined;
  readonly defaults: () => SyntaxNode | undefined;
  readonly permissions: () => SyntaxEntry | undefined;
  readonly jobsKey: () => ScalarNode;
  /** How a reader knows the workflow. */
  readonly title: () => string;
  readonly ways: () => Told<Ways>;
  /** Names of the secrets that a caller may hand over, without case. */
  readonly callerSecrets: () => ReadonlySet<string>;
  /** What `permissions` of the whole file gives. */
  readonly fileBlock: () => Told<Around['fileBlock']>;
  readonly #workflow;

  /** @param reading the file as it is now, with problems of its own */
  constructor(engine: Engine, reading: () => Reading) {
    this.#workflow = engine.input<'', Held<Workflow> | undefined>('workflow', undefined);
    const asked = <T>(name: string, ask: () => T, equal?: (a: T, b: T) => boolean): (() => T) => {
      const query = engine.query<'', T>(name, ask, equal === undefined ? {} : { equal });
      return () => query.get('');
    };
    const told = <T>(ask: (part: Reading) => T): Told<T> => {
      const part = reading();
      return { value: ask(part), problems: part.problems };
    };
    const workflow = (): Workflow => this.#now();
    this.on = asked('on', () => workflow().on, sameEntry);
    this.env = asked('env', () => workflow().env, Object.is);
    this.defaults = asked('defaults', () => workflow().defaults, Object.is);
    this.permissions = asked('permissions', () => workflow().permissions, sameEntry);
    this.jobsKey = asked('jobsKey', () => workflow().jobs.key, Object.is);
    this.title = asked(
      'title',
      () => textOf(workflow().nameNode) ?? baseName(reading().uri).replace(/\.ya?ml$/iu, ''),
    );
    this.ways = asked('ways', () => told((part) => new Ways(readTriggers(part, this.on()))), Object.is);
    this.callerSecrets = asked('callerSecrets', () => {
      const declared = get(get(this.on().value, 'workflow_call'), 'secrets');
      return new Set(entries(declared).map(({ key }) => key.text.toLowerCase()));
    });
    this.fileBlock = asked(
      'fileBlock',
      () =>
        told((part) => {
          const entry = this.permissions();
          return entry && (readPermissions(part, entry, 'file') ?? ('refused' as const));
        }),
      Object.is,
    );
  }

  /** Takes in the workflow as it is now. */
  take(workflow: Workflow): void {
    const { on, permissions, nameNode, env, defaults, jobs } = workflow;
    const parts = [on.key, on.value, permissions?.key, permissions?.value, nameNode, env, defaults, jobs.key];
    this.#workflow.set('', new Held(workflow, parts));
  }

  #now(): Workflow {
    const held = this.#workflow.get('');
    if (held === undefined) throw new Error('No workflow was taken in.');
    return held.value;
  }
}

function sameEntry(a: SyntaxEntry | undefined, b: SyntaxEntry | undefined): boolean {
  return a?.key === b?.key && a?.value === b?.value;
}
