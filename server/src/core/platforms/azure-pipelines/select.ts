import type { FileDescriptor } from '../platform.js';

const YAML = /\.ya?ml$/iu;

/** Files of other platforms, whatever they look like. */
const OTHERS =
  /(?:^|\/)(?:\.github\/|\.circleci\/|[^/]*gitlab-ci[^/]*$|\.gitlab\/|bitbucket-pipelines\.yml$|\.drone\.yml$|\.travis\.yml$|docker-compose[^/]*$|action\.ya?ml$)/u;
/** Documents that say themselves what they are. */
const OTHER_KINDS =
  /^(?:apiVersion|AWSTemplateFormatVersion|kind|swagger|openapi|runs|workflows|orbs|include)[ \t]*:/mu;

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

/** Pipelines and templates: by their place, elsewhere by a look that only they have. */
export function select({ path, text }: FileDescriptor): boolean {
  if (!YAML.test(path) || OTHERS.test(path)) return false;
  if (!CONTENT.test(text) || OTHER_KINDS.test(text)) return false;
  return PLACES.test(path) || SIGNS.test(text);
}

/** Keys that only a file which starts runs may have. */
const STARTS = /^(?:trigger|pr|schedules|name|appendCommitMessageToRunName)[ \t]*:/mu;
const PIPELINE_NAME = /(?:^|\/)[^/]*(?:azure-?pipelines?|\.vsts)[^/]*$/iu;
const TEMPLATE_PLACE = /(?:^|[/_.-])(?:templates?|steps|jobs|stages)(?:[/_.-]|$)/iu;

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
