import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';
import type { WidthBand } from '../../server/src/core/model/vocabulary.js';
import { casesOf, severalFiles } from '../support/randomWorkspace.js';
import { openRepository, uriOf } from '../support/repository.js';

/** From narrow to wide; what is not known may be anything. */
const RANK: Readonly<Record<WidthBand, number>> = {
  narrow: 0,
  moderate: 1,
  broad: 2,
  unbounded: 3,
  unknown: 4,
};

/** Rules that tell what strangers reach. */
const RULES = [
  'untrusted-initiator',
  'agent-untrusted-input',
  'all-secrets-exposed',
  'broad-token-permissions',
  'ineffective-gate',
  'persistent-runner',
];

/** Files that give rights to what other files define: nothing there names them, so without them there are none. */
const GRANTING: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes-overlays', ['test-and-prod/overlays/test/debug.yaml']],
]);

describe('the verdict on a workspace', () => {
  const scopesOf = (files: ReadonlyMap<string, string>): ReadonlyMap<string, TrustScope> =>
    new Map(openRepository(files).model.scopes.map((scope) => [scope.id, scope]));

  it.each([...severalFiles()].filter(([, files]) => files.size > 1))(
    'does not become narrower when a file is taken away: %s',
    (name, files) => {
      const whole = scopesOf(files);
      const granting = GRANTING.get(name) ?? [];
      const narrower: string[] = [];
      for (const path of files.keys()) {
        if (granting.includes(path)) continue;
        const rest = scopesOf(new Map([...files].filter(([other]) => other !== path)));
        for (const [id, before] of whole) {
          const after = rest.get(id);
          if (after === undefined || RANK[after.width.band] >= RANK[before.width.band]) continue;
          if (before.width.band === 'unknown' && RANK[after.width.band] >= RANK[before.width.atLeast]) {
            continue;
          }
          narrower.push(
            `without ${path}: ${id} ${before.width.band} (${before.width.reasons.join('; ')}) → ${after.width.band} (${after.width.reasons.join('; ')})`,
          );
        }
      }
      expect(narrower).toEqual([]);
    },
  );

  /** Ways of writing something that may be a gate, and that these files do not prove. */
  const UNPROVED: readonly string[] = [
    'environment: dev',
    'environment: { name: github-pages, url: https://example.org }',
    'environment: preview-${{ github.event.number }}',
    'environment: ${{ inputs.env }}',
    'environment: ${{ github.head_ref }}',
  ];
  const errors = [...severalFiles(), ...casesOf(RULES)].flatMap(([name, files]) =>
    [...files]
      .filter(([path]) => /^\.github\/workflows\/.*\.ya?ml$/u.test(path))
      .map(([path, text]) => [`${name} ${path}`, path, text, files] as const),
  );

  it.each(errors)('is not lowered by a gate that nothing proves: %s', (_, path, text, files) => {
    const before = errorsOf(files, path);
    for (const gate of UNPROVED) {
      const gated = withGate(text, gate);
      if (gated === text) continue;
      const after = errorsOf(new Map([...files, [path, gated]]), path);
      // A name that the starter chooses is told as no gate beside them.
      const lost = before.filter((rule) => count(after, rule) < count(before, rule));
      expect([gate, lost]).toEqual([gate, []]);
    }
  });
});

/** The rules that tell an error in a file, each as often as it does. */
function errorsOf(files: ReadonlyMap<string, string>, path: string): readonly string[] {
  return openRepository(files)
    .findings(uriOf(path))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)
    .sort();
}

function count(rules: readonly string[], rule: string): number {
  return rules.filter((one) => one === rule).length;
}

/** A workflow whose jobs all name an environment, unless they do already. */
function withGate(text: string, gate: string): string {
  if (/^ {4}environment:/mu.test(text)) return text;
  return text.replace(/^( {4})(runs-on: .*)$/gmu, `$1$2\n$1${gate}`);
}
