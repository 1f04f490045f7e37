import {
  isPredefined,
  OF_MERGE_REQUESTS,
  OF_PULL_REQUESTS,
  ON_GITLAB_COM,
} from '../../knowledge/gitlab/predefined.js';
import type { SourceFacts } from '../../knowledge/gitlab/sources.js';
import { PIPELINE_SOURCES } from '../../knowledge/gitlab/sources.js';
import type { Expr } from './expressions/ast.js';
import { eachTerm, variablesOf } from './expressions/ast.js';
import type { Bindings } from './expressions/evaluate.js';
import { patternOf } from './expressions/evaluate.js';
import type { RefPattern } from './expressions/refPattern.js';
import type { Asked, RefAtom, Value } from './expressions/values.js';
import { ANY, DEFAULT_BRANCH, NULL, SOME, textValue } from './expressions/values.js';

export type RefKind = 'branch' | 'tag' | 'merge-request';

/** One way of running, as far as a file's conditions tell ways apart. */
export interface Situation {
  readonly source: SourceFacts;
  readonly ref: RefKind;
  /** The branch or tag; for a merge request the branch that it is to go into. */
  readonly atom: RefAtom;
  /** Whether the ref is protected, where a condition asks for it. */
  readonly isProtected?: boolean;
  readonly asked: Asked;
}

/** What the conditions that bear on a job ask of a ref. */
export class Asking {
  readonly #names: Readonly<Record<RefKind, Set<string>>> = {
    branch: new Set(),
    tag: new Set(),
    'merge-request': new Set(),
  };
  readonly #patterns: Readonly<Record<RefKind, Map<string, RefPattern>>> = {
    branch: new Map(),
    tag: new Map(),
    'merge-request': new Map(),
  };
  #byDefault = false;
  #byProtection = false;
  #byTarget = false;

  /** @param other what is asked already, of which this goes on by itself */
  constructor(other?: Asking) {
    if (other === undefined) return;
    for (const kind of ['branch', 'tag', 'merge-request'] as const) {
      for (const name of other.#names[kind]) this.#names[kind].add(name);
      for (const [text, pattern] of other.#patterns[kind]) this.#patterns[kind].set(text, pattern);
    }
    this.#byDefault = other.#byDefault;
    this.#byProtection = other.#byProtection;
    this.#byTarget = other.#byTarget;
  }

  /** The same for all that ask the same. */
  get key(): string {
    const kinds = (['branch', 'tag', 'merge-request'] as const).map((kind) => [
      [...this.#names[kind]],
      [...this.#patterns[kind].values()].map(({ text, globs }) => [text, globs]),
    ]);
    return JSON.stringify([kinds, this.#byDefault, this.#byProtection, this.#byTarget]);
  }

  /** Takes in what a condition asks for. */
  expression(expression: Expr, variables: ReadonlyMap<string, string>): void {
    const variable = (name: string): Value => {
      const text = variables.get(name);
      return text === undefined ? ANY : textValue(text);
    };
    eachTerm(expression, (term) => {
      for (const name of variablesOf(term)) {
        if (name === 'CI_DEFAULT_BRANCH') this.#byDefault = true;
        if (name === 'CI_COMMIT_REF_PROTECTED') this.#byProtection = true;
        if (name === TARGET) this.#byTarget = true;
      }
      if (term.kind !== 'compare') return;
      const { left, right, operator } = term;
      if (operator === '=~' || operator === '!~') {
        const pattern = patternOf(right, { variable });
        if (pattern !== undefined) this.#addPattern(kindsAskedBy(left), pattern);
        return;
      }
      for (const [one, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const value = other.kind === 'variable' ? variable(other.name) : other;
        if (value.kind === 'text' && value.text !== '') this.#addName(kindsAskedBy(one), value.text);
      }
    });
  }

  /** Takes in a name or pattern of `only` or `except`. */
  ref(name: string | undefined, pattern: RefPattern | undefined): void {
    if (name !== undefined) this.#addName(['branch', 'tag'], name);
    if (pattern !== undefined) this.#addPattern(['branch', 'tag'], pattern);
  }

  #addName(kinds: readonly RefKind[], name: string): void {
    for (const kind of kinds) if (this.#names[kind].size < MOST_REFS) this.#names[kind].add(name);
  }

  #addPattern(kinds: readonly RefKind[], pattern: RefPattern): void {
    for (const kind of kinds) {
      if (this.#patterns[kind].size >= MOST_REFS) continue;
      this.#patterns[kind].set(pattern.text, pattern);
      for (const glob of pattern.globs) if (!glob.includes('*')) this.#addName([kind], glob);
    }
  }

  /** Every way of running that the conditions tell apart, for the sources that count. */
  situations(sources: readonly SourceFacts[]): readonly Situation[] {
    const atoms = {
      branch: this.#atoms('branch'),
      tag: this.#atoms('tag'),
      'merge-request': this.#byTarget ? this.#atoms('merge-request') : [{ kind: 'any' } as const],
    };
    return sources.flatMap((source) =>
      source.refs.flatMap((ref) =>
        atoms[ref].flatMap((atom) =>
          this.#protections().map((protection) => ({
            source,
            ref,
            atom,
            ...protection,
            asked: this.#asked(ref),
          })),
        ),
      ),
    );
  }

  #atoms(kind: RefKind): readonly RefAtom[] {
    const names = [...this.#names[kind]];
    const patterns = [...this.#patterns[kind].values()].flatMap(({ text, globs }) =>
      globs
        .filter((glob) => glob.includes('*'))
        .map((glob) => ({ kind: 'pattern' as const, pattern: text, glob })),
    );
    const byDefault = kind !== 'tag' && this.#byDefault;
    const atoms: readonly RefAtom[] = [
      ...names.map((name) => ({ kind: 'name' as const, name })),
      ...(byDefault ? [{ kind: 'default' } as const] : []),
      ...[...new Map(patterns.map((pattern) => [`${pattern.pattern} ${pattern.glob}`, pattern])).values()],
    ];
    return atoms.length === 0 ? [{ kind: 'any' }] : [...atoms, { kind: 'other' }];
  }

  #asked(kind: RefKind): Asked {
    return {
      names: this.#names[kind],
      patterns: new Set(this.#patterns[kind].keys()),
      byDefault: kind !== 'tag' && this.#byDefault,
    };
  }

  #protections(): readonly Pick<Situation, 'isProtected'>[] {
    return this.#byProtection ? [{ isProtected: true }, { isProtected: false }] : [{}];
  }
}

/** The sources that count where a file speaks of those that are named. */
export function sourcesWith(mentioned: ReadonlySet<string>): readonly SourceFacts[] {
  return PIPELINE_SOURCES.filter(({ name, setUp }) => setUp !== true || mentioned.has(name));
}

const MOST_REFS = 24;
const TARGET = 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME';

/** What a variable is the name of. */
function kindsAskedBy(operand: Expr): readonly RefKind[] {
  if (operand.kind !== 'variable') return [];
  switch (operand.name) {
    case 'CI_COMMIT_BRANCH':
      return ['branch'];
    case 'CI_COMMIT_TAG':
      return ['tag'];
    case 'CI_COMMIT_REF_NAME':
    case 'CI_COMMIT_REF_SLUG':
      return ['branch', 'tag'];
    case TARGET:
      return ['merge-request'];
    default:
      return [];
  }
}

/**
 * What variables hold in a situation. Those of the file count where whoever starts the pipeline cannot hand in others.
 * https://docs.gitlab.com/ci/variables/predefined_variables/, https://docs.gitlab.com/ci/variables/#cicd-variable-precedence
 */
export function bindingsOf(situation: Situation, variables: ReadonlyMap<string, string>): Bindings {
  return {
    asked: situation.asked,
    variable: (name) => {
      if (isPredefined(name)) return predefined(name, situation);
      const text = variables.get(name);
      return text === undefined || situation.source.takesVariables === true || text.includes('$')
        ? ANY
        : textValue(text);
    },
  };
}

function predefined(name: string, { source, ref, atom, isProtected }: Situation): Value {
  const own: Value = { kind: 'ref', atom };
  switch (name) {
    case 'CI_PIPELINE_SOURCE':
      return textValue(source.name);
    case 'CI_COMMIT_BRANCH':
      return ref === 'branch' ? own : NULL;
    case 'CI_COMMIT_TAG':
      return ref === 'tag' ? own : NULL;
    case 'CI_COMMIT_REF_NAME':
      return ref === 'merge-request' ? SOME : own;
    case 'CI_COMMIT_REF_SLUG':
      return ref !== 'merge-request' && atom.kind === 'name' && /^[a-z0-9-]+$/u.test(atom.name) ? own : SOME;
    case TARGET:
      return ref === 'merge-request' ? own : NULL;
    case 'CI_DEFAULT_BRANCH':
      return DEFAULT_BRANCH;
    case 'CI_COMMIT_REF_PROTECTED':
      return isProtected === undefined ? ANY : textValue(String(isProtected));
    case 'CI_OPEN_MERGE_REQUESTS':
      return ref === 'tag' ? NULL : ANY;
    default:
      return otherPredefined(name, { source, ref });
  }
}

/** Predefined variables that are set in every pipeline, to what the file does not tell. */
const ALWAYS_SET =
  /^(?:CI_PROJECT_(?:PATH|NAME|NAMESPACE|ID|DIR|URL|TITLE|PATH_SLUG|ROOT_NAMESPACE|VISIBILITY)|CI_COMMIT_(?:SHA|SHORT_SHA|AUTHOR|TIMESTAMP|TITLE|MESSAGE)|CI_PIPELINE_(?:ID|IID|URL)|CI_JOB_(?:ID|NAME|STAGE|TOKEN)|GITLAB_USER_(?:ID|LOGIN|EMAIL))$/u;

function otherPredefined(name: string, { source, ref }: Pick<Situation, 'source' | 'ref'>): Value {
  if (OF_MERGE_REQUESTS.test(name)) {
    if (ref !== 'merge-request') return NULL;
    return /_(?:IID|ID|REF_PATH|SOURCE_BRANCH_NAME|SOURCE_PROJECT_PATH|PROJECT_PATH)$/u.test(name)
      ? SOME
      : ANY;
  }
  if (OF_PULL_REQUESTS.test(name)) {
    return source.name === 'external_pull_request_event' ? SOME : NULL;
  }
  const text = ON_GITLAB_COM.get(name);
  // An instance of one's own has other addresses; that it is GitLab, all have in common.
  if (text !== undefined) return text === 'true' ? textValue(text) : SOME;
  return ALWAYS_SET.test(name) ? SOME : ANY;
}
