import type { FileFacts } from '../../../model/facts.js';
import type { Overlay } from '../../../model/overlay.js';
import type { Uri } from '../../../text/uri.js';
import type { NameChange, PlacedPatch } from './patches.js';
import { patchesOf } from './patches.js';
import type { Change } from './placement.js';

/** What a kustomization does by itself, but for values that it copies. */
export function ownChange(overlay: Overlay, files: ReadonlyMap<Uri, FileFacts>): Change {
  const { namespace, namePrefix, nameSuffix } = overlay;
  const { placed, unresolved } = patchesOf(overlay, files);
  const own: NameChange = {
    ...(namespace === undefined ? {} : { namespace: namespace.text }),
    prefix: namePrefix?.text ?? '',
    suffix: nameSuffix?.text ?? '',
  };
  return {
    ...own,
    patches: placed.map((patch) => before(patch, own)),
    unresolved: [...overlay.unresolved, ...unresolved],
  };
}

/** What comes of `inner` when `outer` is applied after it. */
export function within(inner: Change, outer: Change): Change {
  const namespace = outer.namespace ?? inner.namespace;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    prefix: outer.prefix + inner.prefix,
    suffix: inner.suffix + outer.suffix,
    patches: [
      ...inner.patches.map((patch) => before(patch, outer)),
      ...outer.patches.map((patch) => after(inner, patch)),
    ],
    unresolved: [...inner.unresolved, ...outer.unresolved],
  };
}

/** A patch after which objects are changed as `outer` says. */
function before(patch: PlacedPatch, outer: NameChange): PlacedPatch {
  const { prefix, suffix, namespace } = outer;
  if (prefix === '' && suffix === '' && namespace === undefined) return patch;
  const given = namespace ?? patch.after.namespace;
  return {
    ...patch,
    after: {
      ...(given === undefined ? {} : { namespace: given }),
      prefix: prefix + patch.after.prefix,
      suffix: patch.after.suffix + suffix,
    },
  };
}

/** A patch that meets objects only when `inner` has been applied to them. */
function after({ namespace: given, prefix, suffix }: Change, patch: PlacedPatch): PlacedPatch {
  const namespace = patch.before.namespace ?? given;
  return {
    ...patch,
    before: {
      ...(namespace === undefined ? {} : { namespace }),
      prefix: patch.before.prefix + prefix,
      suffix: suffix + patch.before.suffix,
    },
  };
}
