/*
 * Names of what OpenShift makes itself. What its roles allow is not known here; that they are there is.
 */

/**
 * Cluster roles of OpenShift and of the operators that come with it.
 * https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/authentication_and_authorization/using-rbac
 * and https://github.com/openshift/openshift-apiserver, https://github.com/openshift/cluster-monitoring-operator
 */
export const OPENSHIFT_ROLES: ReadonlySet<string> = new Set(
  [
    'basic-user cluster-debugger cluster-reader cluster-status self-access-reviewer self-provisioner storage-admin sudoer',
    'registry-admin registry-editor registry-monitor registry-viewer helm-chartrepos-viewer',
    'cluster-monitoring-view monitoring-edit monitoring-rules-edit monitoring-rules-view alert-routing-edit',
  ].flatMap((names) => names.split(' ')),
);

/**
 * Accounts that are made in each project: https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/authentication_and_authorization/using-service-accounts;
 * `pipeline` by OpenShift Pipelines.
 */
const ACCOUNTS: ReadonlySet<string> = new Set(['builder', 'default', 'deployer', 'pipeline']);

/** Whether an account is one that the platform makes by itself, or stands in a namespace that it keeps. */
export function isMadeByPlatform(namespace: string, name: string): boolean {
  return ACCOUNTS.has(name) || namespace.startsWith('openshift-');
}
