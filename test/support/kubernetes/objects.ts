/** Objects of a manifest, briefly. Rules are `group/resource verbs` or `/path verbs`, names in brackets. */
export const object = {
  account: (namespace: string, name: string): string =>
    `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}${namespaceKey(namespace)} }\n`,
  role: (namespace: string, name: string, ...rules: readonly string[]): string =>
    `${RBAC}kind: Role\nmetadata: { name: ${name}${namespaceKey(namespace)} }\n${rulesText(rules)}`,
  clusterRole: (name: string, ...rules: readonly string[]): string =>
    `${RBAC}kind: ClusterRole\nmetadata: { name: '${name}' }\n${rulesText(rules)}`,
  bind: (namespace: string, role: string, ...subjects: readonly string[]): string =>
    `${RBAC}kind: RoleBinding\nmetadata: { name: ${nameOf(role)}${namespaceKey(namespace)} }\n${roleRef(role)}${subjectsText(subjects)}`,
  bindAll: (role: string, ...subjects: readonly string[]): string =>
    `${RBAC}kind: ClusterRoleBinding\nmetadata: { name: '${nameOf(role)}' }\n${roleRef(role)}${subjectsText(subjects)}`,
  pod: (namespace: string, name: string, account?: string, more = ''): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${namespaceKey(namespace)} }\nspec:\n${
      account === undefined ? '' : `  serviceAccountName: ${account}\n`
    }${more}  containers: [{ name: main, image: main }]\n`,
  token: (namespace: string, name: string, account: string): string =>
    `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n  annotations: { kubernetes.io/service-account.name: ${account} }\n`,
};

/** Several objects as one file. */
export function manifest(...objects: readonly string[]): string {
  return objects.join('---\n');
}

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1\n';

function namespaceKey(namespace: string): string {
  return namespace === '' ? '' : `, namespace: ${namespace}`;
}

function rulesText(rules: readonly string[]): string {
  return rules.length === 0
    ? 'rules: []\n'
    : `rules:\n${rules.map((rule) => `- ${ruleText(rule)}\n`).join('')}`;
}

/** `apps/deployments,statefulsets get,list [name]`; `core/` for the core group; `url:/metrics get`. */
function ruleText(rule: string): string {
  const [what = '', verbs = '', names] = rule.split(/ (?![^[]*\])/u);
  const verbList = `verbs: [${quoted(verbs)}]`;
  if (what.startsWith('url:')) {
    return `{ nonResourceURLs: [${quoted(what.slice('url:'.length))}], ${verbList} }`;
  }
  const slash = what.indexOf('/');
  const group = what.slice(0, slash) === 'core' ? '' : what.slice(0, slash);
  const only = names === undefined ? '' : `, resourceNames: [${quoted(names.slice(1, -1))}]`;
  return `{ apiGroups: ['${group}'], resources: [${quoted(what.slice(slash + 1))}], ${verbList}${only} }`;
}

function quoted(words: string): string {
  return words
    .split(',')
    .map((word) => `'${word.trim()}'`)
    .join(', ');
}

/** `Role reader`, `ClusterRole view`. */
function roleRef(role: string): string {
  const [kind = ''] = role.split(' ');
  return `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: '${nameOf(role)}' }\n`;
}

function nameOf(role: string): string {
  return role.split(' ')[1] ?? role;
}

/** `shop/api` or `api` for an account, `group:…` and `user:…` for others. */
function subjectsText(subjects: readonly string[]): string {
  return `subjects:\n${subjects.map((subject) => `- ${subjectText(subject)}\n`).join('')}`;
}

function subjectText(subject: string): string {
  const [, kind, name] = /^(group|user):(.*)$/u.exec(subject) ?? [];
  if (name !== undefined) {
    return `{ apiGroup: rbac.authorization.k8s.io, kind: ${kind === 'group' ? 'Group' : 'User'}, name: '${name}' }`;
  }
  const [first = '', second] = subject.split('/');
  return second === undefined
    ? `{ kind: ServiceAccount, name: ${first} }`
    : `{ kind: ServiceAccount, name: ${second}, namespace: ${first} }`;
}
