import {
  hackTricks,
  NONE,
  PASS_ROLE,
  PASSED_ROLE,
  passedTo,
  resource,
  type EscalationMethod,
  type RequiredAction,
  type RolePassing,
} from './method.js';

// Changing who may log in, and as what: identity providers, certificates, Identity Center, directories.

const IDENTITY_POOL = resource('arn:*:cognito-identity:*:*:identitypool/*');
const USER_POOL = resource('arn:*:cognito-idp:*:*:userpool/*');
const TRUST_ANCHOR = resource('arn:*:rolesanywhere:*:*:trust-anchor/*');
const ROLE_ALIAS = resource('arn:*:iot:*:*:rolealias/*');
const IOT_POLICY = resource('arn:*:iot:*:*:policy/*');
const CERTIFICATE = resource('arn:*:iot:*:*:cert/*');
const SSO_INSTANCE = resource('arn:*:sso:::instance/*');
const PERMISSION_SET = resource('arn:*:sso:::permissionSet/*/*');
const SSO_ACCOUNT = resource('arn:*:sso:::account/*');

// The identity pool's roles are assumed with a token, not by a service.
// https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
const TO_COGNITO: RolePassing = {
  passedTo: ['cognito-identity.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'],
  trusts: [
    { kind: 'Federated', id: 'cognito-identity.amazonaws.com' },
    { kind: 'Federated', id: 'cognito-identity-us-gov.amazonaws.com' },
  ],
};

// A certificate of its own, and a policy with which a role alias takes it.
// https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html
const IOT_CERTIFICATE: readonly RequiredAction[] = [
  ['iot:CreateKeysAndCertificate', NONE],
  ['iot:CreatePolicy', IOT_POLICY],
  ['iot:AttachPolicy', CERTIFICATE],
];

/** What every call on a permission set is checked against. */
function onPermissionSet(action: string): readonly RequiredAction[] {
  return [
    [action, SSO_INSTANCE],
    [action, PERMISSION_SET],
  ];
}

const PROVISION: readonly RequiredAction[] = [
  ...onPermissionSet('sso:ProvisionPermissionSet'),
  ['sso:ProvisionPermissionSet', SSO_ACCOUNT],
];

const PROVIDERS: readonly EscalationMethod[] = [
  {
    id: 'update-saml-provider',
    title: 'replace the metadata of a SAML provider with its own, and log in as anyone',
    gains: 'another-role',
    principal: 'any',
    ways: [[['iam:UpdateSAMLProvider', resource('arn:*:iam::*:saml-provider/*')]]],
    needs: 'a role that trusts the provider',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html',
  },
  {
    id: 'assume-root',
    title: 'take a root session in a member account of the organisation',
    gains: 'another-user',
    principal: 'any',
    ways: [[['sts:AssumeRoot', resource('arn:*:iam::*:root')]]],
    needs: 'the management account, or an account that administers root access for it',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html',
  },
  {
    id: 'pass-role-roles-anywhere',
    title: 'log in with a certificate of its own as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('rolesanywhere.amazonaws.com'),
    ways: [[PASS_ROLE, ['rolesanywhere:CreateTrustAnchor', NONE], ['rolesanywhere:CreateProfile', NONE]]],
    source: 'https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html',
  },
  {
    id: 'roles-anywhere-update-trust-anchor',
    title: 'replace the certificate authority that an existing trust anchor believes',
    gains: 'another-role',
    principal: 'any',
    ways: [[['rolesanywhere:UpdateTrustAnchor', TRUST_ANCHOR]]],
    needs: 'a trust anchor and a profile in use',
    source: 'https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_UpdateTrustAnchor.html',
  },
  {
    id: 'pass-role-iot-role-alias',
    title: 'log in with a device certificate of its own as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('credentials.iot.amazonaws.com'),
    ways: ['iot:CreateRoleAlias', 'iot:UpdateRoleAlias'].map((alias) => [
      PASS_ROLE,
      [alias, ROLE_ALIAS],
      ...IOT_CERTIFICATE,
    ]),
    source: 'https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html',
  },
  {
    id: 'iot-device-certificate',
    title: 'log in with a device certificate of its own as the role of an existing role alias',
    gains: 'another-role',
    principal: 'any',
    ways: [IOT_CERTIFICATE],
    needs: 'a role alias',
    source: 'https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html',
  },
];

const COGNITO: readonly EscalationMethod[] = [
  {
    id: 'pass-role-cognito-identity-pool',
    title: 'have an identity pool hand out any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_COGNITO,
    ways: [[PASS_ROLE, ['cognito-identity:SetIdentityPoolRoles', NONE]]],
    needs: 'an identity pool that it can log in to',
    source: hackTricks('cognito'),
  },
  {
    id: 'cognito-update-identity-pool',
    title: 'let itself into an identity pool, and take its roles',
    gains: 'another-role',
    principal: 'any',
    ways: [[['cognito-identity:UpdateIdentityPool', IDENTITY_POOL]]],
    needs: 'an identity pool with roles',
    source: hackTricks('cognito'),
  },
  {
    id: 'cognito-developer-identity',
    title: 'mint a token for any identity of an identity pool, and take its role',
    gains: 'another-role',
    principal: 'any',
    ways: [[['cognito-identity:GetOpenIdTokenForDeveloperIdentity', IDENTITY_POOL]]],
    needs: 'an identity pool that takes developer identities',
    source:
      'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html',
  },
  {
    id: 'cognito-add-user-to-group',
    title: 'add a user of its own to a group, and assume the role of the group',
    gains: 'another-role',
    principal: 'any',
    ways: [[['cognito-idp:AdminAddUserToGroup', USER_POOL]]],
    onlyIf:
      'it has a user of the pool, a group has a role and an identity pool assumes the role from the token',
    source: hackTricks('cognito'),
  },
  {
    id: 'pass-role-cognito-group',
    title: 'give a group of its user any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: { ...TO_COGNITO, passedTo: [...TO_COGNITO.passedTo, 'cognito-idp.amazonaws.com'] },
    ways: ['cognito-idp:CreateGroup', 'cognito-idp:UpdateGroup'].map((action) => [
      ['iam:PassRole', PASSED_ROLE],
      [action, USER_POOL],
    ]),
    needs: 'a user of the group, and an identity pool that assumes the role from the token',
    source: hackTricks('cognito'),
  },
];

const WORKFORCE: readonly EscalationMethod[] = [
  {
    id: 'sso-account-assignment',
    title: 'assign itself any permission set on any account',
    gains: 'another-role',
    principal: 'any',
    ways: [[...onPermissionSet('sso:CreateAccountAssignment'), ['sso:CreateAccountAssignment', SSO_ACCOUNT]]],
    needs: 'a user in Identity Center',
    source: hackTricks('sso-and-identitystore'),
  },
  {
    id: 'sso-widen-permission-set',
    title: 'widen a permission set that it can use',
    gains: 'admin',
    principal: 'any',
    ways: [
      'sso:PutInlinePolicyToPermissionSet',
      'sso:AttachManagedPolicyToPermissionSet',
      'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
    ].map((widen) => [...onPermissionSet(widen), ...PROVISION]),
    needs: 'a permission set that is assigned to it or to somebody it can act as',
    source: hackTricks('sso-and-identitystore'),
  },
  {
    id: 'identity-center-join-group',
    title: 'join a group in Identity Center',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['identitystore:CreateGroupMembership', resource('arn:*:identitystore:::group/*')],
        ['identitystore:CreateGroupMembership', resource('arn:*:identitystore::*:identitystore/*')],
        ['identitystore:CreateGroupMembership', resource('arn:*:identitystore:::user/*')],
      ],
      [['sso-directory:AddMemberToGroup', NONE]],
    ],
    needs: 'a user in Identity Center, and a group with an assignment',
    source: hackTricks('sso-and-identitystore'),
  },
  {
    id: 'identity-center-reset-password',
    title: 'reset the password of a user in Identity Center',
    gains: 'another-user',
    principal: 'any',
    ways: [[['sso-directory:UpdatePassword', NONE]]],
    needs: 'a directory that Identity Center holds itself',
    source: hackTricks('sso-and-identitystore'),
  },
  {
    id: 'directory-reset-password',
    title: 'reset the password of a user in a directory',
    gains: 'another-user',
    principal: 'any',
    ways: [[['ds:ResetUserPassword', resource('arn:*:ds:*:*:directory/*')]]],
    needs: 'a directory',
    source: hackTricks('directory-services'),
  },
];

/** Changing who may log in. */
export const FEDERATION_METHODS: readonly EscalationMethod[] = [...PROVIDERS, ...COGNITO, ...WORKFORCE];
