/** Pages that several facts come from. */
const DOCS = 'https://kubernetes.io/docs';

export const RBAC = `${DOCS}/reference/access-authn-authz/rbac/`;
export const GOOD_PRACTICES = `${DOCS}/concepts/security/rbac-good-practices/`;
export const SERVICE_ACCOUNTS = `${DOCS}/reference/access-authn-authz/service-accounts-admin/`;
export const AUTHENTICATION = `${DOCS}/reference/access-authn-authz/authentication/`;
export const IMPERSONATION = `${DOCS}/reference/access-authn-authz/user-impersonation/`;
export const EPHEMERAL = `${DOCS}/concepts/workloads/pods/ephemeral-containers/`;
export const WEBHOOKS = `${DOCS}/reference/access-authn-authz/extensible-admission-controllers/`;
export const CERTIFICATES = `${DOCS}/reference/access-authn-authz/certificate-signing-requests/`;
export const AGGREGATION = `${DOCS}/concepts/extend-kubernetes/api-extension/apiserver-aggregation/`;
