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
    globs: { type: 'array', items: { type: 'string', pattern: '^.{1,200}$', examples: ['**/*.yml'] } },
    names: { type: 'array', items: { type: 'string', pattern: '^.{1,200}$', examples: ['live', 'PRD_*'] } },
  },
};
