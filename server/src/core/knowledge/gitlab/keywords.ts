const YAML = 'https://docs.gitlab.com/ci/yaml/';

/**
 * Top-level keys that are no jobs, the deprecated ones among them.
 * https://docs.gitlab.com/ci/yaml/#global-keywords, https://docs.gitlab.com/ci/yaml/deprecated_keywords/
 */
export const GLOBAL_KEYWORDS: ReadonlySet<string> = new Set([
  'default',
  'include',
  'stages',
  'types',
  'variables',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
]);

/** Keys that `default:` may hold, and that jobs take from there. https://docs.gitlab.com/ci/yaml/#default */
export const DEFAULT_KEYWORDS: ReadonlySet<string> = new Set([
  'after_script',
  'artifacts',
  'before_script',
  'cache',
  'hooks',
  'id_tokens',
  'identity',
  'image',
  'interruptible',
  'retry',
  'services',
  'tags',
  'timeout',
]);

/** Of these, what may also stand at the top level. https://docs.gitlab.com/ci/yaml/deprecated_keywords/ */
export const GLOBAL_DEFAULTS: ReadonlySet<string> = new Set([
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
]);

/** Of the defaults, what a job that only starts another pipeline takes. */
export const TRIGGER_DEFAULTS: ReadonlySet<string> = new Set(['interruptible', 'retry', 'timeout', 'tags']);

/** Stages where none are written. https://docs.gitlab.com/ci/yaml/#stages */
export const DEFAULT_STAGES: readonly string[] = ['build', 'test', 'deploy'];

/** The stage of a job that names none. https://docs.gitlab.com/ci/yaml/#stage */
export const DEFAULT_STAGE = 'test';

/** https://docs.gitlab.com/ci/yaml/#stage-pre, https://docs.gitlab.com/ci/yaml/#stage-post */
export const FIRST_STAGE = '.pre';
export const LAST_STAGE = '.post';

/** Values of `when` in a job. https://docs.gitlab.com/ci/yaml/#when */
export const WHEN: ReadonlySet<string> = new Set([
  'on_success',
  'on_failure',
  'always',
  'manual',
  'delayed',
  'never',
]);

/** How deep `extends` may go. https://docs.gitlab.com/ci/yaml/#extends */
export const MOST_EXTENDS = 11;

/** How deep `!reference` may go. https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags */
export const MOST_REFERENCES = 10;

/** Where a keyword is documented. */
export function keywordPage(keyword: string): string {
  return `${YAML}#${keyword}`;
}
