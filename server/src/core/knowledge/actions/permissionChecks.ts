/** An action that asks, for whoever started the run, what they may do in the repository. */
export interface PermissionCheck {
  /** `owner/repo`, lower case. */
  readonly action: string;
  /** Input that sets the level to check for, and what it is when left out; absent: the level is not chosen. */
  readonly levelInput?: string;
  readonly levelDefault?: string;
  /** Inputs that let others through as well, when they are set. */
  readonly openedBy?: readonly string[];
  /**
   * What comes of a no: it `fails`, and the steps behind it do not run; it only tells by an output (`tells`), so that the
   * steps behind it run unless they ask; it only keeps itself from acting (`own`); `unknown` where no source says it.
   */
  readonly effect: 'fails' | 'tells' | 'own' | 'unknown';
  readonly source: string;
}

/** Levels that outsiders have too. */
export const OPEN_LEVELS: ReadonlySet<string> = new Set(['none', 'read', 'pull']);

/** Each read from the action's own action.yml or documentation. */
export const PERMISSION_CHECKS: readonly PermissionCheck[] = [
  {
    action: 'xt0rted/slash-command-action',
    levelInput: 'permission-level',
    levelDefault: 'write',
    effect: 'fails',
    source: 'https://github.com/xt0rted/slash-command-action#usage',
  },
  {
    action: 'peter-evans/slash-command-dispatch',
    levelInput: 'permission',
    levelDefault: 'write',
    effect: 'own',
    source: 'https://github.com/peter-evans/slash-command-dispatch/blob/0849c83c5c10/src/main.ts',
  },
  {
    action: 'prince-chrismc/check-actor-permissions-action',
    levelInput: 'permission',
    effect: 'fails',
    source: 'https://github.com/prince-chrismc/check-actor-permissions-action#getting-started',
  },
  {
    action: 'actions-cool/check-user-permission',
    levelInput: 'require',
    effect: 'tells',
    source: 'https://github.com/actions-cool/check-user-permission/blob/main/action.yml',
  },
  {
    action: 'skjnldsv/check-actor-permission',
    levelInput: 'require',
    effect: 'unknown',
    source: 'https://github.com/skjnldsv/check-actor-permission/blob/main/action.yml',
  },
  {
    action: 'scherermichael-oss/action-has-permission',
    levelInput: 'required-permission',
    levelDefault: 'write',
    effect: 'tells',
    source: 'https://github.com/scherermichael-oss/action-has-permission#outputs',
  },
  {
    action: 'prometheus/promci/approve_workflows',
    effect: 'unknown',
    source: 'https://github.com/prometheus/promci/blob/14f7dcb26f5f/approve_workflows/approve-workflows.sh',
  },
  {
    action: 'anthropics/claude-code-action',
    openedBy: ['allowed_non_write_users', 'allowed_bots'],
    effect: 'own',
    source: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md#access-control',
  },
];

/**
 * Calls of GitHub's API by which a script learns what somebody may do, or whether they belong to an organization or team.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * https://docs.github.com/en/rest/orgs/members
 */
export const PERMISSION_QUERY =
  /getCollaboratorPermissionLevel|checkCollaborator|\/collaborators\/\S+|checkMembershipForUser|getMembershipFor\w+|\/memberships?\/\S+|\borgs\/\S+\/members\/\S+|author_?association/iu;
