/**
 * Variables that Azure Pipelines sets by itself, by the first part of their names.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables
 */
const PREDEFINED =
  /^(?:agent|build|checks|common|environment|pipeline|release|resources|strategy|system|tf_build)(?:\.|$)/iu;

/** Whether the platform itself sets a variable of this name. */
export function isPredefined(name: string): boolean {
  return PREDEFINED.test(name);
}

/** The variable that holds the job's own token. */
export const OWN_TOKEN = 'system.accesstoken';

/**
 * Variables of a pull request's build whose text its author chooses: the name of the source branch, and whose fork it
 * comes from. `Build.SourceBranch` is `refs/pull/<number>/merge` there, and the message of the merge commit that is
 * built is the platform's own.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables#system-variables
 */
export const CHOSEN_BY_AUTHOR: ReadonlySet<string> = new Set([
  'system.pullrequest.sourcebranch',
  'system.pullrequest.sourcebranchname',
  'system.pullrequest.sourcerepositoryuri',
]);
