import { workOf } from '../../../../support/work.js';
import { linkInputs } from '../../../../support/linking.js';
import { describe, expect, it } from 'vitest';
import { assembleKubernetes } from '../../../../../server/src/core/platforms/kubernetes/join/assemble.js';
import type { LinkInput } from '../../../../../server/src/core/link/inputs.js';
import { manifestInputs } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';
import { uriOf } from '../../../../support/repository.js';

const { account, role, clusterRole, bind, bindAll, pod } = object;

const FILES = {
  'api.yaml': manifest(
    account('shop', 'api'),
    role('shop', 'r', 'core/pods create'),
    bind('shop', 'Role r', 'api'),
  ),
  'worker.yaml': manifest(account('shop', 'worker'), pod('shop', 'worker', 'worker')),
  'other.yaml': manifest(
    account('other', 'x'),
    clusterRole('c', 'core/nodes get'),
    bindAll('ClusterRole c', 'other/x'),
  ),
  'unheld.yaml': clusterRole('nobody', '*/* *'),
};

function inputsOf(files: Readonly<Record<string, string>>): readonly LinkInput[] {
  return manifestInputs(new Map(Object.entries(files)));
}

/** The inputs with one file read anew: the facts of all others are the same objects. */
function edited(inputs: readonly LinkInput[], path: string, text: string): readonly LinkInput[] {
  const [changed] = inputsOf({ [path]: text });
  return inputs.map((input) => (input.facts.uri === uriOf(path) && changed !== undefined ? changed : input));
}

function changedFiles(before: readonly LinkInput[], after: readonly LinkInput[]): readonly string[] {
  return after.filter(({ facts }, at) => facts !== before[at]?.facts).map(({ facts }) => facts.title);
}

describe('putting the same files together again', () => {
  const inputs = inputsOf(FILES);
  const first = assembleKubernetes(inputs);

  it('gives the same facts', () => {
    const again = assembleKubernetes([...inputs], first.memo);
    expect(changedFiles(first.files, again.files)).toEqual([]);
    expect(again.memo.roots).toEqual(first.memo.roots);
  });

  it.each([
    ['a line above', 'other.yaml', `# moved\n${FILES['other.yaml']}`, ['other.yaml']],
    ['another rule', 'other.yaml', FILES['other.yaml'].replace('nodes', 'pods'), ['other.yaml']],
    ['a role elsewhere', 'unheld.yaml', clusterRole('nobody', 'core/pods get'), ['unheld.yaml']],
    ['a workload moved down', 'worker.yaml', `\n\n${FILES['worker.yaml']}`, ['worker.yaml']],
    // Whoever can start pods there can become the new account as well.
    [
      'another account',
      'worker.yaml',
      manifest(FILES['worker.yaml'], account('shop', 'new')),
      ['api.yaml', 'worker.yaml'],
    ],
    [
      'a role for everybody',
      'unheld.yaml',
      manifest(FILES['unheld.yaml'], bindAll('ClusterRole nobody', 'group:system:serviceaccounts')),
      ['api.yaml', 'worker.yaml', 'other.yaml', 'unheld.yaml'],
    ],
  ])('after %s changes only what rests on it', (_name, path, text, expected) => {
    const again = assembleKubernetes(edited(inputs, path, text), first.memo);
    expect(changedFiles(first.files, again.files)).toEqual(expected);
    // What is taken over is what would be made anew.
    const fresh = assembleKubernetes(edited(inputs, path, text));
    expect(again.files.map(({ facts }) => facts)).toEqual(fresh.files.map(({ facts }) => facts));
  });

  it('gives the same scopes of files that have nothing to do with the change', () => {
    const linked = linkInputs(inputs);
    const before = new Map(linked.model.scopes.map((scope) => [scope.facts.label, scope]));
    linked.update(edited(inputs, 'other.yaml', `# moved\n${FILES['other.yaml']}`));
    const kept = (label: string): boolean =>
      before.get(label) === linked.model.scopes.find(({ facts }) => facts.label === label);
    expect([kept('shop/api'), kept('shop/worker'), kept('other/x')]).toEqual([true, true, false]);
  });

  it('leaves inputs of other kinds alone', () => {
    const [other] = inputs;
    if (other === undefined) throw new Error('no input');
    const foreign = { ...other, facts: { ...other.facts, platform: 'github-actions' as const } };
    expect(assembleKubernetes([foreign]).files[0]).toBe(foreign);
  });

  it('keeps workspace folders apart', () => {
    const [api, worker] = inputs;
    if (api === undefined || worker === undefined) throw new Error('no inputs');
    const apart = assembleKubernetes([api, { ...worker, root: 'file:///elsewhere' }]);
    const session = apart.files[0]?.facts.sessions.find(({ label }) => label === 'shop/api');
    expect(session?.escalations?.[0]?.targets).toEqual([]);
  });
});

describe('an install manifest of 20,000 lines', () => {
  const rule = (at: number): string =>
    `- apiGroups: ['group${String(at % 7)}']\n  resources:\n  - things${String(at)}\n  - pods\n  verbs:\n  - get\n  - list\n  - update\n`;
  const part = (at: number): string => {
    const name = `part${String(at)}`;
    return manifest(
      account(`ns${String(at % 10)}`, name),
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: ${name} }\nrules:\n${Array.from({ length: 12 }, (_, n) => rule(n)).join('')}`,
      bindAll(`ClusterRole ${name}`, `ns${String(at % 10)}/${name}`),
      pod(`ns${String(at % 10)}`, name, name),
    );
  };
  const text = manifest(
    ...Array.from({ length: 170 }, (_, at) => part(at)),
    clusterRole('starter', 'core/pods create'),
    bindAll('ClusterRole starter', 'group:system:serviceaccounts:ns1'),
  );

  it('is put together with little work, and again with less', () => {
    expect(text.split('\n').length).toBeGreaterThan(20_000);
    const inputs = [...inputsOf({ 'install.yaml': text }), ...inputsOf(FILES)];
    const whole = workOf(() => assembleKubernetes(inputs));
    const { memo } = assembleKubernetes(inputs);
    const changed = edited(inputs, 'other.yaml', `# moved\n${FILES['other.yaml']}`);
    const rest = workOf(() => assembleKubernetes(changed, memo));
    expect(whole).toBeLessThan(10 * text.length);
    expect(rest).toBeLessThan(whole / 4);
  });
});
