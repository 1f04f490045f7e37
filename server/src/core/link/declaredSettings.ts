import type { Assumptions, Told } from '../model/assumptions.js';
import type { DeclaredSetting } from '../model/declaredSetting.js';

/** The name, without its owner, by which files may speak of the repository of a file; `undefined` where none is told. */
export function ownRepositoryName({ repository, cloned }: Assumptions): string | undefined {
  const name = repository ?? cloned?.name;
  return name?.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

const made = new WeakMap<Assumptions, WeakMap<readonly DeclaredSetting[], Assumptions>>();

/**
 * Assumptions with what files of the workspace set up for the repository, which comes behind what the configuration
 * and exported settings say. The same object for the same two.
 */
export function withSettings(assumptions: Assumptions, settings: readonly DeclaredSetting[]): Assumptions {
  if (settings.length === 0) return assumptions;
  const known = made.get(assumptions) ?? new WeakMap<readonly DeclaredSetting[], Assumptions>();
  made.set(assumptions, known);
  const found = known.get(settings) ?? make(assumptions, settings);
  known.set(settings, found);
  return found;
}

function make(assumptions: Assumptions, settings: readonly DeclaredSetting[]): Assumptions {
  const template = assumptions.subject.template ?? templateIn(settings);
  const defaultGrants = assumptions.defaultGrants ?? defaultIn(settings);
  return {
    ...assumptions,
    defaultGrants,
    subject: template === undefined ? assumptions.subject : { ...assumptions.subject, template },
    reviewed: (key, platform) =>
      assumptions.reviewed(key, platform) ??
      (platform === 'github-actions' ? reviewedIn(settings, key) : undefined),
  };
}

/** Of several resources for one environment, one that asks nobody is enough. */
function reviewedIn(settings: readonly DeclaredSetting[], key: string): Told<boolean> | undefined {
  const own = settings.flatMap(({ says, by }) =>
    says.about === 'environment' && says.name.toLowerCase() === key.toLowerCase()
      ? [{ value: says.reviewers, by }]
      : [],
  );
  return own.find(({ value }) => !value) ?? own[0];
}

function templateIn(settings: readonly DeclaredSetting[]): Assumptions['subject']['template'] {
  const templates = settings.flatMap(({ says }) => (says.about === 'subject' ? [says.template] : []));
  const [first] = templates;
  return templates.every((one) => String(one) === String(first)) ? first : undefined;
}

function defaultIn(settings: readonly DeclaredSetting[]): Assumptions['defaultGrants'] {
  const levels = settings.flatMap(({ says }) => (says.about === 'token' ? [says.default] : []));
  if (levels.length === 0) return undefined;
  return levels.includes('write') ? 'permissive' : 'restricted';
}
