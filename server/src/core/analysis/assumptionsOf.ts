import picomatch from 'picomatch';
import { wordsOf } from '../knowledge/names/words.js';
import type { Assumptions } from '../link/assumptions.js';
import type { Sensitivity } from '../model/facts.js';
import type { Configuration } from './configuration.js';
import { lookUp } from './globs.js';

const known = new WeakMap<Configuration, Assumptions>();

/** What a configuration declares, as the linker asks for it. The same object for the same configuration. */
export function assumptionsOf(configuration: Configuration): Assumptions {
  const made = known.get(configuration) ?? make(configuration);
  known.set(configuration, made);
  return made;
}

function make({ assume, sensitive, limits }: Configuration): Assumptions {
  const sensitivities = (Object.entries(sensitive) as [Sensitivity, readonly string[]][]).map(
    ([kind, patterns]) => ({ kind, matches: patterns.map(nameMatcher) }),
  );
  return {
    defaultGrants: assume.defaultTokenPermissions,
    reviewed: (key) => lookUp(assume.environments, key)?.reviewers,
    hostState: (labels) => {
      const state = labels.map((label) => lookUp(assume.runners, label)).find((known) => known !== undefined);
      return state === 'ephemeral' ? 'fresh' : state;
    },
    sensitivity: (name) =>
      sensitivities.filter(({ matches }) => matches.some((match) => match(name))).map(({ kind }) => kind),
    repository: assume.repository,
    longSessionSeconds: limits.longSessionSeconds,
  };
}

/** A plain word fits as a word of the name, a glob the name as a whole; both without case. */
function nameMatcher(pattern: string): (name: string) => boolean {
  if (/[*?[{!]/u.test(pattern)) return picomatch(pattern, { nocase: true });
  const wanted = wordsOf(pattern).join(' ');
  return (name) => ` ${wordsOf(name).join(' ')} `.includes(` ${wanted} `);
}
