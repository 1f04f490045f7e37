import { pathfinding, type EscalationMethod, type EscalationTarget, type RequiredAction } from './method.js';

// Users, groups, roles and their policies. The resource of each action:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html

const OWN_USER: EscalationTarget = { kind: 'own-user', arns: ['arn:*:iam::*:user/*'] };
const OWN_ROLE: EscalationTarget = { kind: 'own-role', arns: ['arn:*:iam::*:role/*'] };
const OWN_GROUP: EscalationTarget = { kind: 'own-group', arns: ['arn:*:iam::*:group/*'] };
const OWN_POLICY: EscalationTarget = { kind: 'own-policy', arns: ['arn:*:iam::*:policy/*'] };
const OTHER_USER: EscalationTarget = { kind: 'other-user', arns: ['arn:*:iam::*:user/*'] };
const OTHER_ROLE: EscalationTarget = { kind: 'other-role', arns: ['arn:*:iam::*:role/*'] };
const NEW_ROLE: EscalationTarget = { kind: 'resource', arns: ['arn:*:iam::*:role/*'] };
const NEW_USER: EscalationTarget = { kind: 'resource', arns: ['arn:*:iam::*:user/*'] };
const GROUP: EscalationTarget = { kind: 'resource', arns: ['arn:*:iam::*:group/*'] };
const POLICY: EscalationTarget = { kind: 'resource', arns: ['arn:*:iam::*:policy/*'] };

const API = 'https://docs.aws.amazon.com/IAM/latest/APIReference';

// In one account, a trust policy that names a principal lets it assume the role without a statement of its own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
const BECOME_ROLE: readonly RequiredAction[] = [
  ['sts:AssumeRole', OTHER_ROLE],
  ['iam:UpdateAssumeRolePolicy', OTHER_ROLE],
];
const BECOME_USER: readonly RequiredAction[] = [
  ['iam:CreateAccessKey', OTHER_USER],
  ['iam:CreateLoginProfile', OTHER_USER],
  ['iam:UpdateLoginProfile', OTHER_USER],
];
const WIDEN_ANY_USER: readonly RequiredAction[] = [
  ['iam:AttachUserPolicy', NEW_USER],
  ['iam:PutUserPolicy', NEW_USER],
  ['iam:AddUserToGroup', GROUP],
];

const OWN_POLICIES: readonly EscalationMethod[] = [
  {
    id: 'create-policy-version',
    title: 'rewrite a managed policy that is attached to it',
    gains: 'own-rights',
    principal: 'any',
    ways: [[['iam:CreatePolicyVersion', OWN_POLICY]]],
    needs: 'a customer managed policy attached to it that the permission covers',
    source: pathfinding('iam/iam-001'),
  },
  {
    id: 'set-default-policy-version',
    title: 'bring back an earlier, wider version of a managed policy that is attached to it',
    gains: 'own-rights',
    principal: 'any',
    ways: [[['iam:SetDefaultPolicyVersion', OWN_POLICY]]],
    needs: 'a customer managed policy attached to it that has a wider version',
    source: 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
  },
  {
    id: 'attach-user-policy',
    title: 'attach any managed policy to itself',
    gains: 'admin',
    principal: 'user',
    ways: [[['iam:AttachUserPolicy', OWN_USER]]],
    source: pathfinding('iam/iam-008'),
  },
  {
    id: 'attach-group-policy',
    title: 'attach any managed policy to a group that it belongs to',
    gains: 'admin',
    principal: 'user',
    ways: [[['iam:AttachGroupPolicy', OWN_GROUP]]],
    needs: 'membership of a group that the permission covers',
    source: pathfinding('iam/iam-010'),
  },
  {
    id: 'attach-role-policy',
    title: 'attach any managed policy to itself',
    gains: 'admin',
    principal: 'role',
    ways: [[['iam:AttachRolePolicy', OWN_ROLE]]],
    source: pathfinding('iam/iam-009'),
  },
  {
    id: 'put-user-policy',
    title: 'write an inline policy onto itself',
    gains: 'admin',
    principal: 'user',
    ways: [[['iam:PutUserPolicy', OWN_USER]]],
    source: pathfinding('iam/iam-007'),
  },
  {
    id: 'put-group-policy',
    title: 'write an inline policy onto a group that it belongs to',
    gains: 'admin',
    principal: 'user',
    ways: [[['iam:PutGroupPolicy', OWN_GROUP]]],
    needs: 'membership of a group that the permission covers',
    source: pathfinding('iam/iam-011'),
  },
  {
    id: 'put-role-policy',
    title: 'write an inline policy onto itself',
    gains: 'admin',
    principal: 'role',
    ways: [[['iam:PutRolePolicy', OWN_ROLE]]],
    source: pathfinding('iam/iam-005'),
  },
  {
    id: 'add-user-to-group',
    title: 'join another group',
    gains: 'own-rights',
    principal: 'user',
    ways: [[['iam:AddUserToGroup', GROUP]]],
    needs: 'a group with wider rights',
    source: pathfinding('iam/iam-013'),
  },
  {
    id: 'remove-user-boundary',
    title: 'remove or replace its own permissions boundary',
    gains: 'own-rights',
    principal: 'user',
    againstBoundary: true,
    ways: [[['iam:DeleteUserPermissionsBoundary', OWN_USER]], [['iam:PutUserPermissionsBoundary', OWN_USER]]],
    needs: 'policies that allow more than the boundary',
    source: `${API}/API_DeleteUserPermissionsBoundary.html`,
  },
  {
    id: 'remove-role-boundary',
    title: 'remove or replace its own permissions boundary',
    gains: 'own-rights',
    principal: 'role',
    againstBoundary: true,
    ways: [[['iam:DeleteRolePermissionsBoundary', OWN_ROLE]], [['iam:PutRolePermissionsBoundary', OWN_ROLE]]],
    needs: 'policies that allow more than the boundary',
    source: `${API}/API_DeleteRolePermissionsBoundary.html`,
  },
];

const OTHER_IDENTITIES: readonly EscalationMethod[] = [
  {
    id: 'assume-role',
    title: 'assume another role',
    gains: 'another-role',
    principal: 'any',
    ways: [[['sts:AssumeRole', OTHER_ROLE]]],
    needs: 'a role whose trust policy admits it',
    source: pathfinding('sts/sts-001'),
  },
  {
    id: 'update-assume-role-policy',
    title: 'let itself into another role by rewriting its trust policy',
    gains: 'another-role',
    principal: 'any',
    ways: [[['iam:UpdateAssumeRolePolicy', OTHER_ROLE]]],
    source: pathfinding('iam/iam-012'),
  },
  {
    id: 'create-access-key',
    title: 'create an access key of another user',
    gains: 'another-user',
    principal: 'any',
    ways: [[['iam:CreateAccessKey', OTHER_USER]]],
    needs: 'a user with fewer than two access keys',
    source: pathfinding('iam/iam-002'),
  },
  {
    id: 'replace-access-key',
    title: 'replace an access key of another user',
    gains: 'another-user',
    principal: 'any',
    refines: 'create-access-key',
    ways: [
      [
        ['iam:DeleteAccessKey', OTHER_USER],
        ['iam:CreateAccessKey', OTHER_USER],
      ],
    ],
    source: pathfinding('iam/iam-003'),
  },
  {
    id: 'update-access-key',
    title: 'switch on a disabled access key of another user',
    gains: 'another-user',
    principal: 'any',
    ways: [[['iam:UpdateAccessKey', OTHER_USER]]],
    // It changes whether a key works, and tells nothing of the key.
    onlyIf: 'it knows the secret of a key that was switched off',
    source: `${API}/API_UpdateAccessKey.html`,
  },
  {
    id: 'create-login-profile',
    title: 'give another user a console password',
    gains: 'another-user',
    principal: 'any',
    ways: [[['iam:CreateLoginProfile', OTHER_USER]]],
    needs: 'a user without a password',
    source: pathfinding('iam/iam-004'),
  },
  {
    id: 'update-login-profile',
    title: 'change the console password of another user',
    gains: 'another-user',
    principal: 'any',
    ways: [[['iam:UpdateLoginProfile', OTHER_USER]]],
    needs: 'a user with a password, and no second factor',
    source: pathfinding('iam/iam-006'),
  },
  {
    id: 'service-specific-credential',
    title: 'create or reset a service credential of another user',
    gains: 'another-user',
    principal: 'any',
    ways: [
      [['iam:CreateServiceSpecificCredential', OTHER_USER]],
      [['iam:ResetServiceSpecificCredential', OTHER_USER]],
    ],
    needs: 'a user with rights in CodeCommit, Keyspaces or Bedrock, which take such credentials',
    source: `${API}/API_CreateServiceSpecificCredential.html`,
  },
  {
    id: 'upload-ssh-public-key',
    title: 'act as another user in CodeCommit with an SSH key of its own',
    gains: 'another-user',
    principal: 'any',
    ways: [[['iam:UploadSSHPublicKey', OTHER_USER]]],
    needs: 'a user with rights in CodeCommit',
    source: `${API}/API_UploadSSHPublicKey.html`,
  },
];

const WIDEN_AND_BECOME: readonly EscalationMethod[] = [
  {
    id: 'attach-role-policy-and-assume',
    title: 'attach any managed policy to another role, and become it',
    gains: 'admin',
    principal: 'any',
    ways: BECOME_ROLE.map((become) => [['iam:AttachRolePolicy', OTHER_ROLE], become]),
    source: pathfinding('iam/iam-014'),
  },
  {
    id: 'put-role-policy-and-assume',
    title: 'write an inline policy onto another role, and become it',
    gains: 'admin',
    principal: 'any',
    ways: BECOME_ROLE.map((become) => [['iam:PutRolePolicy', OTHER_ROLE], become]),
    source: pathfinding('iam/iam-017'),
  },
  {
    id: 'create-policy-version-and-assume',
    title: 'rewrite a managed policy of another role, and become it',
    gains: 'admin',
    principal: 'any',
    ways: BECOME_ROLE.map((become) => [['iam:CreatePolicyVersion', POLICY], become]),
    needs: 'a customer managed policy attached to that role',
    source: pathfinding('iam/iam-016'),
  },
  {
    id: 'attach-user-policy-and-log-in',
    title: 'attach any managed policy to another user, and log in as that user',
    gains: 'admin',
    principal: 'any',
    ways: BECOME_USER.map((become) => [['iam:AttachUserPolicy', OTHER_USER], become]),
    source: pathfinding('iam/iam-015'),
  },
  {
    id: 'put-user-policy-and-log-in',
    title: 'write an inline policy onto another user, and log in as that user',
    gains: 'admin',
    principal: 'any',
    ways: BECOME_USER.map((become) => [['iam:PutUserPolicy', OTHER_USER], become]),
    source: pathfinding('iam/iam-018'),
  },
  {
    id: 'create-role',
    title: 'create a role with any rights, and assume it',
    gains: 'admin',
    principal: 'any',
    ways: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'].map((widen) => [
      ['iam:CreateRole', NEW_ROLE],
      [widen, NEW_ROLE],
    ]),
    source: `${API}/API_CreateRole.html`,
  },
  {
    id: 'create-user',
    title: 'create a user with any rights, and log in as that user',
    gains: 'admin',
    principal: 'any',
    ways: WIDEN_ANY_USER.flatMap((widen) =>
      ['iam:CreateAccessKey', 'iam:CreateLoginProfile'].map((login): readonly RequiredAction[] => [
        ['iam:CreateUser', NEW_USER],
        widen,
        [login, NEW_USER],
      ]),
    ),
    source: `${API}/API_CreateUser.html`,
  },
];

/** Rewriting policies, credentials and trust in IAM itself. */
export const IDENTITY_METHODS: readonly EscalationMethod[] = [
  ...OWN_POLICIES,
  ...OTHER_IDENTITIES,
  ...WIDEN_AND_BECOME,
];
