// Generated from schemas/configuration.schema.json by `npm run generate`. Do not edit.
import type { SchemaNode } from './schemaNode.js';

/** The schema of `.trustscope.yml`. */
export const CONFIGURATION_SCHEMA: SchemaNode = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:trustscope:schema:configuration:1',
  title: 'TrustScope configuration',
  description:
    '`.trustscope.yml`. The nearest file up the folders counts for a workflow, alone: files are not merged. Globs are relative to the folder of this file.',
  type: 'object',
  additionalProperties: false,
  properties: {
    rules: {
      title: 'Rules',
      description: 'Severity of a rule, or where it speaks. Keys are rule ids.',
      examples: [
        {
          'persisted-checkout-token': 'off',
          'long-session': { severity: 'warning', exclude: ['.github/workflows/nightly-*.yml'] },
        },
      ],
      type: 'object',
      additionalProperties: {
        title: 'Setting of one rule',
        description: 'A severity, `off`, or a mapping with `severity`, `paths` and `exclude`.',
        examples: ['off', 'warning'],
        anyOf: [
          { $ref: '#/definitions/severity' },
          {
            type: 'object',
            additionalProperties: false,
            properties: {
              severity: {
                title: 'Severity',
                description: 'Replaces the severity that reach, initiators, lifetime and gates add up to.',
                examples: ['warning'],
                anyOf: [{ $ref: '#/definitions/severity' }],
              },
              paths: {
                title: 'Only in these files',
                description: 'The rule is silent elsewhere. Absent means everywhere.',
                examples: [['.github/workflows/release*.yml']],
                $ref: '#/definitions/globs',
              },
              exclude: {
                title: 'Not in these files',
                description: 'The rule is silent here.',
                examples: [['.github/workflows/sandbox-*.yml']],
                $ref: '#/definitions/globs',
              },
            },
          },
        ],
      },
    },
    assume: {
      title: 'Facts that lie outside the files',
      description:
        "What the repository's or organisation's settings say. A hover marks what rests on it as assumed by configuration.",
      examples: [
        { defaultTokenPermissions: 'restricted', environments: { production: { reviewers: true } } },
      ],
      type: 'object',
      additionalProperties: false,
      properties: {
        defaultTokenPermissions: {
          title: 'Default token permissions',
          description:
            'What GITHUB_TOKEN may do in a job for which no `permissions` block stands anywhere: Settings > Actions > General > Workflow permissions. Unset, the wider one is taken.',
          examples: ['restricted'],
          anyOf: [
            { const: 'permissive', description: 'Read and write in every scope.' },
            { const: 'restricted', description: 'Read contents and packages only.' },
          ],
        },
        environments: {
          title: 'Environments',
          description:
            "By name or glob: whether the environment's settings ask reviewers before a job may use it.",
          examples: [{ production: { reviewers: true } }, { 'preview-*': { reviewers: false } }],
          type: 'object',
          propertyNames: { examples: ['production', 'staging'] },
          additionalProperties: {
            title: 'Environment',
            description: "What this environment's settings say.",
            examples: [{ reviewers: true }],
            type: 'object',
            additionalProperties: false,
            required: ['reviewers'],
            properties: {
              reviewers: {
                title: 'Required reviewers',
                description:
                  '`true` makes the environment an enforced gate; `false` says that it checks nothing.',
                examples: [true],
                type: 'boolean',
              },
            },
          },
        },
        runners: {
          title: 'Self-hosted runners',
          description: 'By label or glob: whether each job gets a fresh machine.',
          examples: [{ 'build-pool': 'ephemeral' }],
          type: 'object',
          propertyNames: { examples: ['self-hosted'] },
          additionalProperties: {
            title: 'Runner',
            description: 'Whether what one job leaves behind can be read by the next.',
            examples: ['ephemeral'],
            anyOf: [
              { const: 'ephemeral', description: 'A fresh machine for each job.' },
              { const: 'persistent', description: 'The next job finds what this one left.' },
            ],
          },
        },
        blockedEvents: {
          title: 'Blocked events',
          description:
            "Events that workflow execution protections keep from starting runs (Settings > Actions > Policies), such as `pull_request_target`, which GitHub's default policy blocks in public repositories since 2026-12-02. Nobody starts a session by them.",
          examples: [['pull_request_target']],
          type: 'array',
          items: {
            title: 'Event',
            description: 'The event as a workflow names it.',
            examples: ['pull_request_target'],
            type: 'string',
            pattern: '^[a-z_]+$',
          },
        },
        repository: {
          title: 'Repository',
          description: '`owner/name`, to compute the claims that a job presents to a cloud, such as `sub`.',
          examples: ['acme/shop'],
          type: 'string',
          pattern: '^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$',
        },
        subject: {
          title: "Subject of GitHub's tokens",
          description:
            "How GitHub puts the `sub` of this repository's tokens together: `gh api repos/OWNER/REPO/actions/oidc/customization/sub` shows it. Repositories made, renamed or moved after 2026-07-15 bear identifiers.",
          examples: [{ identifiers: true }, { prefix: 'repo:acme@123456/shop@456789' }],
          type: 'object',
          additionalProperties: false,
          properties: {
            identifiers: {
              title: 'Identifiers',
              description:
                'Whether the ids of owner and repository stand behind their names: `repo:acme@123456/shop@456789:…`.',
              examples: [true],
              type: 'boolean',
            },
            prefix: {
              title: 'Prefix',
              description: 'What subjects begin with, as GitHub shows it under `sub_claim_prefix`.',
              examples: ['repo:acme@123456/shop@456789'],
              type: 'string',
              pattern: '^repo:[A-Za-z0-9._-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$',
            },
            template: {
              title: 'Template',
              description:
                'The claims that make up the subject, in order (`include_claim_keys`), or `default`.',
              examples: ['default', ['repo', 'context', 'job_workflow_ref']],
              anyOf: [
                { const: 'default', description: 'Nobody chose a template.' },
                { type: 'array', items: { type: 'string', pattern: '^[a-z_]+$' } },
              ],
            },
          },
        },
      },
    },
    sensitive: {
      title: 'Sensitive names',
      description:
        'Words or globs that make the name of a secret, role or environment sensitive, beside the built-in ones.',
      examples: [{ production: ['live', 'PRD_*'], billing: ['ledger'] }],
      type: 'object',
      additionalProperties: false,
      properties: {
        production: {
          title: 'Production',
          description: 'Names that speak of production.',
          examples: [['live', 'PRD_*']],
          $ref: '#/definitions/names',
        },
        billing: {
          title: 'Billing',
          description: 'Names that speak of money: invoices, payments, ledgers.',
          examples: [['ledger', 'INVOICE_*']],
          $ref: '#/definitions/names',
        },
        'customer-data': {
          title: 'Customer data',
          description: "Names that speak of the customers' data.",
          examples: [['crm', 'SUBSCRIBER_*']],
          $ref: '#/definitions/names',
        },
        admin: {
          title: 'Administration',
          description: 'Names that speak of administrative power.',
          examples: [['root', 'ORG_OWNER_*']],
          $ref: '#/definitions/names',
        },
        publishing: {
          title: 'Publishing',
          description: 'Names that can put a release before its users.',
          examples: [['marketplace', 'STORE_*']],
          $ref: '#/definitions/names',
        },
      },
    },
    limits: {
      title: 'Limits',
      description: 'What is accepted without remark. Keys are the ids of the rules that use them.',
      examples: [{ 'long-session': '2h' }],
      type: 'object',
      additionalProperties: false,
      properties: {
        'long-session': {
          title: 'Longest session without remark',
          description: 'A duration such as `90m` or `1h30m`, or a number of seconds. The default is `1h`.',
          examples: ['1h', '90m', 5400],
          anyOf: [
            { type: 'integer', minimum: 1 },
            { type: 'string', pattern: '^(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?$' },
          ],
        },
      },
    },
    ignore: {
      title: 'Ignored files',
      description:
        'Globs of files that are not analysed. What they call, or what calls them, is then unknown.',
      examples: [['examples/**']],
      $ref: '#/definitions/globs',
    },
    scopes: {
      title: 'Contract',
      description:
        'How far sessions may reach, as people have agreed on it: ceilings by name. Of the entries that name a session the first counts, alone. What goes beyond is `scope-exceeds-contract`; `trustscope contract --init` writes entries from what is there.',
      examples: [
        [
          {
            identities: ['job publish'],
            may: [{ system: 'repository', access: 'read' }],
            lasts: '30m',
            startedBy: [{ event: 'push', actor: 'collaborator', conditions: ['branch main'] }],
          },
        ],
      ],
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['identities'],
        properties: {
          identities: {
            title: 'Identities',
            description:
              'The sessions that this is for, as reports name them: `job publish`, `role deploy`, `service account shop/api`. `*` stands for any text.',
            examples: [['job publish', 'job release-*'], ['role *']],
            $ref: '#/definitions/names',
          },
          files: {
            title: 'Only in these files',
            description: 'Globs of the files in which such sessions stand. Absent means everywhere.',
            examples: [['.github/workflows/release.yml']],
            $ref: '#/definitions/globs',
          },
          may: {
            title: 'Allowed reach',
            description:
              'All that such a session may reach, over other identities too: one item has to allow each grant. Absent means that reach is not limited; an empty list allows nothing.',
            examples: [
              [
                { system: 'repository', access: 'read' },
                { actions: ['s3:PutObject'], on: ['arn:aws:s3:::shop-releases/*'] },
              ],
            ],
            $ref: '#/definitions/reaches',
          },
          lasts: {
            title: 'Longest session',
            description:
              'A duration such as `90m` or `1h30m`, a number of seconds, or `unbounded`. Absent means that it is not limited.',
            examples: ['1h', 5400, 'unbounded'],
            $ref: '#/definitions/life',
          },
          credentialsLast: {
            title: 'Longest credential',
            description:
              'How long that may work on which outlives the session, such as the session of a role. Absent means as long as `lasts`.',
            examples: ['1h'],
            $ref: '#/definitions/life',
          },
          startedBy: {
            title: 'Allowed starters',
            description:
              'The ways in which such a session may be started. Absent means that they are not limited.',
            examples: [[{ event: 'push', actor: 'collaborator', conditions: ['branch main'] }]],
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              properties: {
                event: {
                  title: 'Event',
                  description:
                    "The platform's word for what starts it, as reports show it. `*` stands for any text. Absent means any.",
                  examples: ['push', 'schedule', 'assumed by job build'],
                  type: 'string',
                  pattern: '^.{1,2000}$',
                },
                actor: {
                  title: 'Least trusted actor',
                  description:
                    'The least trusted who may cause it; who is trusted more may, too. Absent means anybody.',
                  examples: ['collaborator'],
                  anyOf: [
                    { const: 'anyone', description: 'Anybody at all.' },
                    { const: 'outside-contributor', description: 'Anybody who proposes a change.' },
                    { const: 'another-session', description: 'Another session, which is limited by itself.' },
                    { const: 'workload', description: 'Something that runs, such as a pod or a bot.' },
                    { const: 'collaborator', description: 'People with write access.' },
                    { const: 'maintainer', description: 'People who administer it.' },
                    { const: 'schedule', description: 'The clock alone.' },
                  ],
                },
                conditions: {
                  title: 'Conditions',
                  description:
                    'What must narrow it, as reports show it. Of branches and tags any one of those named will do; all else must be there.',
                  examples: [['branch main'], ['branch main, release/*']],
                  $ref: '#/definitions/names',
                },
                withheld: {
                  title: 'Withheld',
                  description: 'What the platform must hold back from such a run.',
                  examples: [['writes', 'secrets']],
                  type: 'array',
                  items: {
                    anyOf: [
                      { const: 'writes', description: 'It may only read.' },
                      { const: 'secrets', description: 'It is given no secrets.' },
                    ],
                  },
                },
              },
            },
          },
          gates: {
            title: 'Demanded gates',
            description:
              'Gates that must stand before kinds of reach. One whose proof lies elsewhere does not do, unless `proof: settings` says so.',
            examples: [[{ before: [{ system: 'deployment', access: 'write' }], kind: 'approval' }]],
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              properties: {
                before: {
                  title: 'Before',
                  description:
                    'The reach before which it must stand; `access` is here the lowest level concerned. Absent means before all.',
                  examples: [[{ system: 'secrets' }]],
                  $ref: '#/definitions/reaches',
                },
                name: {
                  title: 'Name of the gate',
                  description: 'As reports show it. `*` stands for any text. Absent means any gate.',
                  examples: ['environment production'],
                  type: 'string',
                  pattern: '^.{1,200}$',
                },
                kind: {
                  title: 'Kind of gate',
                  description: 'How it checks. Absent means in any way.',
                  examples: ['approval'],
                  anyOf: [
                    { const: 'approval', description: 'Somebody approves.' },
                    { const: 'step-up', description: 'A second factor, or a fresh claim.' },
                    { const: 'condition', description: 'A claim, source or tag that is compared.' },
                    { const: 'fresh-session', description: 'Another session with its own authorization.' },
                    { const: 'human-in-the-loop', description: 'An agent has to ask.' },
                  ],
                },
                proof: {
                  title: 'Proof',
                  description: 'Where it has to be proved that the gate asks somebody. Absent means `files`.',
                  examples: ['settings'],
                  anyOf: [
                    { const: 'files', description: 'By the files, imported settings or this configuration.' },
                    {
                      const: 'settings',
                      description: 'By settings that nobody shows here: that it stands there is enough.',
                    },
                  ],
                },
              },
            },
          },
          notKnown: {
            title: 'Accepted as not known',
            description:
              'What may stay unknown of such sessions, in the words of reports. `*` stands for any text. All else that is not known is told.',
            examples: [['what acme/notify does with the token it is given']],
            type: 'array',
            items: {
              type: 'string',
              pattern: '^.{1,1000}$',
              examples: ['what acme/notify does with the token it is given'],
            },
          },
        },
      },
    },
    actions: {
      title: 'Facts about actions',
      description:
        "By `owner/repo` or `owner/repo/path`, without a version: what an action does with the job's token. It counts before what TrustScope knows of the action itself, whatever the version.",
      examples: [{ 'acme/notify': { token: 'none' } }],
      type: 'object',
      propertyNames: {
        examples: ['acme/notify', 'acme/tools/publish'],
        pattern: '^(?!.*\\.ya?ml$)[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?$',
      },
      additionalProperties: {
        title: 'Action',
        description: "What this action does with the job's token. What is not named here it does not do.",
        examples: [{ token: ['github-token'], needs: { issues: 'write' } }],
        type: 'object',
        additionalProperties: false,
        required: ['token'],
        properties: {
          token: {
            title: 'Token',
            description:
              "How the action comes by the job's token. A step that hands it over in none of these ways needs nothing of `needs`, save `id-token`.",
            examples: ['none', ['github-token']],
            anyOf: [
              { const: 'none', description: 'It does not use it.' },
              { const: 'default', description: 'It takes it by itself, without an input.' },
              { type: 'array', items: { type: 'string' }, description: 'Through these inputs.' },
              {
                type: 'object',
                additionalProperties: false,
                properties: {
                  inputs: {
                    title: 'Inputs',
                    description: 'Inputs that carry the token.',
                    examples: [['github-token']],
                    type: 'array',
                    items: { type: 'string' },
                  },
                  env: {
                    title: 'Environment variables',
                    description: 'Variables from which it reads the token.',
                    examples: [['GITHUB_TOKEN']],
                    type: 'array',
                    items: { type: 'string' },
                  },
                  default: {
                    title: 'Without any',
                    description:
                      "Whether it takes the job's token where it is handed none, for example by `default: ${{ github.token }}` of the input.",
                    examples: [true],
                    type: 'boolean',
                  },
                },
              },
            ],
          },
          needs: {
            title: 'Needed permissions',
            description: 'The least permissions that the action needs, by scope. Absent: none.',
            examples: [{ contents: 'read', issues: 'write' }],
            type: 'object',
            propertyNames: { examples: ['contents', 'issues', 'pull-requests', 'packages', 'id-token'] },
            additionalProperties: {
              title: 'Level',
              description: 'The least level needed.',
              examples: ['read'],
              anyOf: [
                { const: 'read', description: 'It only reads.' },
                { const: 'write', description: 'It changes something.' },
              ],
            },
          },
          federates: {
            title: 'Federated login',
            description:
              "Whether it exchanges the job's identity token for another credential: it then needs `id-token: write`.",
            examples: [true],
            type: 'boolean',
          },
          source: {
            title: 'Source',
            description: 'A page or file that says so.',
            examples: ['https://github.com/acme/notify#permissions'],
            type: 'string',
          },
        },
      },
    },
  },
  definitions: {
    severity: {
      anyOf: [
        { const: 'off', description: 'The rule is silent.' },
        { const: 'hint', description: 'Could be narrower.' },
        { const: 'information', description: 'Hygiene.' },
        { const: 'warning', description: 'Clearly wider or longer than needed.' },
        { const: 'error', description: 'An actor nobody approved reaches something that matters.' },
      ],
    },
    life: {
      anyOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: '^(unbounded|(?=.*[1-9])([0-9]+h)?([0-9]+m)?([0-9]+s)?)$' },
      ],
    },
    reaches: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          system: {
            title: 'System',
            description:
              'Kind of the system (`repository`, `secrets`, `data`, `identity`, …), its name (`S3`), or both. `*` stands for any text. Absent means any.',
            examples: ['repository', 'data S3', 'secrets'],
            type: 'string',
            pattern: '^.{1,200}$',
          },
          access: {
            title: 'Level',
            description: 'The highest level that is allowed. Absent means any.',
            examples: ['read'],
            anyOf: [
              { const: 'read', description: 'Reading alone.' },
              { const: 'write', description: 'Reading and changing.' },
              { const: 'admin', description: 'Anything.' },
            ],
          },
          actions: {
            title: 'Actions',
            description:
              'As reports show them: `contents:write`, `s3:PutObject`, `get secrets`. `*` stands for any text. Absent means any.',
            examples: [['contents:write'], ['s3:Get*', 's3:List*']],
            $ref: '#/definitions/texts',
          },
          on: {
            title: 'Resources',
            description:
              'What the actions may be on, as reports show it. `*` stands for any text. Absent means anything.',
            examples: [['arn:aws:s3:::shop-releases/*']],
            $ref: '#/definitions/texts',
          },
          only: {
            title: 'Limits',
            description:
              'What must limit it: `namespace shop`, `name web`, or a condition of a policy as reports show it.',
            examples: [['namespace shop']],
            $ref: '#/definitions/texts',
          },
        },
      },
    },
    texts: { type: 'array', items: { type: 'string', pattern: '^.{1,1000}$', examples: ['s3:Get*'] } },
    globs: { type: 'array', items: { type: 'string', pattern: '^.{1,200}$', examples: ['**/*.yml'] } },
    names: { type: 'array', items: { type: 'string', pattern: '^.{1,2000}$', examples: ['live', 'PRD_*'] } },
  },
};
