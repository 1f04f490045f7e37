import type { SystemKind } from '../../model/vocabulary.js';

/** A level as GitHub documents it; `unknown` where neither the documentation nor GitHub's own source tells. */
export type DocumentedLevel = 'none' | 'read' | 'write' | 'unknown';

/** One scope of GITHUB_TOKEN, as the `permissions` key names it. */
export interface PermissionScope {
  readonly name: string;
  /** Levels that the workflow syntax accepts besides `none`. Empty: the scope cannot be set at all. */
  readonly levels: readonly ('read' | 'write')[];
  readonly system: SystemKind;
  /** What a thief of the token could do with each level. */
  readonly opens: { readonly read?: string; readonly write?: string };
  /** What a job without any `permissions` gets where the default is permissive. */
  readonly permissive: DocumentedLevel;
  /** The same where the default is restricted. */
  readonly restricted: DocumentedLevel;
  /** The most that a pull request from a public fork can have. */
  readonly forkMaximum: DocumentedLevel;
  /** Whether `permissions: read-all` gives a usable read. */
  readonly readAll: boolean | 'unknown';
  /** What `permissions: write-all` gives. */
  readonly writeAll: DocumentedLevel;
  readonly source: string;
  readonly note?: string;
}

const SYNTAX =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions';
const PARSER = 'https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Permissions.cs';
const SCHEMA = 'https://github.com/actions/languageservices/blob/main/workflow-parser/src/workflow-v1.0.json';
const REPOSITORY_SETTINGS =
  'https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository';

const app = (section: string): string =>
  `https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps#repository-permissions-for-${section}`;

/** Scopes for which both levels exist and the default table says read/write, none, read. */
const ordinary = {
  levels: ['read', 'write'],
  permissive: 'write',
  restricted: 'none',
  forkMaximum: 'read',
  readAll: true,
  writeAll: 'write',
} as const;

/**
 * Every scope that GitHub's documentation or its published schema names (state of August 2026, the newest found).
 *
 * Levels: GitHub's schema. Defaults and the ceiling for forks: the table of the GITHUB_TOKEN reference, and for
 * scopes newer than it the sentences that the restricted default reads `contents` and `packages` only and that a fork
 * turns every write into read. `read-all` and `write-all`: the constructor in GitHub's own workflow parser, which every
 * shorthand goes through.
 */
export const PERMISSION_SCOPES: readonly PermissionScope[] = [
  {
    name: 'actions',
    ...ordinary,
    system: 'control-plane',
    opens: {
      read: 'list workflow runs and download their logs and artifacts',
      write: 'start, re-run, cancel and approve workflow runs, and delete their logs and artifacts',
    },
    source: app('actions'),
    note: 'Starting a run by workflow_dispatch works with GITHUB_TOKEN, so one job can start another workflow.',
  },
  {
    name: 'artifact-metadata',
    ...ordinary,
    system: 'artifacts',
    opens: {
      read: 'read the storage and deployment records of build artifacts',
      write: 'create storage and deployment records on behalf of build artifacts',
    },
    source: SYNTAX,
    note: 'Not in the table of defaults; the defaults are those of the permission policies in the workflow parser.',
  },
  {
    name: 'attestations',
    ...ordinary,
    system: 'artifacts',
    opens: { read: 'read artifact attestations', write: 'generate artifact attestations for a build' },
    source: SYNTAX,
  },
  {
    name: 'checks',
    ...ordinary,
    system: 'repository',
    opens: {
      read: 'read check runs and check suites',
      write: 'create and change check runs, and so make a check look passed',
    },
    source: app('checks'),
  },
  {
    // Accepted since May 2026; the pages that list scopes did not name it in the versions found.
    name: 'code-quality',
    levels: ['read', 'write'],
    system: 'repository',
    opens: { read: 'read code quality data', write: 'write code quality data' },
    permissive: 'unknown',
    restricted: 'none',
    forkMaximum: 'read',
    readAll: 'unknown',
    writeAll: 'unknown',
    source: SCHEMA,
  },
  {
    name: 'contents',
    ...ordinary,
    restricted: 'read',
    system: 'repository',
    opens: {
      read: 'read code, commits, branches and releases',
      write:
        'push commits and tags, create and delete branches and releases, merge pull requests, send repository_dispatch',
    },
    source: app('contents'),
    note: 'Merging a pull request needs this scope, not pull-requests.',
  },
  {
    // Announced in 2026; needs an organization's policy "Allow use of Copilot CLI billed to the organization".
    name: 'copilot-requests',
    levels: ['write'],
    system: 'api',
    opens: { write: 'send Copilot requests that are billed to the organization' },
    permissive: 'unknown',
    restricted: 'none',
    forkMaximum: 'unknown',
    readAll: 'unknown',
    writeAll: 'unknown',
    source: 'https://docs.github.com/en/copilot/how-tos/copilot-cli/use-copilot-cli-in-actions',
  },
  {
    name: 'deployments',
    ...ordinary,
    system: 'deployment',
    opens: {
      read: 'read deployments and their statuses',
      write: 'create and delete deployments and set their status',
    },
    source: app('deployments'),
  },
  {
    name: 'discussions',
    ...ordinary,
    system: 'repository',
    opens: { read: 'read discussions', write: 'create, change, close and delete discussions' },
    source: SYNTAX,
  },
  {
    // In the schema since July 2026, hidden from completion behind a feature flag; no documentation found.
    name: 'drives',
    levels: ['read', 'write'],
    system: 'data',
    opens: {
      read: 'check out GitHub Drives workspace storage',
      write: 'commit changes to GitHub Drives workspace storage',
    },
    permissive: 'unknown',
    restricted: 'none',
    forkMaximum: 'read',
    readAll: 'unknown',
    writeAll: 'unknown',
    source: SCHEMA,
  },
  {
    name: 'id-token',
    levels: ['write'],
    system: 'identity',
    opens: {
      write: 'obtain OIDC tokens with which clouds and registries that trust this repository grant roles',
    },
    permissive: 'none',
    restricted: 'none',
    forkMaximum: 'none',
    readAll: false,
    writeAll: 'write',
    source: 'https://docs.github.com/en/actions/reference/security/oidc#required-permission',
    note: `Never part of a default, but part of write-all (${PARSER}). read-all sets the inert level read: only write lets a job request a token.`,
  },
  {
    name: 'issues',
    ...ordinary,
    system: 'repository',
    opens: {
      read: 'read issues and their comments',
      write: 'open, edit, label, assign, lock and comment on issues and pull requests',
    },
    source: app('issues'),
  },
  {
    name: 'metadata',
    levels: [],
    system: 'repository',
    opens: { read: 'read the public facts of the repository' },
    permissive: 'read',
    restricted: 'read',
    forkMaximum: 'read',
    readAll: true,
    writeAll: 'read',
    source: app('metadata'),
    note: 'The table of defaults shows read in every column. The permissions key does not know it: writing it is an error.',
  },
  {
    name: 'models',
    levels: ['read'],
    system: 'api',
    opens: { read: 'call the inference API of GitHub Models on the account of the owner' },
    permissive: 'read',
    restricted: 'none',
    forkMaximum: 'none',
    readAll: true,
    writeAll: 'read',
    source: SYNTAX,
    note: 'Third-party reports say that GitHub Models was retired on 2026-07-30; the scope is still accepted.',
  },
  {
    name: 'packages',
    ...ordinary,
    restricted: 'read',
    system: 'artifacts',
    opens: { read: 'download packages', write: 'upload and publish packages' },
    source: SYNTAX,
  },
  {
    name: 'pages',
    ...ordinary,
    system: 'deployment',
    opens: {
      read: 'read the settings and builds of the Pages site',
      write: 'build and deploy the Pages site and change its settings',
    },
    source: app('pages'),
  },
  {
    name: 'pull-requests',
    ...ordinary,
    system: 'repository',
    opens: {
      read: 'read pull requests and reviews',
      write: 'open, edit, label, comment on and review pull requests, and dismiss reviews',
    },
    source: app('pull-requests'),
    note: `Opening and approving pull requests also needs the setting "Allow GitHub Actions to create and approve pull requests", off by default in a new personal repository (${REPOSITORY_SETTINGS}).`,
  },
  {
    name: 'repository-projects',
    ...ordinary,
    system: 'repository',
    opens: { read: 'read classic project boards', write: 'create, change and delete classic project boards' },
    source: SYNTAX,
    note: 'Classic projects; the documentation shows it only where they still exist. The syntax still accepts it.',
  },
  {
    name: 'security-events',
    ...ordinary,
    system: 'repository',
    opens: {
      read: 'read code scanning alerts',
      write: 'upload and delete code scanning results and change the status of code scanning alerts',
    },
    source: app('code-scanning-alerts'),
    note: 'Secret scanning alerts are never readable with GITHUB_TOKEN; Dependabot alerts need vulnerability-alerts.',
  },
  {
    name: 'statuses',
    ...ordinary,
    system: 'repository',
    opens: {
      read: 'read commit statuses',
      write: 'set commit statuses, and so make a required status look passed',
    },
    source: app('commit-statuses'),
  },
  {
    name: 'vulnerability-alerts',
    levels: ['read'],
    system: 'repository',
    opens: { read: 'read Dependabot alerts, that is, known unfixed weaknesses' },
    // The parser's policies: the permissive one takes the read that write-all takes.
    permissive: 'read',
    restricted: 'none',
    forkMaximum: 'unknown',
    readAll: true,
    writeAll: 'read',
    source: SYNTAX,
    note: 'Documented: write is not valid, and both read-all and write-all include it as read. Not in the table of defaults.',
  },
];
