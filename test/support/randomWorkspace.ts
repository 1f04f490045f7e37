import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { FileChange, Snapshot } from '../../server/src/core/analysis/snapshot.js';
import { codeLenses } from '../../server/src/core/ide/codeLenses.js';
import { definitions, references } from '../../server/src/core/ide/definitions.js';
import { hover } from '../../server/src/core/ide/hover.js';
import type { LoweringTools } from '../../server/src/core/model/loweringTools.js';
import type { Platform } from '../../server/src/core/platforms/platform.js';
import type { Random } from './random.js';
import { uriOf } from './repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const FIXTURES = join(import.meta.dirname, '../fixtures');

/** Configurations that change what sessions come to, and one that is broken. */
const CONFIGURATIONS: readonly string[] = [
  'assume:\n  defaultTokenPermissions: restricted\n',
  'assume:\n  environments:\n    "*": { reviewers: true }\n  repository: acme/shop\n',
  'rules:\n  long-session: off\n  broad-token-permissions: hint\nlimits:\n  longSession: 30m\n',
  'ignore: ["**/deploy.yml"]\n',
  'assume: [',
];

/** Files by path. */
export type Files = ReadonlyMap<string, string>;

/** Folders of fixtures in which several files speak of each other, by name. */
export function severalFiles(): ReadonlyMap<string, Files> {
  const linking = join(FIXTURES, 'linking');
  const cases = readdirSync(linking).map((name) => [name, filesIn(join(linking, name))] as const);
  const rules = join(FIXTURES, 'rules');
  const together = readdirSync(rules).map((rule) => {
    const [first, ...others] = readdirSync(join(rules, rule)).map((name) => filesIn(join(rules, rule, name)));
    return [rule, new Map([...(first ?? []), ...(others[0] ?? [])])] as const;
  });
  return new Map([...cases, ...together].filter(([, files]) => files.size > 0));
}

/** All cases of some rules, by name. */
export function casesOf(rules: readonly string[]): ReadonlyMap<string, Files> {
  return new Map(
    rules.flatMap((rule) =>
      readdirSync(join(FIXTURES, 'rules', rule)).map(
        (name) => [`${rule}/${name}`, filesIn(join(FIXTURES, 'rules', rule, name))] as const,
      ),
    ),
  );
}

function filesIn(folder: string): Files {
  const files = new Map<string, string>();
  const walk = (path: string): void => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (statSync(inner).isDirectory()) walk(inner);
      else if (!/\.fixed$|^expected\.json$|\.md$/u.test(name)) {
        const text = readFileSync(inner, 'utf8');
        const unmarked = text.split('\n').filter((line) => !/^\s*(?:#|\/\/)~/u.test(line));
        files.set(relative(folder, inner), unmarked.join('\n'));
      }
    }
  };
  walk(folder);
  return files;
}

/** A workspace that is edited at random, and held against one that is opened anew. */
export class RandomWorkspace {
  readonly host: AnalysisHost;
  readonly #files = new Map<string, string>();
  /** The last text of each file that could be read whole: while a text is broken that one is shown. */
  readonly #whole = new Map<string, string>();
  readonly #past: string[] = [];

  constructor(
    files: Files,
    readonly random: Random,
    readonly tools: LoweringTools,
    readonly platforms?: readonly Platform[],
    /** Says in which pieces changes are linked, and what is asked and changes in between; without it all is in one go. */
    readonly slices?: Random,
  ) {
    this.host = this.#open(random.below(2) === 0, slices !== undefined);
    for (const path of files.keys()) if (random.below(2) === 0) this.host.edit(uriOf(path), true);
    for (const [path, text] of files) this.#files.set(path, text);
    this.#apply([...files.keys()]);
  }

  /** Makes one change; gives it in words, for whoever has to find out what went wrong. */
  step(): string {
    const path = this.random.pick([...this.#files.keys(), '.trustscope.yml']);
    const text = this.#files.get(path);
    if (path === '.trustscope.yml') return this.#set(path, this.#configuration(text));
    if (text === undefined) return 'nothing';
    switch (this.random.below(12)) {
      case 0:
        return this.#rename(path, text);
      case 1:
        return this.#remove(path, text);
      case 2:
        return this.#back();
      default:
        return this.#set(path, edited(text, this.random, [...this.#files.values()]));
    }
  }

  /** What differs between the answers of this host and those of one that has just read the same; none where all is well. */
  difference(): string | undefined {
    const fresh = this.#open(false);
    fresh.apply([...this.#whole].map(([path, text]) => changeOf(path, text)));
    settled(fresh);
    fresh.apply([...this.#files].map(([path, text]) => changeOf(path, text)));
    const asked = [...this.#files].flatMap(([path, text]) => answersTo(path, text, this.random));
    for (const { name, ask } of asked) {
      const [own, anew] = [this.host.snapshot, fresh.snapshot].map((snapshot) => plain(ask(snapshot)));
      if (own !== anew) return `${name}\n  now:  ${around(own, anew)}\n  anew: ${around(anew, own)}`;
    }
    return undefined;
  }

  #open(lean: boolean, bySlices = false): AnalysisHost {
    const { tools, platforms } = this;
    return new AnalysisHost({ tools, lean, bySlices, ...(platforms && { platforms }) });
  }

  #set(path: string, text: string | undefined): string {
    if (text === undefined) this.#files.delete(path);
    else this.#files.set(path, text);
    this.#apply([path]);
    return `${path} is ${text === undefined ? 'gone' : 'edited'}`;
  }

  #rename(path: string, text: string): string {
    const other = path.replace(
      /(\w+)(\.\w+)$/u,
      (_whole, name: string, ending: string) => `${name}x${ending}`,
    );
    if (other === path || this.#files.has(other) || other.length > 60) return 'nothing';
    this.#files.delete(path);
    this.#files.set(other, text);
    this.#apply([path, other]);
    return `${path} is now ${other}`;
  }

  #remove(path: string, text: string): string {
    this.#past.push(path, text);
    return this.#set(path, undefined);
  }

  #back(): string {
    const text = this.#past.pop();
    const path = this.#past.pop();
    return path === undefined ? 'nothing' : this.#set(path, text);
  }

  #configuration(text: string | undefined): string | undefined {
    return text !== undefined && this.random.below(2) === 0 ? undefined : this.random.pick(CONFIGURATIONS);
  }

  /** Takes in one file after the other, and takes others out and in again, while the ones before are half linked. */
  #applyBySlices(paths: readonly string[], random: Random): void {
    const { host } = this;
    const goOn = (): void => {
      let left = random.below(12);
      host.linkSome(() => (left -= 1) < 0);
      const [path, text] = random.pick([...this.#files, ['none.yml', ''] as const]);
      if (random.chance(0.5)) askEarly(host, path, text);
    };
    for (const path of paths) {
      host.apply([changeOf(path, this.#files.get(path) ?? null)]);
      goOn();
      const whole = [...this.#whole].filter(([other, text]) => this.#files.get(other) === text);
      if (whole.length === 0 || !random.chance(0.5)) continue;
      const [other, text] = random.pick(whole);
      host.apply([changeOf(other, null)]);
      goOn();
      host.apply([changeOf(other, text)]);
      goOn();
    }
    while (!host.linkSome(() => random.chance(0.2)));
  }

  #apply(paths: readonly string[]): void {
    if (this.slices !== undefined) this.#applyBySlices(paths, this.slices);
    else this.host.apply(paths.map((path) => changeOf(path, this.#files.get(path) ?? null)));
    const snapshot = settled(this.host);
    // An edit may also have others taken in, or let go.
    for (const path of new Set([...paths, ...this.#files.keys()])) {
      const text = this.#files.get(path);
      const file = snapshot.file(uriOf(path));
      if (text === undefined || file === undefined) this.#whole.delete(path);
      else if (file.facts.complete) this.#whole.set(path, text);
    }
  }
}

/** Asks as a reader does while not all is linked: what comes is only early, but it comes. */
function askEarly(host: AnalysisHost, path: string, text: string): void {
  const uri = uriOf(path);
  if (text.length % 2 === 0) host.linkFirst(uri);
  const { snapshot } = host;
  snapshot.findings(uri);
  snapshot.problems(uri);
  for (const { id } of snapshot.model.scopesOf(uri)) snapshot.model.startersOf(id);
  codeLenses(snapshot, uri);
  hover(snapshot, uri, text.length >> 1);
  definitions(snapshot, uri, text.length >> 1);
}

/** What the host says once it has put everything together: which files units take in is known only then. */
function settled(host: AnalysisHost): Snapshot {
  const { snapshot } = host;
  // Whatever is asked of the model brings all up to date.
  snapshot.model.idsOf(ROOT);
  return snapshot;
}

function changeOf(path: string, text: string | null): FileChange {
  return { uri: uriOf(path), root: ROOT, text };
}

/** A text after somebody has typed in it. */
function edited(text: string, random: Random, all: readonly string[]): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const put = (...now: readonly string[]): string => lines.toSpliced(at, 1, ...now).join('\n');
  switch (random.below(9)) {
    case 0:
      return put();
    case 1:
      return put(line, line);
    case 2:
      return put('', line);
    case 3:
      return put(`  ${line}`);
    case 4: {
      const other = random.pick(random.pick(all).split('\n'));
      return put(line, other);
    }
    case 5: {
      const words = random.pick(all).match(/[\w./:*-]+/gu) ?? ['x'];
      return put(line.replace(/[\w./:*-]+(?=[^\w]*$)/u, () => random.pick(words)));
    }
    case 6: {
      const start = random.below(text.length + 1);
      return text.slice(0, start) + text.slice(start + random.below(3));
    }
    default: {
      const start = random.below(text.length + 1);
      return (
        text.slice(0, start) +
        random.pick(['x', ' ', '\n', ':', '#', '"', '*', '- ', '$', '9']) +
        text.slice(start)
      );
    }
  }
}

interface Asked {
  readonly name: string;
  readonly ask: (snapshot: Snapshot) => unknown;
}

/** What is asked of a file: all that is shown of it, and hovers at some places. */
function answersTo(path: string, text: string, random: Random): readonly Asked[] {
  const uri = uriOf(path);
  const places = Array.from({ length: 3 }, () => random.below(text.length + 1));
  return [
    { name: `problems of ${path}`, ask: (snapshot) => snapshot.problems(uri) },
    { name: `scopes of ${path}`, ask: (snapshot) => snapshot.model.scopesOf(uri) },
    { name: `findings of ${path}`, ask: (snapshot) => snapshot.findings(uri) },
    // To try a fix out must leave no trace in what is asked afterwards.
    {
      name: `fixes of ${path}`,
      ask: (snapshot) => snapshot.findings(uri).map((finding) => snapshot.fixes(finding)),
    },
    { name: `findings of ${path} after fixes were asked for`, ask: (snapshot) => snapshot.findings(uri) },
    { name: `lenses of ${path}`, ask: (snapshot) => codeLenses(snapshot, uri) },
    ...places.flatMap((offset) => [
      {
        name: `hover in ${path} at ${String(offset)}`,
        ask: (snapshot: Snapshot) => hover(snapshot, uri, offset),
      },
      {
        name: `definition in ${path} at ${String(offset)}`,
        ask: (snapshot: Snapshot) => definitions(snapshot, uri, offset),
      },
      {
        name: `references in ${path} at ${String(offset)}`,
        ask: (snapshot: Snapshot) => references(snapshot, uri, offset),
      },
    ]),
  ];
}

function plain(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_key, item: unknown) =>
    item instanceof Map || item instanceof Set ? [...(item as Iterable<unknown>)] : item,
  );
}

/** The text around the first place at which it differs from another. */
function around(text = '', other = ''): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return text.slice(Math.max(0, at - 160), at + 120);
}
