import picomatch from 'picomatch';
import { wordsOf } from '../knowledge/names/words.js';
import type { Assumptions } from '../link/assumptions.js';
import type { Told } from '../model/assumptions.js';
import type { SubjectSettings } from '../model/claims.js';
import type { Sensitivity } from '../model/facts.js';
import type { PlatformId } from '../model/vocabulary.js';
import type { Configuration } from './configuration.js';
import type { EnvironmentsFacts, GithubFacts, RepositoryFacts } from './facts/repositoryFacts.js';
import type { RepositorySettings } from './facts/settings.js';
import { ceilingFor } from './declaredCeilings.js';
import { lookUp } from './globs.js';

const known = new WeakMap<Configuration, WeakMap<RepositorySettings, Assumptions>>();
const NO_SETTINGS: RepositorySettings = {};

/**
 * What a configuration declares and settings tell, as the linker asks for it; what is declared comes first. The same
 * object for the same two.
 */
export function assumptionsOf(
  configuration: Configuration,
  settings: RepositorySettings = NO_SETTINGS,
): Assumptions {
  const ofConfiguration = known.get(configuration) ?? new WeakMap<RepositorySettings, Assumptions>();
  known.set(configuration, ofConfiguration);
  const made = ofConfiguration.get(settings) ?? make(configuration, settings);
  ofConfiguration.set(settings, made);
  return made;
}

function make(configuration: Configuration, settings: RepositorySettings): Assumptions {
  const { assume, sensitive, limits, scopes } = configuration;
  const sensitivities = (Object.entries(sensitive) as [Sensitivity, readonly string[]][]).map(
    ([kind, patterns]) => ({ kind, matches: patterns.map(nameMatcher) }),
  );
  const { facts } = settings;
  const repository = assume.repository ?? facts?.github?.repository?.name ?? facts?.gitlab?.project?.name;
  return {
    defaultGrants: assume.defaultTokenPermissions ?? defaultOf(facts?.github?.token),
    reviewed: (key, platform) => {
      const declared = lookUp(assume.environments, settledName(key))?.reviewers;
      return declared === undefined
        ? exported(facts, key, platform)
        : { value: declared, by: 'the configuration' };
    },
    hostState: (labels) => {
      const state = labels.map((label) => lookUp(assume.runners, label)).find((told) => told !== undefined);
      return state === 'ephemeral' ? 'fresh' : state;
    },
    sensitivity: (name) =>
      sensitivities.filter(({ matches }) => matches.some((match) => match(name))).map(({ kind }) => kind),
    repository,
    cloned: settings.clonedFrom,
    subject: subjectOf(assume.subject, facts?.github),
    forks: forksOf(facts?.github?.forks),
    blocks: (event) => assume.blockedEvents?.includes(event) === true,
    longSessionSeconds: limits.longSessionSeconds,
    ...(scopes.length === 0 ? {} : { ceilingOf: (uri, name) => ceilingFor(configuration, uri, name) }),
  };
}

function defaultOf(token: GithubFacts['token']): 'permissive' | 'restricted' | undefined {
  return token === undefined ? undefined : token.default === 'write' ? 'permissive' : 'restricted';
}

/** What is computed of a name can be anything: a glob has to cover all that it may come to. */
function settledName(key: string): string {
  return key.replaceAll('*', 'x0computed0x');
}

function exported(
  facts: RepositoryFacts | undefined,
  key: string,
  platform: PlatformId,
): Told<boolean> | undefined {
  const environments = environmentsFor(facts, platform);
  // Of a computed name an export says nothing: it lists those that there were.
  if (environments === undefined || key.includes('*')) return undefined;
  const by = `the settings exported on ${environments.asOf}`;
  const found = Object.entries(environments.names).find(([name]) => name.toLowerCase() === key.toLowerCase());
  if (found !== undefined) return { value: found[1].reviewers, by };
  // GitHub makes an environment that a job names and that is not there, without any protection.
  // https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
  return environments.all === true ? { value: false, by } : undefined;
}

function environmentsFor(
  facts: RepositoryFacts | undefined,
  platform: PlatformId,
): EnvironmentsFacts | undefined {
  switch (platform) {
    case 'github-actions':
      return facts?.github?.environments;
    case 'gitlab-ci':
      return facts?.gitlab?.environments;
    case 'azure-pipelines':
      return facts?.azure?.environments;
    default:
      return undefined;
  }
}

function subjectOf(
  declared: Configuration['assume']['subject'],
  github: GithubFacts | undefined,
): SubjectSettings {
  const prefix = declared?.prefix ?? github?.subject?.prefix;
  const ids = idsIn(prefix) ?? idsOf(github?.repository);
  // GitHub's own flag only says what was chosen; the prefix says what tokens bear.
  const chosen = prefix === undefined ? github?.subject?.identifiers : /@\d+$/u.test(prefix);
  const identifiers = declared?.identifiers ?? chosen;
  const template = declared?.template ?? github?.subject?.template;
  return {
    ...(identifiers === undefined ? {} : { identifiers }),
    ...(ids === undefined ? {} : { ids }),
    ...(template === undefined ? {} : { template }),
  };
}

function idsIn(prefix: string | undefined): SubjectSettings['ids'] {
  const [, owner, repository] = /^repo:[^@/]+@(\d+)\/[^@/]+@(\d+)$/u.exec(prefix ?? '') ?? [];
  return owner === undefined || repository === undefined ? undefined : { owner, repository };
}

function idsOf(repository: GithubFacts['repository']): SubjectSettings['ids'] {
  const { id, ownerId } = repository ?? {};
  return id === undefined || ownerId === undefined ? undefined : { owner: ownerId, repository: id };
}

function forksOf(forks: GithubFacts['forks']): Assumptions['forks'] {
  if (forks === undefined) return undefined;
  return {
    writes: forks.writeTokens === true,
    secrets: forks.secrets === true,
    by: `the settings exported on ${forks.asOf}`,
  };
}

/** A plain word fits as a word of the name, a glob the name as a whole; both without case. */
function nameMatcher(pattern: string): (name: string) => boolean {
  if (/[*?[{!]/u.test(pattern)) return picomatch(pattern, { nocase: true });
  const wanted = wordsOf(pattern).join(' ');
  return (name) => ` ${wordsOf(name).join(' ')} `.includes(` ${wanted} `);
}
