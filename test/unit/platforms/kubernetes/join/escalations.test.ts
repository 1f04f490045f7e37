import { describe, expect, it } from 'vitest';
import { ESCALATION_METHODS } from '../../../../../server/src/core/knowledge/kubernetes/escalations.js';
import type { Escalation } from '../../../../../server/src/core/model/escalation.js';
import { clusterOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account, role, clusterRole, bind, bindAll, pod, token } = object;

/**
 * A cluster with somebody in it who is worth becoming: `shop/boss` runs in pod `boss` and has a token Secret
 * `boss-token`; `shop/idle` is only declared; `other/boss` runs in another namespace; `shop/silent` runs without a token.
 */
const OTHERS = manifest(
  account('shop', 'boss'),
  pod('shop', 'boss', 'boss'),
  token('shop', 'boss-token', 'boss'),
  account('shop', 'idle'),
  account('shop', 'silent'),
  pod('shop', 'silent', 'silent', '  automountServiceAccountToken: false\n'),
  account('other', 'boss'),
  pod('other', 'boss', 'boss'),
);

/** Rules given in namespace `shop` by a RoleBinding; rules after `!` in all of the cluster. */
function escalationsBy(rules: readonly string[], ...more: readonly string[]): readonly Escalation[] {
  const narrow = rules.filter((rule) => !rule.startsWith('!'));
  const wide = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
  const { account: of } = clusterOf({
    'others.yaml': OTHERS,
    'thief.yaml': manifest(
      account('shop', 'thief'),
      role('shop', 'narrow', ...narrow),
      bind('shop', 'Role narrow', 'thief'),
      clusterRole('wide', ...wide),
      bindAll('ClusterRole wide', 'shop/thief'),
      ...more,
    ),
  });
  return of('shop/thief').escalations;
}

function told(escalations: readonly Escalation[]): readonly string[] {
  return escalations.map(({ method, gains, targets }) => {
    const names = targets.map((id) => id.replace(/^.*#account:/u, '')).sort();
    return `${method} ${gains} ${names.join(',')}`.trim();
  });
}

const SHOP = 'shop/boss,shop/idle,shop/silent';
const ALL = `other/boss,${SHOP}`;
const CSR = 'certificates.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';

describe('a way to more', () => {
  it.each<readonly [name: string, rules: readonly string[], expected: readonly string[]]>([
    ['pods', ['core/pods create'], [`create-pod identity ${SHOP}`]],
    ['pods anywhere', ['!core/pods create'], [`create-pod everything ${ALL}`]],
    ['every verb', ['core/pods *'], [`create-pod identity ${SHOP}`, 'change-pod-image identity shop/boss']],
    ['deployments', ['apps/deployments create'], [`create-workload identity ${SHOP}`]],
    ['every resource of apps', ['apps/* create'], [`create-workload identity ${SHOP}`]],
    ['jobs', ['batch/jobs create'], [`create-workload identity ${SHOP}`]],
    ['Argo workflows', ['argoproj.io/workflows create'], [`create-workload identity ${SHOP}`]],
    ['changed workloads', ['apps/statefulsets patch'], [`change-workload identity ${SHOP}`]],
    ['one workload by name', ['apps/deployments update [api]'], [`change-workload identity ${SHOP}`]],
    ['images of pods', ['core/pods patch'], ['change-pod-image identity shop/boss']],
    ['one pod by name', ['core/pods patch [boss]'], ['change-pod-image identity shop/boss']],
    ['exec', ['core/pods/exec create'], ['exec-into-pod identity shop/boss']],
    ['exec anywhere', ['!core/pods/exec create'], ['exec-into-pod identity other/boss,shop/boss']],
    ['exec over a WebSocket', ['core/pods/exec get'], ['exec-into-pod-by-websocket identity shop/boss']],
    ['exec both ways, once', ['core/pods/exec create,get'], ['exec-into-pod identity shop/boss']],
    ['exec into one pod', ['core/pods/exec create [boss]'], ['exec-into-pod identity shop/boss']],
    ['attach', ['core/pods/attach create'], ['attach-to-pod identity shop/boss']],
    ['ephemeral containers', ['core/pods/ephemeralcontainers patch'], ['debug-pod identity shop/boss']],
    ['the kubelet, by get', ['!core/nodes/proxy get'], ['kubelet-api identity other/boss,shop/boss']],
    ['the kubelet, by create', ['!core/nodes/proxy create'], ['kubelet-api identity other/boss,shop/boss']],
    ['tokens', ['core/serviceaccounts/token create'], [`request-token identity ${SHOP}`]],
    [
      'the token of one account',
      ['core/serviceaccounts/token create [idle]'],
      ['request-token identity shop/idle'],
    ],
    ['a token Secret', ['core/secrets get'], ['read-token-secret identity shop/boss']],
    ['a list of Secrets', ['core/secrets list'], ['read-token-secret identity shop/boss']],
    ['a watch on one Secret', ['core/secrets watch [boss-token]'], ['read-token-secret identity shop/boss']],
    [
      'Secrets made and read',
      ['core/secrets create,get'],
      ['read-token-secret identity shop/boss', `mint-token-secret identity ${SHOP}`],
    ],
    ['an account', ['core/serviceaccounts impersonate'], [`impersonate-account identity ${SHOP}`]],
    [
      'an account by name',
      ['core/serviceaccounts impersonate [boss]'],
      ['impersonate-account identity shop/boss'],
    ],
    ['users', ['!core/users impersonate'], ['impersonate-user identity']],
    ['users and groups', ['!core/users,groups impersonate'], [`impersonate-masters everything ${ALL}`]],
    [
      'accounts and the group of masters',
      ['!core/groups impersonate [system:masters]', 'core/serviceaccounts impersonate [idle]'],
      ['impersonate-account identity shop/idle', `impersonate-masters everything ${ALL}`],
    ],
    [
      'another group',
      ['!core/groups impersonate [auditors]', '!core/users impersonate [jane]'],
      ['impersonate-group identity'],
    ],
    [
      'certificates',
      [
        `!${CSR}/certificatesigningrequests create`,
        `!${CSR}/certificatesigningrequests/approval update`,
        `!${CSR}/signers approve [kubernetes.io/kube-apiserver-client]`,
      ],
      [`approve-certificate everything ${ALL}`],
    ],
    [
      'mutating webhooks',
      [`!${ADMISSION}/mutatingwebhookconfigurations create`],
      [`mutating-webhook everything ${ALL}`],
    ],
    [
      'mutating policies and their bindings',
      [`!${ADMISSION}/mutatingadmissionpolicies,mutatingadmissionpolicybindings create`],
      [`mutating-policy everything ${ALL}`],
    ],
    [
      'one mutating webhook',
      [`!${ADMISSION}/mutatingwebhookconfigurations patch [defaults]`],
      [`mutating-webhook everything ${ALL}`],
    ],
    [
      'validating webhooks',
      [`!${ADMISSION}/validatingwebhookconfigurations update`],
      ['validating-webhook rights'],
    ],
    ['volumes', ['!core/persistentvolumes create'], ['create-host-volume identity other/boss,shop/boss']],
    [
      'volumes and pods',
      ['!core/persistentvolumes create', 'apps/deployments patch'],
      [`change-workload identity ${SHOP}`, 'create-persistent-volume identity other/boss,shop/boss'],
    ],
    ['aws-auth', ['!core/configmaps patch [aws-auth]'], [`map-cloud-identity everything ${ALL}`]],
    ['any ConfigMap', ['!core/configmaps update'], [`map-cloud-identity everything ${ALL}`]],
    ['its ClusterRole', [`!${RBAC}/clusterroles escalate,update`], ['escalate-role everything']],
    [
      'its ClusterRole by name',
      [`!${RBAC}/clusterroles escalate,patch [wide]`],
      ['escalate-role everything'],
    ],
    ['its Role', [`${RBAC}/roles escalate,update`], ['escalate-role rights']],
    ['its Role by name', [`${RBAC}/roles escalate,update [narrow]`], ['escalate-role rights']],
    [
      'any ClusterRole',
      [`!${RBAC}/clusterroles bind`, `!${RBAC}/clusterrolebindings create`],
      ['bind-role everything'],
    ],
    [
      'cluster-admin',
      [`!${RBAC}/clusterroles bind [cluster-admin]`, `!${RBAC}/clusterrolebindings create`],
      ['bind-role everything'],
    ],
    [
      'any ClusterRole in a namespace',
      [`${RBAC}/clusterroles bind`, `${RBAC}/rolebindings create`],
      ['bind-role rights'],
    ],
    [
      'edit in a namespace',
      [`!${RBAC}/clusterroles bind [edit]`, `${RBAC}/rolebindings create`],
      ['bind-role rights'],
    ],
    ['any Role', [`${RBAC}/roles bind`, `${RBAC}/rolebindings patch`], ['bind-role rights']],
  ])('is %s', (_name, rules, expected) => {
    expect(told(escalationsBy(rules)).toSorted()).toEqual(expected.toSorted());
  });

  it.each<readonly [name: string, rules: readonly string[]]>([
    ['pods are only read', ['core/pods get,list,watch,delete']],
    ['pods are created by name only: such a request has none', ['core/pods create [boss]']],
    ['deployments of a group that is not served', ['shop.example/deployments create']],
    ['only the scale of deployments', ['apps/deployments/scale update']],
    ['only the status of pods', ['core/pods/status update']],
    ['jobs that are there are changed', ['batch/jobs update']],
    ['the logs of pods', ['core/pods/log get', 'core/pods/portforward create']],
    ['exec on all that is called pods, but no subresource', ['core/pods/* create']],
    ['ephemeral containers are read', ['core/pods/ephemeralcontainers get']],
    ['the kubelet in a namespace: nodes are in none', ['core/nodes/proxy get']],
    ['nodes, but not their proxy', ['!core/nodes get,list,watch', '!core/nodes/stats,nodes/metrics get']],
    ['accounts are created, but no tokens', ['core/serviceaccounts create,update']],
    ['tokens are reviewed', ['!authentication.k8s.io/tokenreviews create']],
    ['another Secret by name', ['core/secrets get [config]']],
    ['Secrets are made and not read', ['core/secrets create,update,patch']],
    ['Secrets are made, and one other is read', ['core/secrets create', 'core/secrets get [config]']],
    ['groups, but nobody to go with them', ['!core/groups impersonate']],
    ['users in a namespace', ['core/users impersonate']],
    [
      'certificates of another signer',
      [
        `!${CSR}/certificatesigningrequests create`,
        `!${CSR}/certificatesigningrequests/approval update`,
        `!${CSR}/signers approve [kubernetes.io/kubelet-serving]`,
      ],
    ],
    [
      'certificates without approve on the signer',
      [`!${CSR}/certificatesigningrequests create`, `!${CSR}/certificatesigningrequests/approval update`],
    ],
    [
      'certificates of others are approved',
      [`!${CSR}/certificatesigningrequests/approval update`, `!${CSR}/signers approve`],
    ],
    ['webhooks are read', [`!${ADMISSION}/mutatingwebhookconfigurations get,list,watch,delete`]],
    ['webhooks are created by name only', [`!${ADMISSION}/mutatingwebhookconfigurations create [defaults]`]],
    ['a mutating policy that nothing binds', [`!${ADMISSION}/mutatingadmissionpolicies create`]],
    ['webhooks in a namespace', [`${ADMISSION}/mutatingwebhookconfigurations create`]],
    ['volumes are claimed', ['core/persistentvolumeclaims create', '!core/persistentvolumes get,delete']],
    ['another ConfigMap', ['!core/configmaps update [settings]']],
    ['ConfigMaps of another namespace', ['core/configmaps update']],
    ['aws-auth is read', ['!core/configmaps get [aws-auth]']],
    ['escalate, but roles are not changed', [`!${RBAC}/clusterroles escalate,get`]],
    ['roles are changed, but not beyond what it has', [`!${RBAC}/clusterroles create,update,patch`]],
    ['escalate on a role that it does not have', [`!${RBAC}/clusterroles escalate,update [other]`]],
    [
      'escalate on one role, change of another',
      [`!${RBAC}/clusterroles escalate [wide]`, `!${RBAC}/clusterroles update [x]`],
    ],
    ['ClusterRoles in a namespace', [`${RBAC}/clusterroles escalate,update`]],
    ['bind, but no binding', [`!${RBAC}/clusterroles bind`]],
    ['bindings, but not beyond what it has', [`!${RBAC}/clusterrolebindings,rolebindings create,update`]],
    ['bind of a role that only reads', [`!${RBAC}/clusterroles bind [view]`, `${RBAC}/rolebindings create`]],
    [
      'bind of a role with no more than it has',
      [`!${RBAC}/clusterroles bind [wide]`, `!${RBAC}/clusterrolebindings create`],
    ],
    [
      'bind in the namespace, binding in all',
      [`${RBAC}/clusterroles bind`, `!${RBAC}/clusterrolebindings create`],
    ],
  ])('is not there when %s', (_name, rules) => {
    expect(told(escalationsBy(rules))).toEqual([]);
  });

  it('is not there by rights in a namespace where nobody else is, but for accounts that no file shows', () => {
    const { account: of } = clusterOf({
      'others.yaml': OTHERS,
      'thief.yaml': manifest(
        account('shop', 'thief'),
        role('tools', 'pods', 'core/pods create', 'core/secrets get'),
        bind('tools', 'Role pods', 'shop/thief'),
      ),
    });
    expect(told(of('shop/thief').escalations)).toEqual(['create-pod identity']);
    expect(of('shop/thief').becomes).toEqual([]);
  });

  it('is binding a role of the workspace by name, or joining a binding that is there', () => {
    const more = [
      clusterRole('operator', 'core/secrets,pods *'),
      bindAll('ClusterRole operator', 'group:operators'),
    ];
    const found = escalationsBy(
      [`!${RBAC}/clusterroles bind [operator]`, `!${RBAC}/clusterrolebindings update [operator]`],
      ...more,
    );
    expect(found.map(({ method, leadsTo }) => [method, leadsTo])).toEqual([
      ['bind-role', 'the rights of ClusterRole `operator` in the cluster'],
    ]);
    expect(
      told(
        escalationsBy(
          [`!${RBAC}/clusterroles bind [operator]`, `!${RBAC}/clusterrolebindings update [elsewhere]`],
          ...more,
        ),
      ),
    ).toEqual([]);
  });

  it('is nothing to whoever may do everything', () => {
    expect(told(escalationsBy(['!*/* *']))).toEqual([]);
    expect(told(escalationsBy(['*/* *'])).length).toBeGreaterThan(8);
  });

  it('names the grants that it takes, the cause first, and its source', () => {
    const [found] = escalationsBy([
      `!${CSR}/certificatesigningrequests create`,
      `!${CSR}/certificatesigningrequests/approval patch`,
      `!${CSR}/signers approve`,
    ]);
    expect(found?.by.map(({ action }) => action)).toEqual([
      `patch certificatesigningrequests.${CSR}/approval`,
      `create certificatesigningrequests.${CSR}`,
      `approve signers.${CSR}`,
    ]);
    expect(found?.origin).toEqual(found?.by[0]?.origin);
    expect(found?.source).toMatch(/^https:\/\/kubernetes\.io\//u);
  });

  it('passes the reach of the account on', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(
        account('shop', 'thief'),
        role('shop', 'exec', 'core/pods/exec create'),
        bind('shop', 'Role exec', 'thief'),
      ),
      'b.yaml': manifest(
        account('shop', 'boss'),
        pod('shop', 'boss', 'boss'),
        bindAll('ClusterRole cluster-admin', 'shop/boss'),
      ),
    });
    const scope = of('shop/thief');
    expect(scope.becomes.map(({ session }) => session)).toEqual(['b.yaml#account:shop/boss']);
    expect(scope.grants.filter(({ via }) => via.length > 0).map(({ action }) => action)).toContain('* *.*');
  });
});

describe('a container that can leave its walls', () => {
  const escaping = '  hostPID: true\n';
  it('reaches the accounts of all pods that hold a token', () => {
    const { account: of } = clusterOf({
      'others.yaml': OTHERS,
      'a.yaml': manifest(
        account('shop', 'agent'),
        pod(
          'shop',
          'agent',
          'agent',
          `${escaping}  volumes: [{ name: root, hostPath: { path: / } }]\n`,
        ).replace(
          '{ name: main, image: main }',
          '{ name: main, image: main, securityContext: { privileged: true } }',
        ),
      ),
    });
    const found = of('shop/agent').escalations.filter(({ method }) => method === 'node-escape');
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.targets).toEqual(['others.yaml#account:shop/boss', 'others.yaml#account:other/boss']);
    expect(found[0]?.by).toEqual([]);
  });

  it('is not found where it cannot', () => {
    const { account: of } = clusterOf({ 'others.yaml': OTHERS });
    expect(of('shop/boss').escalations).toEqual([]);
  });
});

describe('the methods', () => {
  it('each have an id of their own and a page', () => {
    const ids = ESCALATION_METHODS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { source } of ESCALATION_METHODS) expect(source).toMatch(/^https:\/\//u);
  });
});
