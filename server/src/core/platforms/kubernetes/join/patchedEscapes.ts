import { hostPathEscape, PRIVILEGED, SHARED_HOST } from '../../../knowledge/kubernetes/podEscapes.js';
import type { PatchDocument, PatchValue } from '../../../model/overlay.js';
import type { Workload } from '../../../model/permissionSet.js';
import { textAt } from './patches.js';
import { quoted } from '../../../text/quoted.js';

type Escape = Workload['escapes'][number];

/** What lets a workload's containers out to their node after one patch; the same list where it does not touch that. */
export function patchedEscapes(escapes: readonly Escape[], document: PatchDocument): readonly Escape[] {
  const found: Found = { added: [], gone: new Set() };
  if ('merge' in document) look(document.merge, '', found);
  else {
    for (const { op, path, value, origin } of document.operations) {
      const key = path.at(-1) ?? '';
      if (op === 'remove' && isShared(key)) found.gone.add(quoted(key));
      else if (op === 'add' || op === 'replace') look(value ?? { scalar: null, origin }, key, found);
    }
  }
  if (found.added.length === 0 && found.gone.size === 0) return escapes;
  return [...escapes.filter(({ what }) => !found.gone.has(what)), ...found.added];
}

interface Found {
  readonly added: Escape[];
  /** What a patch takes back, by its words. */
  readonly gone: Set<string>;
}

/** Looks through a value of a patch that stands under `key`. */
function look(value: PatchValue, key: string, found: Found): void {
  if ('items' in value) {
    for (const item of value.items) look(item, '', found);
    return;
  }
  if ('entries' in value) {
    const path = key === 'hostPath' ? textAt(value, 'path') : undefined;
    const escape = path === undefined ? undefined : hostPathEscape(path, false);
    if (path !== undefined && escape !== undefined) {
      const partial = escape.partial === true ? { partial: true as const } : {};
      found.added.push({
        what: `the node's ${quoted(path)}`,
        why: `it can ${escape.opens}`,
        ...partial,
        origin: value.origin,
      });
    }
    for (const [name, inner] of value.entries) look(inner, name, found);
    return;
  }
  if (isShared(key)) {
    if (value.scalar !== true) found.gone.add(quoted(key));
    else {
      const partial = key === 'hostPID' ? {} : { partial: true as const };
      found.added.push({
        what: quoted(key),
        why: `it can ${SHARED_HOST[key]}`,
        ...partial,
        origin: value.origin,
      });
    }
  } else if (key === 'privileged' && value.scalar === true) {
    found.added.push({ what: 'a privileged container', why: `it can ${PRIVILEGED}`, origin: value.origin });
  }
}

function isShared(key: string): key is keyof typeof SHARED_HOST {
  return Object.hasOwn(SHARED_HOST, key);
}
