/** What a makefile says of one target. */
interface Target {
  readonly needs: readonly string[];
  /** Its recipe as a script of the shell. */
  readonly recipe: string;
}

/** A makefile, as far as it is written out. */
interface Makefile {
  readonly targets: ReadonlyMap<string, Target>;
  readonly variables: ReadonlyMap<string, string>;
  readonly first: string | undefined;
}

/** More targets than that hang on each other in no makefile that is read here. */
const MOST_TARGETS = 200;
/** Variables that are made of each other. */
const MOST_HOPS = 6;

/**
 * The recipes that `make NAME…` runs, those of what the targets need before their own, as one script of the shell.
 * `undefined` where that is not written out: a target that is not there or is made by a pattern, files that are included,
 * functions that run something.
 * https://www.gnu.org/software/make/manual/make.html
 */
export function recipesOf(text: string, names: readonly string[]): string | undefined {
  if (
    /^[ ]*(?:-|s)?include\s|\$\((?:eval|call|shell|foreach|file)\b|^\.(?:ONESHELL|SECONDEXPANSION)|^define\b/mu.test(
      text,
    )
  ) {
    return undefined;
  }
  const makefile = read(text);
  const wanted = names.length > 0 ? names : [makefile.first ?? ''];
  const due = new Set<string>(wanted);
  const recipes: string[] = [];
  for (const name of due) {
    const target = makefile.targets.get(name) ?? madeByPattern(makefile, name);
    if (due.size > MOST_TARGETS || (target === undefined && wanted.includes(name))) return undefined;
    // What has no rule is a file that is there, or is made by one of make's own rules.
    if (target === undefined) continue;
    for (const need of filled(makefile, target.needs.join(' ')).split(/\s+/u)) {
      if (need.includes('$')) return undefined;
      if (need !== '') due.add(need);
    }
    recipes.push(filled(makefile, target.recipe));
  }
  return recipes.join('\n');
}

/** The rule of a pattern that makes a name: `deploy-%`. */
function madeByPattern({ targets }: Makefile, name: string): Target | undefined {
  for (const [pattern, target] of targets) {
    const [before = '', after] = pattern.split('%', 2);
    if (after !== undefined && name.startsWith(before) && name.endsWith(after)) return target;
  }
  return undefined;
}

function read(text: string): Makefile {
  const targets = new Map<string, Target>();
  const variables = new Map<string, string>();
  let first: string | undefined;
  let open: string[] = [];
  for (const line of text.replace(/\\\r?\n/gu, ' ').split(/\r?\n/u)) {
    if (line.startsWith('\t')) {
      for (const name of open) add(targets, name, [], recipeLine(line));
      continue;
    }
    const set = /^\s*(?:export\s+)?([\w.-]+)\s*(?:\?|:{1,3}|\+)?=\s*(.*)$/u.exec(line);
    if (set?.[1] !== undefined) {
      // One that is set twice is not known: a condition may stand around it.
      variables.set(set[1], variables.has(set[1]) ? '$_' : (set[2] ?? '').replace(/\s*#.*$/u, ''));
      continue;
    }
    const rule = /^([^#\s:=][^:=]*?)\s*::?(?!=)\s*([^#;]*)(?:;(.*))?(?:#.*)?$/u.exec(line);
    if (rule?.[1] === undefined) continue;
    open = rule[1].split(/\s+/u);
    const needs = (rule[2] ?? '').split(/\s+/u).filter((need) => need !== '' && need !== '|');
    for (const name of open) add(targets, name, needs, rule[3] ?? '');
    first ??= open.find((name) => !name.startsWith('.'));
  }
  return { targets, variables, first };
}

function add(targets: Map<string, Target>, name: string, needs: readonly string[], line: string): void {
  const before = targets.get(name);
  targets.set(name, {
    needs: [...(before?.needs ?? []), ...needs],
    recipe: [before?.recipe ?? '', line].filter((part) => part !== '').join('\n'),
  });
}

/** A line without the signs that make reads: not to show it, to go on where it fails, to run it in any case. */
function recipeLine(line: string): string {
  return line.slice(1).replace(/^[\s@+-]+/u, '');
}

/** A text with the variables that the file sets in place; what is not known becomes a variable of the shell. */
function filled({ variables }: Makefile, text: string): string {
  let at = text.replaceAll('$(MAKE)', 'make').replaceAll('${MAKE}', 'make');
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const next = at.replace(
      /(?<!\$)\$[({]([\w.-]+)[)}]/gu,
      (whole, name: string) => variables.get(name) ?? whole,
    );
    if (next === at) break;
    at = next;
  }
  return at
    .replace(/(?<!\$)\$[({][^(){}]*[)}]/gu, '$_')
    .replace(/(?<!\$)\$[@<^?*+|%]/gu, '$_')
    .replaceAll('$$', '$');
}
