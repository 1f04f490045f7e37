import type { Place } from './serverProcess.js';
import { placeAt } from './workflow.js';

/** How many of the accounts may start pods anywhere, and so become each other: each, or one of so many. */
export interface ManifestShape {
  readonly lines: number;
  readonly powerful: 'all' | number;
}

const RIGHTS = `rules:
  - apiGroups: ['']
    resources: [configmaps, services, events]
    verbs: [get, list, watch, create, update, patch]
  - apiGroups: [apps]
    resources: [deployments, statefulsets]
    verbs: [get, list, watch]
  - apiGroups: [coordination.k8s.io]
    resources: [leases]
    verbs: [get, create, update]
`;

const POWER = `  - apiGroups: ['']
    resources: [pods, secrets]
    verbs: [get, list, create, delete]
`;

/** One controller as installs bring it: what it is about, its account, rights and workload. */
function controller(name: string, isPowerful: boolean): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.${name}.example.org
spec:
  group: ${name}.example.org
  names: { kind: Thing, plural: things }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size: { type: integer }
                owner: { type: string }
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: ${name}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${name}
${RIGHTS}${isPowerful ? POWER : ''}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ${name}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ${name}
subjects:
  - kind: ServiceAccount
    name: ${name}
    namespace: ${name}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${name}
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      serviceAccountName: ${name}
      containers:
        - name: manager
          image: registry.example.org/${name}:v1.2.3
          args: ['--leader-elect']
          resources:
            limits: { cpu: 500m, memory: 128Mi }
---
`;
}

/** An install manifest of many controllers, of at least this many lines. */
export function manifestOf({ lines, powerful }: ManifestShape): string {
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; length < lines; index++) {
    const part = controller(`c${String(index)}`, powerful === 'all' || index % powerful === 0);
    parts.push(part);
    length += part.split('\n').length - 1;
  }
  return parts.join('');
}

/** A place inside of a value near the middle, where a letter changes nothing that counts. */
export function manifestTypingPlace(text: string): Place {
  return placeAt(text, text.indexOf('v1.2.3', text.length / 2) + 'v1.2.3'.length);
}
