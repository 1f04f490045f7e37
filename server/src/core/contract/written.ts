import { grouped } from '../collections/grouping.js';
import type { Initiator } from '../model/grant.js';
import type { RemediationValue } from '../model/remediation.js';
import type { Reached } from './reached.js';
import { actorOf } from './covering.js';

/*
 * The words of a contract, as `scopes:` of the configuration has them.
 */

/**
 * Items that allow exactly these grants: those on the same resources are put together, and never an action with a
 * resource that it was not on.
 */
export function reachItems(reached: readonly Reached[]): readonly RemediationValue[] {
  const systems = grouped(reached, ({ kind, system, only }) => JSON.stringify([`${kind} ${system}`, only]));
  return [...systems]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([key, grants]) => {
      const [system, only] = JSON.parse(key) as [string, readonly string[]];
      // To hold an identity names it already.
      const byResource = grouped(grants, ({ action, on }) => (action === `hold ${on}` ? '' : on));
      const alike = grouped([...byResource], ([, here]) =>
        JSON.stringify(sorted(here.map(({ action }) => action))),
      );
      return [...alike].map(([actions, there]) => {
        const on = sorted(there.map(([resource]) => resource));
        // Nearly all that a platform grants on itself is on all of it.
        const isWhole = on.length === 1 && (on[0] === '' || on[0] === grants[0]?.system);
        return {
          system,
          actions: JSON.parse(actions) as readonly string[],
          ...(isWhole ? {} : { on }),
          ...(only.length === 0 ? {} : { only }),
        };
      });
    });
}

/** An item that allows exactly this way of starting. */
export function startItem(initiator: Initiator): Readonly<Record<string, RemediationValue>> {
  const { event, conditions, withholds } = initiator;
  const actor = actorOf(initiator);
  if (actor === 'another-session') return { event };
  return {
    event,
    actor,
    ...(conditions.length === 0 ? {} : { conditions: sorted(conditions) }),
    ...(withholds.length === 0 ? {} : { withheld: sorted(withholds) }),
  };
}

/** Seconds as a contract writes them: `1h30m`; `unbounded` for null. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return 'unbounded';
  const whole = Math.max(1, Math.ceil(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'm'],
    [whole % 60, 's'],
  ];
  return parts.map(([count, unit]) => (count === 0 ? '' : `${String(count)}${unit}`)).join('');
}

export function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compare);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
