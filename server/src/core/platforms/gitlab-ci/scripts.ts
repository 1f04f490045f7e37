import { JOB_TOKEN, JOB_TOKEN_USES } from '../../knowledge/gitlab/jobToken.js';
import { FREE_TEXT } from '../../knowledge/gitlab/predefined.js';
import { valueKind } from '../../knowledge/names/secretValues.js';
import { purposesOfScript } from '../../knowledge/actions/purposes.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import { scalarsOf } from './nodes.js';

/** One item of a job's scripts. */
export interface ScriptItem {
  readonly node: ScalarNode;
  readonly text: string;
  readonly part: 'before_script' | 'script' | 'after_script';
  readonly seen: SeenInScript;
}

const PARTS = ['before_script', 'script', 'after_script'] as const;

/** What a text of a script shows, whatever job it stands in. */
export interface SeenInScript {
  /** Variables that are read, each once. */
  readonly reads: readonly string[];
  /** Variables that the text sets itself. */
  readonly sets: readonly string[];
  readonly purposes: ReturnType<typeof purposesOfScript>;
  readonly namesJobToken: boolean;
  /** Positions in the list of uses of the job token. */
  readonly tokenUses: readonly number[];
  /** Whether it speaks of AWS, or of another place that takes tokens of jobs. */
  readonly speaksOfClouds: boolean;
  /** Whether text of whoever starts the job is run as code. */
  readonly runsFreeText: boolean;
  /** Credentials of known forms that are written out. */
  readonly tokens: readonly string[];
}

/** More lines than that, of all jobs together and with what they share counted for each, are not read. */
const MOST_ITEMS = 60_000;

/** The scripts of the jobs of one file; a text that many jobs share is looked at once. */
export class Scripts {
  readonly #seen = new Map<string, SeenInScript>();
  readonly #lists = new Map<Job, readonly ScriptItem[]>();
  readonly #cut = new Set<Job>();
  #left = MOST_ITEMS;

  /** What a job runs, in order. */
  of(job: Job): readonly ScriptItem[] {
    const known = this.#lists.get(job);
    if (known !== undefined) return known;
    const items = this.#read(job);
    this.#left -= items.length;
    const kept = this.#left < 0 ? [] : items;
    if (kept.length < items.length) this.#cut.add(job);
    this.#lists.set(job, kept);
    return kept;
  }

  /** Whether the file is so large that the job's script was left out. */
  isCut(job: Job): boolean {
    return this.#cut.has(job);
  }

  #read(job: Job): readonly ScriptItem[] {
    if (this.#left < 0) {
      const [first] = scalarsOf(get(job.body, 'script'));
      return this.#itemsOf(first, 'script');
    }
    const own = PARTS.flatMap((part) => this.#itemsOf(get(job.body, part), part));
    if (own.some(({ part }) => part === 'script')) return own;
    // https://docs.gitlab.com/ci/yaml/#run
    const steps = get(job.body, 'run');
    const run = steps?.kind === 'sequence' ? steps.items : [];
    return [...own, ...run.flatMap((step) => this.#itemsOf(get(step, 'script'), 'script'))];
  }

  #itemsOf(node: SyntaxNode | undefined, part: ScriptItem['part']): readonly ScriptItem[] {
    return scalarsOf(node).map((scalar) => ({
      node: scalar,
      text: scalar.text,
      part,
      seen: this.#look(scalar.text),
    }));
  }

  #look(text: string): SeenInScript {
    const known = this.#seen.get(text);
    if (known !== undefined) return known;
    const seen = look(text);
    this.#seen.set(text, seen);
    return seen;
  }
}

/** Longer texts are data, not commands. */
const LONGEST = 50_000;

function look(whole: string): SeenInScript {
  const text = whole.slice(0, LONGEST).replace(/(^|\s)#[^\n]*/gu, '$1');
  return {
    reads: readsOf(text),
    sets: setsOf(text),
    purposes: purposesOfScript(text),
    namesJobToken: JOB_TOKEN.test(text),
    tokenUses: JOB_TOKEN_USES.flatMap(({ pattern }, index) => (pattern.test(text) ? [index] : [])),
    speaksOfClouds: CLOUDS.test(text),
    runsFreeText: RUN_AS_CODE.test(text) && FREE_TEXT.test(text) && runsFreeText(text),
    tokens: tokensIn(text),
  };
}

const CLOUDS = /\baws\b|\bAWS_|role_arn|\bgcloud\b|\baz\s+login\b|\bvault\b|\bCI_JOB_JWT/u;
const RUN_AS_CODE = /\beval\b|\b(?:ba|z|da|k)?sh\s+-\w*c\b|\bssh\b|\bpython3?\s+-c\b|\bnode\s+-e\b/u;

function runsFreeText(text: string): boolean {
  return text.split('\n').some((line) => {
    const code = RUN_AS_CODE.exec(line);
    return code !== null && FREE_TEXT.test(line.slice(code.index));
  });
}

/** `$NAME`, `${NAME}`, `${NAME:-…}`, `$env:NAME` and `%NAME%`; `$$` and `\$` stand for the sign itself. */
function readsOf(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, braced, plain, shell, batch] of text.matchAll(
    /(?<![\\$])\$(?:\{[#!]?([A-Za-z_]\w*)|(?!env:)([A-Za-z_]\w*)|env:([A-Za-z_]\w*))|%([A-Z_][A-Z0-9_]*)%/gu,
  )) {
    const name = braced ?? plain ?? shell ?? batch;
    if (name !== undefined) found.add(name);
  }
  return [...found];
}

/** `NAME=…`, `export NAME`, `read NAME`, `for NAME in`, `$env:NAME = …`, `$NAME = …`. */
function setsOf(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(
    /(?:^|[\s;&|(`"'])(?:([A-Za-z_]\w*)\+?=(?!=)|(?:read(?:\s+-\w+)*|for|unset|mapfile|readarray|printf\s+-v)\s+([A-Za-z_]\w*)|\$(?:env:)?([A-Za-z_]\w*)\s*=(?!=))/gu,
  )) {
    const [whole, assigned, read, powershell] = match;
    const name = assigned ?? read ?? powershell;
    if (name === undefined) continue;
    // `--build-arg TOKEN=$TOKEN` hands on what is there already.
    const value = text.slice(match.index + whole.length, match.index + whole.length + name.length + 4);
    if (!new RegExp(`^["']?\\$\\{?${name}\\b`, 'u').test(value)) found.add(name);
  }
  return [...found];
}

function tokensIn(text: string): readonly string[] {
  const words = text.match(/[\w.~+/=-]{20,400}/gu) ?? [];
  return words
    .map((word) => word.replace(/^[\w-]*=/u, ''))
    .filter((word) => !word.includes('://') && valueKind('', word) === 'secret');
}
