import type { Reference, Unknown } from '../../../model/facts.js';
import type { ReadPolicy, UnreadPart } from '../policy/readPolicy.js';
import { quoted } from '../../../text/quoted.js';

/** What of some policies could not be read, each at its place. `whose` names who holds them. */
export function unreadParts(policies: readonly ReadPolicy[], whose: string): readonly Unknown[] {
  return policies.flatMap(({ unread = [] }) =>
    unread.map((part) => ({
      what: `what ${quoted(part.shown)} adds to the policies of ${whose}`,
      why: reasonOf(part),
      origin: part.origin,
    })),
  );
}

/** The policies without what the linker finds in other files, and references to that. */
export function withoutElsewhere(policies: readonly ReadPolicy[]): {
  readonly policies: readonly ReadPolicy[];
  readonly references: readonly Reference[];
} {
  const references = new Map<string, Reference>();
  for (const { shown, origin, elsewhere } of policies.flatMap(({ unread = [] }) => unread)) {
    if (elsewhere === undefined) continue;
    const id = `holds:${elsewhere.key}`;
    references.set(id, { id, kind: 'holds', target: elsewhere, name: quoted(shown), origin });
  }
  return {
    policies: policies.map((policy) => ({
      ...policy,
      unread: (policy.unread ?? []).filter(({ elsewhere }) => elsewhere === undefined),
    })),
    references: [...references.values()],
  };
}

function reasonOf({ shown }: UnreadPart): string {
  if (/^\$\{\s*file\s*\(/u.test(shown)) {
    return 'it stands in another file, which is not read together with this one';
  }
  if (/^Fn::Transform\b/u.test(shown)) return 'a macro makes it when the template is deployed';
  return notHere(shown) ?? 'it is only known when the template is deployed';
}

/** Why something of Terraform is not known, by how it is written; `undefined` for what is not Terraform's. */
export function notHere(shown: string): string | undefined {
  const text = shown.replace(/^\$\{(.*)\}$/su, '$1');
  if (text.startsWith('module.')) {
    return 'it comes out of a module, which is not read together with this file';
  }
  if (/^(?:file|templatefile)\(/u.test(text)) {
    return 'it stands in another file, which is not read together with this one';
  }
  if (text.startsWith('var.')) return 'it is a variable without a default here';
  if (/^(?:local|data|aws_\w+)\.\w/u.test(text)) {
    return 'it stands in another file of the module, or is only known when it is applied';
  }
  return /^(?:each|count|path|terraform)\.|^\w+\(/u.test(text)
    ? 'it is only known when it is applied'
    : undefined;
}
