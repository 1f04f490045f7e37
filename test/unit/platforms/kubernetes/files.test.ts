import { describe, expect, it } from 'vitest';
import { isTemplate } from '../../../../server/src/core/platforms/kubernetes/select.js';
import { fixture, isSelected, lowered } from './lowered.js';

describe('which files are read', () => {
  const manifest = 'apiVersion: v1\nkind: ServiceAccount\n';
  it.each<[path: string, text: string, selected: boolean]>([
    ['a.yaml', manifest, true],
    ['deep/in/folders/a.yml', `# comment\n---\n${manifest}`, true],
    ['a.yaml', 'kind: "Role"\napiVersion: "rbac.authorization.k8s.io/v1beta1" # old\r\n', true],
    ['a.json', '{"apiVersion": "v1", "kind": "List", "items": []}', true],
    ['a.yaml', '{"apiVersion": "apps/v1", "kind": "Deployment"}', true],
    ['kustomization.yaml', 'resources: []\n', true],
    ['x/Kustomization', 'resources: []\n', true],
    ['.github/workflows/a.yaml', manifest, false],
    ['Chart.yaml', 'apiVersion: v2\nname: chart\n', false],
    ['skaffold.yaml', 'apiVersion: skaffold/v4beta11\nkind: Config\n', false],
    ['notes.yaml', 'apiVersion: release-notes/v2\nkind: bug-fix\n', false],
    ['values.yaml', 'replicas: 1\n', false],
    ['readme.md', manifest, false],
    ['nested.yaml', 'template:\n  apiVersion: v1\n  kind: Pod\n', false],
  ])('%s %#', (path, text, selected) => {
    expect(isSelected(path, text)).toBe(selected);
  });
});

describe('templates', () => {
  it.each<[path: string, text: string, template: boolean]>([
    ['templates/a.yaml', 'kind: Role\nmetadata:\n  name: "{{ .Values.name }}"\n', true],
    ['a.yaml', 'metadata:\n  name: {{ .Values.name }}\n', true],
    ['a.yaml', '{{- if .Values.enabled }}\nkind: Role\n{{- end }}\n', true],
    ['a.yaml', 'spec:\n  - {{ .Image }}\n', true],
    ['a.yaml.j2.yaml', 'metadata:\n  namespace: {{ namespace }}\n', true],
    ['a.yaml', '{% if x %}\nkind: Role\n{% endif %}\n', true],
    ['a.yaml', 'image: "{{ $.Chart.AppVersion }}"\n', true],
    ['a.yaml', 'args: ["{{inputs.parameters.message}}"]\n', false],
    ['a.yaml', "summary: 'Instance {{ $labels.instance }} down'\n", false],
    ['a.yaml', 'data:\n  t: |\n    {{ range .Alerts }}\n    {{ end }}\n  u: v\n', false],
    ['a.yaml', 'data:\n  t: |-\n    x\nname: {{ x }}\n', true],
    ['a.yaml', '# {{ .Values.x }}\nkind: Role\n', false],
    ['templates/a.yaml', 'kind: Role\n', false],
    ['a.yaml', 'a: {b: {c: d}}\n', false],
  ])('%s %#', (path, text, template) => {
    expect(isTemplate(path, text)).toBe(template);
  });

  it('give one note and nothing else', () => {
    const { facts } = fixture('helm-chart/templates/rbac.yaml');
    expect([facts.problems, facts.notes.length]).toEqual([[], 1]);
    expect(facts.unread).toContain('a template of Helm');
    expect([facts.sessions, facts.sets, facts.complete]).toEqual([[], undefined, false]);
  });
});

describe('documents', () => {
  it('are read on their own: a broken one hides no other', () => {
    const { facts } = fixture('broken-document/access.yaml');
    expect(facts.complete).toBe(false);
    expect(facts.sessions.map(({ name }) => name)).toEqual(['a/before', 'a/after']);
  });

  it('of custom resource definitions are left out', () => {
    const { tree, facts } = lowered(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition # x\nspec: {broken\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: b}\n',
    );
    expect(tree.problems).toEqual([]);
    expect(facts.sessions.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('in lists are objects like any other, their kind taken from the list where it has one', () => {
    const yaml = fixture('lists-and-json/list.yaml').facts;
    expect(yaml.sessions.map(({ name }) => name)).toEqual(['a/one']);
    expect(yaml.attachments?.map(({ name, set }) => [name, set.key])).toEqual([
      ['a/two', 'kubernetes:clusterrole/view'],
    ]);
    const json = fixture('lists-and-json/bindings.json').facts;
    expect(json.attachments?.map(({ name, within }) => [name, within])).toEqual([['three', null]]);
  });

  it('take in merge keys, as kubectl does', () => {
    const { facts } = fixture('aliases-and-flow/access.yaml');
    expect(facts.sets?.[0]?.grants.map(({ action }) => action)).toEqual([
      'get pods',
      'list pods',
      'get secrets',
      'list secrets',
      'get deployments.apps',
      'list deployments.apps',
    ]);
    expect(facts.sessions.map(({ name }) => name)).toEqual(['a/flow']);
  });

  it('of one name twice have ids of their own', () => {
    const { facts } = lowered(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n',
    );
    expect(facts.sessions.map(({ localId }) => localId)).toEqual(['account:/a', 'account:/a#2']);
  });
});

describe('a document that stands further in', () => {
  it('is read as the same one at the margin', () => {
    const text = '\n# a comment\n  apiVersion: v1\n  kind: ServiceAccount\n  metadata: { name: a }\n';
    expect(isSelected('a.yaml', text)).toBe(true);
    expect(lowered(text).facts.sessions.map(({ name }) => name)).toEqual(['a']);
    expect(isSelected('a.yaml', 'spec:\n  apiVersion: v1\n  kind: ServiceAccount\n')).toBe(false);
  });
});

describe('operations of JSON Patch', () => {
  it('are read as what a kustomization may take for a patch', () => {
    for (const text of [
      '# why\n- op: add\n  path: /rules/-\n  value: {}\n',
      '- path: /rules/0\n  op: remove\n',
      '- {op: remove, path: /metadata/namespace}\n',
      '[{ "op": "test", "path": "/kind", "value": "Role" }]',
    ]) {
      expect(isSelected('p.yaml', text)).toBe(true);
      expect(lowered(text).facts.patchDocuments).toHaveLength(1);
    }
    expect(isSelected('p.yaml', '- op: add\n  to: somewhere\n')).toBe(false);
    expect(isSelected('p.yaml', 'op: add\npath: /rules\n')).toBe(false);
  });
});

describe('kustomizations', () => {
  it('name what they take in and what they add to it', () => {
    const { facts } = fixture('kustomize-overlay/overlays/prod/kustomization.yaml');
    const { overlay } = facts;
    const short = (uri: string): string => uri.replace('file:///repository/kustomize-overlay/', '');
    expect(overlay?.includes.map(({ uri, as }) => [short(uri), as])).toEqual([
      ['base', 'resource'],
      ['parts/tracing', 'component'],
    ]);
    expect([overlay?.namespace?.text, overlay?.namePrefix?.text, overlay?.nameSuffix?.text]).toEqual([
      'shop-prod',
      'prod-',
      '-v2',
    ]);
    expect(
      overlay?.patches?.map(({ content, target }) => ['file' in content ? short(content.file) : '', target]),
    ).toEqual([
      ['overlays/prod/removed.yaml', undefined],
      ['overlays/prod/automount.yaml', { kind: 'ServiceAccount', selects: false }],
    ]);
    expect(overlay?.unresolved).toEqual([]);
  });

  it('do not follow what lies elsewhere', () => {
    const { overlay } = fixture('kustomize-overlay/base/kustomization.yaml').facts;
    expect(overlay?.includes).toHaveLength(1);
    expect(overlay?.unresolved.map(({ what }) => what)).toEqual([
      'what `https://github.com/example/shared//base?ref=v1.2.3` holds',
    ]);
  });

  it('are told from the objects of Flux that bear their name, and objects that a patch removes from objects', () => {
    const flux = lowered(
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux}\nspec: {serviceAccountName: deployer, path: ./apps}\n',
      'clusters/kustomization.yaml',
    ).facts;
    expect(flux.overlay).toBeUndefined();
    expect(flux.workloads?.map(({ runsAs }) => runsAs.key)).toEqual(['kubernetes:flux/deployer']);
    expect(fixture('kustomize-overlay/overlays/prod/removed.yaml').facts.attachments).toBeUndefined();
  });
});
