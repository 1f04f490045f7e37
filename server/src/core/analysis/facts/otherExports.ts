import { fields } from './readFacts.js';
import type { AzureFacts, EnvironmentFacts, GitlabFacts } from './repositoryFacts.js';

type Undated<T> = T extends { readonly asOf: string } ? Omit<T, 'asOf'> : never;
type GitlabSections = { readonly [K in keyof GitlabFacts]?: Undated<NonNullable<GitlabFacts[K]>> };
type AzureSections = { readonly [K in keyof AzureFacts]?: Undated<NonNullable<AzureFacts[K]>> };
type Fields = ReturnType<typeof fields>;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * What one exported document says of a project on GitLab: `projects/:id`, `projects/:id/protected_environments` and
 * `projects/:id/protected_branches`. https://docs.gitlab.com/api/projects/, https://docs.gitlab.com/api/protected_environments/
 */
export function gitlabSections(data: unknown): GitlabSections | undefined {
  if (!Array.isArray(data)) return project(fields(data));
  const items = data.map(fields);
  if (items.length === 0) return undefined;
  if (items.every((item) => Array.isArray(item['deploy_access_levels']))) {
    return { environments: { names: Object.fromEntries(items.flatMap(protectedEnvironment)) } };
  }
  if (items.every((item) => Array.isArray(item['push_access_levels']))) {
    return { branches: { names: Object.fromEntries(items.flatMap(protectedBranch)) } };
  }
  return undefined;
}

function project(found: Fields): GitlabSections | undefined {
  const name = text(found['path_with_namespace']);
  if (name === undefined) return undefined;
  const { id, visibility } = found;
  const branch = text(found['default_branch']);
  const parts = found['ci_id_token_sub_claim_components'];
  const push = found['ci_push_repository_for_job_token_allowed'];
  const forks = found['ci_allow_fork_pipelines_to_run_in_parent_project'];
  return {
    project: {
      name,
      ...(typeof id === 'number' ? { id: String(id) } : {}),
      ...(visibility === 'public' || visibility === 'private' || visibility === 'internal'
        ? { visibility }
        : {}),
      ...(branch === undefined ? {} : { defaultBranch: branch }),
      ...(Array.isArray(parts)
        ? { subject: parts.filter((part): part is string => typeof part === 'string') }
        : {}),
      ...(typeof push === 'boolean' ? { jobTokenMayPush: push } : {}),
      ...(typeof forks === 'boolean' ? { parentRunsForks: forks } : {}),
    },
  };
}

/** Somebody has to approve where the environment itself or one of its rules asks for at least one approval. */
function protectedEnvironment(item: Fields): readonly (readonly [string, EnvironmentFacts])[] {
  const name = text(item['name']);
  if (name === undefined) return [];
  const rules = Array.isArray(item['approval_rules']) ? item['approval_rules'].map(fields) : [];
  const counts = [item['required_approval_count'], ...rules.map((rule) => rule['required_approvals'])];
  return [
    [
      name,
      {
        reviewers: counts.some((count) => typeof count === 'number' && count > 0),
        deployers: levels(item['deploy_access_levels']),
      },
    ],
  ];
}

function protectedBranch(
  item: Fields,
): readonly (readonly [string, { readonly push?: string; readonly merge?: string }])[] {
  const name = text(item['name']);
  const push = levels(item['push_access_levels']).join(', ');
  const merge = levels(item['merge_access_levels']).join(', ');
  return name === undefined
    ? []
    : [[name, { ...(push === '' ? {} : { push }), ...(merge === '' ? {} : { merge }) }]];
}

function levels(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => text(fields(item)['access_level_description']) ?? []);
}

const ASKING: ReadonlySet<string> = new Set(['Approval']);

/**
 * What one exported document says of checks on Azure DevOps: `_apis/pipelines/checks/configurations`, which names
 * resources by their ids, and with `$expand=settings` by name as well.
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/approvalsandchecks/check-configurations/list
 */
export function azureSections(data: unknown): AzureSections | undefined {
  const list = fields(data)['value'];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const checks = list.map(fields);
  if (!checks.every((check) => fields(check['resource'])['type'] !== undefined)) return undefined;
  const of = (kind: string): Readonly<Record<string, EnvironmentFacts>> => {
    const found: Record<string, EnvironmentFacts> = {};
    for (const check of checks) {
      const resource = fields(check['resource']);
      const name = text(resource['name']);
      if (resource['type'] !== kind || name === undefined) continue;
      const asks = ASKING.has(text(fields(check['type'])['name']) ?? '') && check['isDisabled'] !== true;
      found[name] = { reviewers: asks || found[name]?.reviewers === true };
    }
    return found;
  };
  const [environments, connections] = [of('environment'), of('endpoint')];
  return {
    ...(Object.keys(environments).length === 0 ? {} : { environments: { names: environments } }),
    ...(Object.keys(connections).length === 0 ? {} : { connections: { names: connections } }),
  };
}
