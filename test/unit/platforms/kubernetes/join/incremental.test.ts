import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../../../../server/src/core/analysis/assumptionsOf.js';
import { DEFAULT_CONFIGURATION } from '../../../../../server/src/core/analysis/defaultConfiguration.js';
import type { FileFacts } from '../../../../../server/src/core/model/facts.js';
import { kubernetes } from '../../../../../server/src/core/platforms/kubernetes/index.js';
import type { KubernetesMemo } from '../../../../../server/src/core/platforms/kubernetes/join/assemble.js';
import { assembleKubernetes } from '../../../../../server/src/core/platforms/kubernetes/join/assemble.js';
import { parse } from '../../../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../../../server/src/core/syntax/syntaxTree.js';
import { KUBERNETES } from '../../../../support/growth/kubernetes.js';
import { assembledFacts, ROOT } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';
import { randomFrom } from '../../../../support/kubernetes/randomCluster.js';
import { uriOf } from '../../../../support/repository.js';

const { account, role, clusterRole, bind, bindAll, pod, token } = object;

/** Reads files as an editor does: what did not change is taken over from the reading before. */
class Editing {
  readonly #files = new Map<
    string,
    { readonly text: string; readonly tree: SyntaxTree; readonly facts: FileFacts }
  >();
  #memo: KubernetesMemo | undefined;

  write(path: string, text: string): void {
    const uri = uriOf(path);
    const file = { uri, path, text };
    const previous = this.#files.get(path)?.tree;
    const tree = parse(text, kubernetes.format(file), { ...kubernetes.parsing?.(file), previous });
    this.#files.set(path, { text, tree, facts: kubernetes.lower(uri, tree) });
  }

  texts(): ReadonlyMap<string, string> {
    return new Map([...this.#files].map(([path, { text }]) => [path, text]));
  }

  joined(): readonly FileFacts[] {
    const inputs = [...this.#files.values()].map(({ facts }) => ({
      facts,
      root: ROOT,
      assumptions: assumptionsOf(DEFAULT_CONFIGURATION),
    }));
    const { files, memo } = assembleKubernetes(inputs, this.#memo);
    this.#memo = memo;
    return files.map(({ facts }) => facts);
  }
}

const SHOP = {
  'base/kustomization.yaml': 'resources: [app.yaml, rights.yaml]\nnamePrefix: base-\n',
  'base/app.yaml': manifest(
    account('', 'api'),
    pod('', 'api', 'api'),
    account('', 'worker'),
    pod('', 'w', 'worker'),
  ),
  'base/rights.yaml': manifest(
    role('', 'r', 'core/pods create', 'core/secrets get'),
    bind('', 'Role r', 'api', 'worker'),
    token('', 't', 'api'),
  ),
  'test/kustomization.yaml':
    'resources: [../base]\nnamespace: test\npatches:\n- target: { kind: Role, name: r }\n  patch: \'[{ op: add, path: /rules/-, value: { apiGroups: [""], resources: [nodes], verbs: [get] } }]\'\n',
  'live/kustomization.yaml': 'resources: [../base]\nnamespace: live\n',
  'cluster.yaml': manifest(
    clusterRole(
      'all',
      'core/pods,nodes get',
      'rbac.authorization.k8s.io/clusterroles bind,escalate',
      'rbac.authorization.k8s.io/clusterrolebindings create',
    ),
    bindAll('ClusterRole all', 'live/base-api', 'group:system:serviceaccounts:test'),
    clusterRole('unheld', '*/* *'),
  ),
};

/** Words that mean something at some places, and what may stand there instead. */
const WORDS = [
  'api',
  'worker',
  'test',
  'live',
  'create',
  'get',
  'secrets',
  'pods',
  'all',
  'r',
  'resources',
  'ClusterRole',
];

function edited(text: string, random: (below: number) => number): string {
  const word = WORDS[random(WORDS.length)] ?? '';
  const other = WORDS[random(WORDS.length)] ?? '';
  const at = text.indexOf(word, random(text.length));
  switch (random(4)) {
    case 0:
      return `# moved\n${text}`;
    case 1:
      return `${text}---\n${account('live', `x${String(random(3))}`)}`;
    case 2:
      return at < 0 ? text : `${text.slice(0, at)} ${text.slice(at)}`;
    default:
      return at < 0 ? text : text.slice(0, at) + other + text.slice(at + word.length);
  }
}

describe('manifests put together again after edits', () => {
  it.each(Array.from({ length: 8 }, (_, seed) => seed + 1))('are as if read anew (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const editing = new Editing();
    for (const [path, text] of Object.entries(SHOP)) editing.write(path, text);
    editing.joined();
    for (let step = 0; step < 40; step += 1) {
      const paths = [...editing.texts().keys()];
      const path = paths[random(paths.length)] ?? '';
      editing.write(
        path,
        random(6) === 0
          ? (Object.entries(SHOP).find(([own]) => own === path)?.[1] ?? '')
          : edited(editing.texts().get(path) ?? '', random),
      );
      expect(editing.joined()).toEqual(assembledFacts(editing.texts()));
    }
  });

  it('make only what rests on the edited document anew', () => {
    for (const size of [20, 80]) {
      const [[path, text] = ['', '']] = KUBERNETES['accounts that can each become each other']?.(size) ?? [];
      const editing = new Editing();
      editing.write(path, text);
      const before = new Set(editing.joined().flatMap(({ sessions }) => sessions));
      editing.write(path, text.replace('{ name: p7,', '{ labels: { typed: here }, name: p7,'));
      const after = editing.joined().flatMap(({ sessions }) => sessions);
      expect(after.filter((session) => !before.has(session)).map(({ label }) => label)).toEqual(['shop/a7']);
    }
  });
});
