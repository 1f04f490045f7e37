import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

const YAML = /\.ya?ml$/iu;

/**
 * Where pipelines and their templates lie by custom: the page that makes a pipeline proposes `azure-pipelines.yml`, and
 * `.vsts-ci.yml` was its name before.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/get-started/clone-import-pipeline
 */
const PLACES =
  /(?:^|\/)(?:[^/]*azure-?pipelines?[^/]*\.ya?ml|\.vsts[-\w.]*\.ya?ml|\.azure-?pipelines\/.*|\.azuredevops\/.*|\.azdo\/.*|\.pipelines\/.*|\.vsts(?:-ci)?\/.*|azure-?pipelines?\/.*)$/iu;

/** What such a file holds at its root, at least one of it. */
const CONTENT = /^(?:stages|jobs|phases|steps|extends)[ \t]*:/mu;
/** What no other platform has. */
const SIGNS = new RegExp(
  [
    '^[ \\t]*(?:-[ \\t]+)?task[ \\t]*:[ \\t]*[\'"]?[\\w.-]+@\\d',
    '^[ \\t]*vmImage[ \\t]*:',
    '^[ \\t]*(?:-[ \\t]+)?[\'"]?\\$\\{\\{[ \\t]*(?:if|each|else|elseif|insert)\\b',
    '\\$\\{\\{[ \\t]*parameters\\.',
    '^[ \\t]*-[ \\t]+(?:deployment|checkout|script|pwsh|bash|powershell|template)[ \\t]*:',
    '^extends[ \\t]*:[ \\t]*\\r?\\n[ \\t]+template[ \\t]*:',
  ].join('|'),
  'mu',
);

/** What a pipeline or a template may hold at its root. https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/pipeline */
const KEYS = new Set(
  (
    'appendCommitMessageToRunName batch container extends jobs lockBehavior name parameters phases pool pr ' +
    'resources schedules server services stages steps strategy trigger variables workspace'
  ).split(' '),
);

/** Pipelines and templates: by their place, elsewhere by a look that only they have. */
export function select({ path, text }: FileDescriptor): Sureness {
  if (!YAML.test(path) || !CONTENT.test(text)) return SURE.not;
  if (PLACES.test(path)) return SURE.custom;
  return SIGNS.test(text) && rootKeys(text).every((key) => KEYS.has(key)) ? SURE.looks : SURE.not;
}

/** The keys in the first column; those that an expression makes are left out. */
function rootKeys(text: string): readonly string[] {
  return [...text.matchAll(/^["']?([\w.-]+)["']?[ \t]*:(?=\s|$)/gmu)].map(([, key = '']) => key);
}

/** Keys that only a file which starts runs may have. */
const STARTS = /^(?:trigger|pr|schedules|name|appendCommitMessageToRunName)[ \t]*:/mu;
const PIPELINE_NAME = /(?:^|\/)[^/]*(?:azure-?pipelines?|\.vsts)[^/]*$/iu;
const TEMPLATE_PLACE = /(?:^|[/_.-])(?:templates?|steps|jobs|stages)(?:[/_.-]|$)/iu;

/** Whether a file says what starts it, which a template does not. */
export function namesStart(text: string): boolean {
  return STARTS.test(text);
}

/**
 * Whether a file is taken in by others: it names nothing that starts it, and stands under a name or with parameters of a
 * template. A pipeline without triggers is started by every push, a template by nothing.
 */
export function isTemplate(uri: string, text: string): boolean {
  if (STARTS.test(text)) return false;
  const [name = '', ...folders] = uri.split('/').reverse();
  const byName = TEMPLATE_PLACE.test([...folders.slice(0, 2).reverse(), name].join('/'));
  const hasParameters = /^parameters[ \t]*:/mu.test(text);
  if (PIPELINE_NAME.test(`/${name}`)) return byName && hasParameters;
  return hasParameters || byName || !/^(?:pool|resources|variables|extends)[ \t]*:/mu.test(text);
}
