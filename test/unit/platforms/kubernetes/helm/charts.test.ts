import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../../server/src/core/model/trustScope.js';
import { openRepository, pathOf, uriOf } from '../../../../support/repository.js';

const CHART = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'charts/shop/values.yaml': `serviceAccount:
  create: true
  annotations: {}
role: ''
`,
  'charts/shop/templates/_helpers.tpl': `{{- define "shop.fullname" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}
`,
  'charts/shop/templates/account.yaml': `{{- if .Values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "shop.fullname" . }}
  {{- with .Values.serviceAccount.annotations }}
  annotations: {{ toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
`,
  'charts/shop/templates/binding.yaml': `{{- if .Values.role }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ include "shop.fullname" . }}
subjects:
  - kind: ServiceAccount
    name: {{ include "shop.fullname" . }}
    namespace: {{ .Release.Namespace }}
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ .Values.role }} }
{{- end }}
`,
};

const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [list] }]
`;

/** The service accounts of a repository by id. */
function accountsOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, TrustScope> {
  const { model } = openRepository(new Map(Object.entries(files)), []);
  const accounts = model.scopes.filter(({ facts }) => facts.kind === 'service-account');
  return new Map(accounts.map((scope) => [scope.id.replace(/^.*\/repository\//u, ''), scope]));
}

describe('charts of Helm in the workspace', () => {
  it('makes the accounts that a chart makes with its own values, and has no problem with its templates', () => {
    const found = accountsOf(CHART);
    expect([...found.keys()]).toEqual([
      'charts/shop/templates/account.yaml#account:default/release-name-shop',
    ]);
    const [account] = [...found.values()];
    const { origin } = account?.facts ?? {};
    const text = CHART['charts/shop/templates/account.yaml'];
    expect(text.slice(origin?.range.start, origin?.range.end)).toBe('{{ include "shop.fullname" . }}');
    const snapshot = openRepository(new Map(Object.entries(CHART)), []);
    expect(Object.keys(CHART).flatMap((path) => snapshot.problems(uriOf(path)))).toEqual([]);
  });

  it('binds the accounts of a chart over the whole cluster too, where nothing tells its namespace', () => {
    const values = CHART['charts/shop/values.yaml'].replace("role: ''", 'role: reader');
    const found = accountsOf({ ...CHART, 'charts/shop/values.yaml': values, 'roles/reader.yaml': ROLE });
    const [account] = [...found.values()];
    expect(account?.grants.map(({ action }) => action)).toEqual(['list secrets']);
  });

  it('takes over files of the chart that a template reads', () => {
    const chart = {
      ...CHART,
      'charts/shop/templates/role.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader }
rules:
{{ .Files.Get (printf "files/%s.yaml" .Chart.Name) }}
`,
      'charts/shop/values.yaml': CHART['charts/shop/values.yaml'].replace("role: ''", 'role: reader'),
    };
    const rules = "- apiGroups: ['']\n  resources: [secrets]\n  verbs: [list]\n";
    const [account] = [...accountsOf({ ...chart, 'charts/shop/files/shop.yaml': rules }).values()];
    expect(account?.grants.map(({ action }) => action)).toEqual(['list secrets']);
  });

  it('renders it for each that installs it, with the values given there', () => {
    const found = accountsOf({
      ...CHART,
      'roles/reader.yaml': ROLE,
      'apps/shop.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop-app }
spec:
  destination: { namespace: live }
  source:
    repoURL: https://example.com/shop.git
    path: charts/shop
    helm:
      releaseName: blue
      values: |
        role: reader
      parameters:
        - { name: serviceAccount.annotations.owner, value: team }
`,
      'apps/green.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: green, namespace: test }
spec:
  chart: { spec: { chart: ./charts/shop } }
  values: { serviceAccount: { create: false } }
`,
    });
    expect([...found.keys()]).toEqual(['charts/shop/templates/account.yaml#account:live/blue-shop']);
    const [account] = [...found.values()];
    expect(account?.grants.map(({ action, origin }) => [action, pathOf(origin.uri)])).toEqual([
      ['list secrets', 'roles/reader.yaml'],
    ]);
  });

  it('leaves a template that belongs to no chart as it was', () => {
    const rest = new Map(Object.entries(CHART));
    rest.delete('charts/shop/Chart.yaml');
    const snapshot = openRepository(rest, []);
    expect(snapshot.file(uriOf('charts/shop/templates/account.yaml'))?.facts.unread).toBeDefined();
    const read = openRepository(new Map(Object.entries(CHART)), []);
    expect(read.file(uriOf('charts/shop/templates/account.yaml'))?.facts.unread).toBeUndefined();
  });
});
