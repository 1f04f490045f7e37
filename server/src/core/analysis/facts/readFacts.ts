import type { ConfigurationProblem } from '../configuration.js';
import type {
  AzureFacts,
  Dated,
  EnvironmentFacts,
  EnvironmentsFacts,
  GithubFacts,
  GitlabFacts,
  RepositoryFacts,
} from './repositoryFacts.js';

/** A facts file's content, and what is wrong with it. */
export interface ReadFacts {
  readonly facts: RepositoryFacts;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads a facts file. What is not as the schema says is left out; what is wrong is one problem, and nothing throws. */
export function readFacts(text: string): ReadFacts {
  const nothing: RepositoryFacts = { version: 1 };
  const range = { start: 0, end: Math.min(1, text.length) };
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return {
      facts: nothing,
      problems: [{ message: 'This facts file is no JSON, so that it says nothing.', range }],
    };
  }
  const root = fields(data);
  if (root['version'] !== 1) {
    const message =
      'This facts file is not of version 1. `trustscope facts` writes one from exported settings.';
    return { facts: nothing, problems: [{ message, range }] };
  }
  const facts: RepositoryFacts = {
    version: 1,
    ...optional('github', github(root['github'])),
    ...optional('gitlab', gitlab(root['gitlab'])),
    ...optional('azure', azure(root['azure'])),
  };
  return { facts, problems: [] };
}

type Fields = Readonly<Record<string, unknown>>;

/** The members of an object; none of anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const found: Partial<Record<K, V>> = {};
  if (value !== undefined) found[key] = value;
  return found;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;

/** A section counts with its date alone: a setting of an unknown day is no fact. */
function dated<T extends Dated>(
  value: unknown,
  read: (section: Fields) => Omit<T, 'asOf'> | undefined,
): T | undefined {
  const section = fields(value);
  const { asOf } = section;
  if (typeof asOf !== 'string' || !DATE.test(asOf)) return undefined;
  const found = read(section);
  return found === undefined ? undefined : ({ ...found, asOf } as T);
}

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

function word<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((known) => known === value);
}

const VISIBILITIES = ['public', 'private', 'internal'] as const;

function github(value: unknown): GithubFacts | undefined {
  if (value === undefined) return undefined;
  const section = fields(value);
  return {
    ...optional(
      'repository',
      dated<NonNullable<GithubFacts['repository']>>(section['repository'], (found) => {
        const name = text(found['name']);
        return name === undefined
          ? undefined
          : {
              name,
              ...optional('id', text(found['id'])),
              ...optional('ownerId', text(found['ownerId'])),
              ...optional('visibility', word(found['visibility'], VISIBILITIES)),
              ...optional('defaultBranch', text(found['defaultBranch'])),
            };
      }),
    ),
    ...optional('environments', environments(section['environments'])),
    ...optional(
      'token',
      dated<NonNullable<GithubFacts['token']>>(section['token'], (found) => {
        const given = word(found['default'], ['read', 'write'] as const);
        return given === undefined
          ? undefined
          : { default: given, ...optional('approvesPullRequests', flag(found['approvesPullRequests'])) };
      }),
    ),
    ...optional(
      'forks',
      dated<NonNullable<GithubFacts['forks']>>(section['forks'], (found) => ({
        ...optional(
          'approvalFor',
          word(found['approvalFor'], ['new-to-github', 'first-time', 'all-outside'] as const),
        ),
        ...optional('writeTokens', flag(found['writeTokens'])),
        ...optional('secrets', flag(found['secrets'])),
        ...optional('asksApproval', flag(found['asksApproval'])),
      })),
    ),
    ...optional(
      'subject',
      dated<NonNullable<GithubFacts['subject']>>(section['subject'], (found) => ({
        ...optional('identifiers', flag(found['identifiers'])),
        ...optional('prefix', text(found['prefix'])),
        ...optional(
          'template',
          found['template'] === 'default' ? ('default' as const) : texts(found['template']),
        ),
      })),
    ),
    ...optional(
      'actions',
      dated<NonNullable<GithubFacts['actions']>>(section['actions'], (found) => ({
        ...optional('enabled', flag(found['enabled'])),
        ...optional('allowed', word(found['allowed'], ['all', 'local_only', 'selected'] as const)),
        ...optional('pinned', flag(found['pinned'])),
      })),
    ),
    ...optional('rulesets', rulesets(section['rulesets'])),
  };
}

function rulesets(value: unknown): GithubFacts['rulesets'] {
  return dated<NonNullable<GithubFacts['rulesets']>>(value, (section) => {
    const { rules } = section;
    if (!Array.isArray(rules)) return undefined;
    return {
      rules: rules.flatMap((item) => {
        const found = fields(item);
        const name = text(found['name']);
        const target = word(found['target'], ['branch', 'tag', 'push'] as const);
        if (name === undefined || target === undefined) return [];
        return [
          {
            name,
            target,
            enforced: found['enforced'] === true,
            patterns: texts(found['patterns']) ?? [],
            ...optional('approvals', count(found['approvals'])),
            ...optional('bypassed', flag(found['bypassed'])),
          },
        ];
      }),
    };
  });
}

function environments(value: unknown): EnvironmentsFacts | undefined {
  return dated<EnvironmentsFacts>(value, (section) => ({
    ...optional('all', flag(section['all'])),
    names: Object.fromEntries(
      Object.entries(fields(section['names'])).flatMap(([name, one]) => {
        const found = environment(one);
        return found === undefined ? [] : [[name, found]];
      }),
    ),
  }));
}

function environment(value: unknown): EnvironmentFacts | undefined {
  const found = fields(value);
  const reviewers = flag(found['reviewers']);
  if (reviewers === undefined) return undefined;
  return {
    reviewers,
    ...optional('preventsSelfReview', flag(found['preventsSelfReview'])),
    ...optional('waitMinutes', count(found['waitMinutes'])),
    ...optional('branches', word(found['branches'], ['any', 'protected', 'selected'] as const)),
    ...optional('deployers', texts(found['deployers'])),
  };
}

function gitlab(value: unknown): GitlabFacts | undefined {
  if (value === undefined) return undefined;
  const section = fields(value);
  return {
    ...optional(
      'project',
      dated<NonNullable<GitlabFacts['project']>>(section['project'], (found) => {
        const name = text(found['name']);
        return name === undefined
          ? undefined
          : {
              name,
              ...optional('id', text(found['id'])),
              ...optional('visibility', word(found['visibility'], VISIBILITIES)),
              ...optional('defaultBranch', text(found['defaultBranch'])),
              ...optional('subject', texts(found['subject'])),
              ...optional('jobTokenMayPush', flag(found['jobTokenMayPush'])),
              ...optional('parentRunsForks', flag(found['parentRunsForks'])),
            };
      }),
    ),
    ...optional('environments', environments(section['environments'])),
    ...optional(
      'branches',
      dated<NonNullable<GitlabFacts['branches']>>(section['branches'], (found) => ({
        names: Object.fromEntries(
          Object.entries(fields(found['names'])).map(([name, one]) => [
            name,
            {
              ...optional('push', text(fields(one)['push'])),
              ...optional('merge', text(fields(one)['merge'])),
            },
          ]),
        ),
      })),
    ),
  };
}

function azure(value: unknown): AzureFacts | undefined {
  if (value === undefined) return undefined;
  const section = fields(value);
  return {
    ...optional('environments', environments(section['environments'])),
    ...optional('connections', environments(section['connections'])),
  };
}
