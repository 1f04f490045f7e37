import type { FileDescriptor } from '../platform.js';

/**
 * The file by which pipelines start, and what projects by custom include in it. GitLab itself takes any path that the
 * project's settings or an `include` names.
 * https://docs.gitlab.com/ci/pipelines/settings/#specify-a-custom-cicd-configuration-file
 */
const BY_PATH =
  /(?:^|\/)(?:[^/]*\.gitlab-ci\.ya?ml|\.gitlab-ci\/(?:[^/]+\/)*[^/]+\.ya?ml|\.gitlab\/ci\/(?:[^/]+\/)*[^/]+\.ya?ml)$/u;

/** A folder of GitLab's in which other things stand as well. */
const OF_GITLAB = /(?:^|\/)\.gitlab\//u;

/** Folders whose YAML is another tool's by its place. */
const ELSEWHERE =
  /(?:^|\/)(?:\.github|\.circleci|\.azure-pipelines|\.tekton|\.woodpecker|\.drone|node_modules|charts|docs?)\//u;

/** Keys of a pipeline of GitLab at the top level. */
const TOP = /^(?:stages|include|workflow|default|variables|before_script)[ \t]*:/mu;
/** What stands in jobs of GitLab, and in no others of this shape. */
const OWN = /^stages[ \t]*:|!reference\b|\$\{?CI_(?:COMMIT|PIPELINE|JOB|REGISTRY|PROJECT|MERGE|DEFAULT)/mu;
/** What other tools have at the top level that GitLab has not. */
const OF_OTHERS =
  /^(?:apiVersion|kind|on|jobs|steps|pipelines|trigger|pool|resources|language|os|matrix|install|dist|sudo|AWSTemplateFormatVersion|Resources|version|orbs|tasks|definitions|plugin|clone)[ \t]*:/mu;

/** Whether a file is one of GitLab CI/CD: by its path, or where it can hardly be anything else. */
export function select({ path, text }: FileDescriptor): boolean {
  if (BY_PATH.test(path)) return true;
  if (!/\.ya?ml$/u.test(path) || ELSEWHERE.test(path) || text.length > 300_000) return false;
  if (!text.includes('script') || OF_OTHERS.test(text)) return false;
  if (OF_GITLAB.test(path)) return hasJob(text);
  return TOP.test(text) && OWN.test(text) && hasJob(text);
}

/** Whether a mapping at the top level has a script. */
function hasJob(text: string): boolean {
  let top = '';
  for (const line of text.split('\n')) {
    if (/^[^\s#-]/u.test(line)) top = line;
    else if (
      /^ {1,8}script[ \t]*:/u.test(line) &&
      !/^(?:default|variables|include|workflow)[ \t]*:/u.test(top)
    ) {
      return top !== '';
    }
  }
  return false;
}
