import { githubSections } from './githubExports.js';
import { azureSections, gitlabSections } from './otherExports.js';
import { fields } from './readFacts.js';
import type { RepositoryFacts } from './repositoryFacts.js';

/** One exported document. */
export interface Export {
  /** Where it was read from, for messages. */
  readonly name: string;
  readonly text: string;
  /** The day on which it was exported. */
  readonly asOf: string;
}

/** Facts made of exports, and the exports that are of no known kind. */
export interface CollectedFacts {
  readonly facts: RepositoryFacts;
  readonly refused: readonly string[];
  /** What was taken in, in words. */
  readonly taken: readonly string[];
}

type Sections = Readonly<Record<string, object>>;

/**
 * Puts exported documents together with the facts that there were. A section that is told again is replaced, but for
 * lists of environments, rulesets and branches, to which names are added. Several documents may stand in one text.
 */
export function collectFacts(before: RepositoryFacts, exports: readonly Export[]): CollectedFacts {
  const refused: string[] = [];
  const taken: string[] = [];
  const hosts: Record<string, Sections> = {};
  for (const host of ['github', 'gitlab', 'azure'] as const) {
    const known = before[host];
    if (known !== undefined) hosts[host] = known as Sections;
  }
  for (const { name, text, asOf } of exports) {
    const documents = documentsIn(text);
    if (documents === undefined) refused.push(`${name} is no JSON`);
    for (const document of documents ?? []) {
      const read = sectionsOf(document);
      if (read === undefined) {
        refused.push(`${name} is of no kind that is known`);
        continue;
      }
      const date = dateIn(document) ?? asOf;
      for (const [section, found] of Object.entries(read.sections)) {
        taken.push(`${read.host}: ${section}`);
        const own = hosts[read.host] ?? {};
        hosts[read.host] = { ...own, [section]: merged(own[section], { ...found, asOf: date }) };
      }
    }
  }
  return { facts: { version: 1, ...hosts }, refused, taken };
}

function sectionsOf(
  data: unknown,
): { readonly host: 'github' | 'gitlab' | 'azure'; readonly sections: Sections } | undefined {
  const github = githubSections(data);
  if (github !== undefined) return { host: 'github', sections: github };
  const gitlab = gitlabSections(data);
  if (gitlab !== undefined) return { host: 'gitlab', sections: gitlab };
  const azure = azureSections(data);
  return azure === undefined ? undefined : { host: 'azure', sections: azure };
}

/** A section told once more: what one answer leaves open, such as forks, another one tells. */
function merged(before: object | undefined, now: object): object {
  const old = fields(before);
  const found = fields(now);
  const names = { ...fields(old['names']), ...fields(found['names']) };
  const rules = [...listOf(old['rules']), ...listOf(found['rules'])];
  const byName = new Map(rules.map((rule) => [fields(rule)['name'], rule]));
  const { all } = found;
  return {
    ...old,
    ...found,
    ...(found['names'] === undefined ? {} : { names: all === true ? found['names'] : names }),
    ...(found['rules'] === undefined ? {} : { rules: [...byName.values()] }),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A day that the export itself bears, as a wrapper of one's own may add it. */
function dateIn(data: unknown): string | undefined {
  const told = fields(data)['asOf'];
  return typeof told === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(told) ? told : undefined;
}

/** The documents of a text: one, or several behind each other, as `gh api` prints pages. Undefined for no JSON. */
function documentsIn(text: string): readonly unknown[] | undefined {
  const whole = text.replace(/^\uFEFF/u, '').trim();
  try {
    return [JSON.parse(whole) as unknown];
  } catch {
    const pieces = whole.split(/(?<=[}\]])\s*(?=[{[])/u);
    const documents: unknown[] = [];
    let piece = '';
    for (const next of pieces) {
      piece += next;
      try {
        documents.push(JSON.parse(piece) as unknown);
        piece = '';
      } catch {
        // A bracket inside of a document: it goes on.
      }
    }
    return piece === '' && documents.length > 0 ? documents : undefined;
  }
}
