import { framework, frameworks } from '../../core/frameworks/catalogue.js';
import type { ControlId } from '../../core/frameworks/controlId.js';
import { control } from '../../core/frameworks/catalogue.js';
import type { Framework } from '../../core/frameworks/framework.js';
import { resolveLabel } from '../../core/frameworks/resolveLabel.js';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../exitCode.js';
import { suggestion } from '../suggestion.js';

/** Which controls `--control` and `--framework` ask for; undefined without either. */
export function controlFilter(args: Arguments): ((id: ControlId) => boolean) | undefined {
  const named = args.values('framework').map((name) => frameworkNamed(name).id);
  const labels = args.values('control').flatMap(controlsNamed);
  if (named.length === 0 && labels.length === 0) return undefined;
  const wanted = new Set(labels);
  return (id) =>
    (wanted.size === 0 || wanted.has(id)) &&
    (named.length === 0 || named.includes(framework(control(id).framework).id));
}

/**
 * A framework by its id, or by the beginning of it where that is clear.
 *
 * @throws UsageError naming those there are.
 */
export function frameworkNamed(name: string): Framework {
  const all = frameworks();
  const wanted = name.toLowerCase();
  const exact = all.find(({ id }) => id === wanted);
  const starting = all.filter(({ id }) => id.startsWith(wanted));
  const found = exact ?? (starting.length === 1 ? starting[0] : undefined);
  if (found !== undefined) return found;
  const ids = all.map(({ id }) => id);
  throw new UsageError(
    `no framework ${JSON.stringify(name)}.${suggestion(name, ids)} There are: ${ids.join(', ')}`,
  );
}

function controlsNamed(label: string): readonly ControlId[] {
  const controls = resolveLabel(label).flatMap((reading) => reading.controls);
  if (controls.length === 0) {
    throw new UsageError(
      `no control ${JSON.stringify(label)}; trustscope coverage lists those of a framework`,
    );
  }
  return controls;
}
