import { fields } from './readFacts.js';
import type { EnvironmentFacts, GithubFacts } from './repositoryFacts.js';

/*
 * Answers of GitHub's REST API, each told by its shape. What a date is added to is a section of the facts.
 * https://docs.github.com/en/rest, version 2026-03-10
 */

type Undated<T> = T extends { readonly asOf: string } ? Omit<T, 'asOf'> : never;
type Sections = { readonly [K in keyof GithubFacts]?: Undated<NonNullable<GithubFacts[K]>> };

/** What one exported document says of a repository on GitHub; undefined for a document of another kind. */
export function githubSections(data: unknown): Sections | undefined {
  if (Array.isArray(data)) {
    const rules = data.flatMap((item) => ruleset(item) ?? []);
    return data.length > 0 && rules.length === data.length ? { rulesets: { rules } } : undefined;
  }
  const found = fields(data);
  const one = ruleset(data);
  if (one !== undefined) return { rulesets: { rules: [one] } };
  return (
    repository(found) ??
    environments(found) ??
    single(found) ??
    token(found) ??
    subject(found) ??
    forks(found) ??
    actions(found)
  );
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const digits = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;

type Fields = ReturnType<typeof fields>;

/** `repos/{owner}/{repo}` */
function repository(found: Fields): Sections | undefined {
  const name = text(found['full_name']);
  const owner = fields(found['owner']);
  if (name === undefined || text(owner['login']) === undefined) return undefined;
  const [id, ownerId] = [digits(found['id']), digits(owner['id'])];
  const visibility = text(found['visibility']);
  const defaultBranch = text(found['default_branch']);
  return {
    repository: {
      name,
      ...(id === undefined ? {} : { id }),
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(visibility === 'public' || visibility === 'private' || visibility === 'internal'
        ? { visibility }
        : {}),
      ...(defaultBranch === undefined ? {} : { defaultBranch }),
    },
  };
}

/** `repos/{owner}/{repo}/environments` */
function environments(found: Fields): Sections | undefined {
  const list = found['environments'];
  if (!Array.isArray(list)) return undefined;
  const names = list.flatMap((item): [string, EnvironmentFacts][] => {
    const name = text(fields(item)['name']);
    return name === undefined ? [] : [[name, environment(fields(item))]];
  });
  return {
    environments: {
      // A page of a longer list does not tell which there are not.
      ...(found['total_count'] === names.length ? { all: true } : {}),
      names: Object.fromEntries(names),
    },
  };
}

/** `repos/{owner}/{repo}/environments/{name}` */
function single(found: Fields): Sections | undefined {
  const name = text(found['name']);
  if (name === undefined || !Array.isArray(found['protection_rules'])) return undefined;
  return { environments: { names: { [name]: environment(found) } } };
}

function environment(found: Fields): EnvironmentFacts {
  const rules = Array.isArray(found['protection_rules']) ? found['protection_rules'].map(fields) : [];
  const asking = rules.find(({ type }) => type === 'required_reviewers');
  const list = asking?.['reviewers'];
  const timer = rules.find(({ type }) => type === 'wait_timer')?.['wait_timer'];
  const self = flag(asking?.['prevent_self_review']);
  const policy = found['deployment_branch_policy'];
  return {
    reviewers: Array.isArray(list) && list.length > 0,
    ...(self === undefined ? {} : { preventsSelfReview: self }),
    ...(typeof timer === 'number' ? { waitMinutes: timer } : {}),
    ...(policy === null
      ? { branches: 'any' as const }
      : policy === undefined
        ? {}
        : { branches: fields(policy)['protected_branches'] === true ? 'protected' : 'selected' }),
  };
}

/** `repos/{owner}/{repo}/actions/permissions/workflow` */
function token(found: Fields): Sections | undefined {
  const given = found['default_workflow_permissions'];
  if (given !== 'read' && given !== 'write') return undefined;
  const approves = flag(found['can_approve_pull_request_reviews']);
  return {
    token: { default: given, ...(approves === undefined ? {} : { approvesPullRequests: approves }) },
  };
}

/** `repos/{owner}/{repo}/actions/oidc/customization/sub` */
function subject(found: Fields): Sections | undefined {
  const usesDefault = flag(found['use_default']);
  const keys = found['include_claim_keys'];
  if (usesDefault === undefined && !Array.isArray(keys)) return undefined;
  const identifiers = flag(found['use_immutable_subject']);
  const prefix = text(found['sub_claim_prefix']);
  const claims = Array.isArray(keys) ? keys.filter((key): key is string => typeof key === 'string') : [];
  // With `use_default` false and no claims of its own, the template of the organisation counts, which is not here.
  const template = usesDefault === true ? ('default' as const) : claims.length > 0 ? claims : undefined;
  return {
    subject: {
      ...(identifiers === undefined ? {} : { identifiers }),
      ...(prefix === undefined || prefix === '' ? {} : { prefix }),
      ...(template === undefined ? {} : { template }),
    },
  };
}

const APPROVALS = {
  first_time_contributors_new_to_github: 'new-to-github',
  first_time_contributors: 'first-time',
  all_external_contributors: 'all-outside',
} as const;

/** `…/actions/permissions/fork-pr-contributor-approval` and `…/fork-pr-workflows-private-repos` */
function forks(found: Fields): Sections | undefined {
  const policy = text(found['approval_policy']);
  if (policy !== undefined && Object.hasOwn(APPROVALS, policy)) {
    return { forks: { approvalFor: APPROVALS[policy as keyof typeof APPROVALS] } };
  }
  const runs = flag(found['run_workflows_from_fork_pull_requests']);
  if (runs === undefined) return undefined;
  const asks = flag(found['require_approval_for_fork_pr_workflows']);
  return {
    forks: {
      writeTokens: found['send_write_tokens_to_workflows'] === true,
      secrets: found['send_secrets_and_variables'] === true,
      ...(asks === undefined ? {} : { asksApproval: asks }),
    },
  };
}

/** `repos/{owner}/{repo}/actions/permissions` */
function actions(found: Fields): Sections | undefined {
  const enabled = flag(found['enabled']);
  const allowed = found['allowed_actions'];
  if (enabled === undefined || (allowed === undefined && found['sha_pinning_required'] === undefined)) {
    return undefined;
  }
  const pinned = flag(found['sha_pinning_required']);
  return {
    actions: {
      enabled,
      ...(allowed === 'all' || allowed === 'local_only' || allowed === 'selected' ? { allowed } : {}),
      ...(pinned === undefined ? {} : { pinned }),
    },
  };
}

type Rule = NonNullable<GithubFacts['rulesets']>['rules'][number];

/** An item of `repos/{owner}/{repo}/rulesets`, or one ruleset with its rules. */
function ruleset(value: unknown): Rule | undefined {
  const found = fields(value);
  const name = text(found['name']);
  const { target, enforcement } = found;
  if (name === undefined || typeof enforcement !== 'string') return undefined;
  if (target !== 'branch' && target !== 'tag' && target !== 'push') return undefined;
  const include = fields(fields(found['conditions'])['ref_name'])['include'];
  const rules = Array.isArray(found['rules']) ? found['rules'].map(fields) : [];
  const reviews = fields(rules.find(({ type }) => type === 'pull_request')?.['parameters']);
  const approvals = reviews['required_approving_review_count'];
  const bypass = found['bypass_actors'];
  return {
    name,
    target,
    enforced: enforcement === 'active',
    patterns: Array.isArray(include)
      ? include.filter((item): item is string => typeof item === 'string')
      : [],
    ...(typeof approvals === 'number' ? { approvals } : {}),
    ...(Array.isArray(bypass) ? { bypassed: bypass.length > 0 } : {}),
  };
}
