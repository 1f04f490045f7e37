import { KEYS_OF_CALLER } from '../../knowledge/aws/needs/images.js';
import type { AwsAccess, AwsAction } from '../../model/awsCatalogue.js';
import type { NeedFacts, NeedGap, NeedItem } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { AccessLevel } from '../../model/vocabulary.js';
import type { AwsStepNeed, AwsStepUse } from './use.js';

/** The part of a pipeline that uses an identity. */
export interface UsedAt {
  /** In a reader's words. */
  readonly label: string;
  /** Whether it may be left out of a run. */
  readonly isConditional: boolean;
  readonly origin: Origin;
}

/** What is known of the use of one identity of AWS, gathered over the parts of a job. */
export class SessionNeeds {
  readonly #items: NeedItem[] = [];
  readonly #gaps: NeedGap[] = [];

  /** A part that acts with the identity's keys in its environment, or behind its login to a registry. */
  add(use: AwsStepUse, at: UsedAt & { readonly environment: boolean; readonly registry: boolean }): void {
    const own = use.needs.filter(({ by }) => (by === 'environment' ? at.environment : at.registry));
    this.#items.push(...own.map((need) => itemOf(need, at)));
    if (at.environment) this.#gaps.push(...use.gaps.map((gap) => ({ ...gap, origin: at.origin })));
  }

  /** What the same part pushes and pulls after it logged in. */
  logIn(use: AwsStepUse, at: UsedAt): void {
    const pushed = use.needs.filter(({ by }) => by === 'registry').map((need) => itemOf(need, at));
    const known = new Set(this.#items.map(({ right, origin }) => `${right} ${String(origin.range.start)}`));
    this.#items.push(
      ...pushed.filter(({ right, origin }) => !known.has(`${right} ${String(origin.range.start)}`)),
    );
  }

  /** A part that gives the keys to others, of whom nothing is known. */
  handOn({ label, origin }: UsedAt): void {
    this.#gaps.push({ why: `${label} hands its keys on to steps of its choice`, rights: 'all', origin });
  }

  /** A script that takes the identity and acts as it from somewhere on. */
  useInside({ label, origin }: UsedAt): void {
    this.#gaps.push({ why: `which commands of ${label} act as it is not read here`, rights: 'all', origin });
  }

  facts(): NeedFacts {
    const [first] = this.#items;
    if (first === undefined) return { items: [], gaps: this.#gaps };
    const why = 'a service that encrypts uses the key in the name of whoever calls it';
    return {
      items: this.#items,
      gaps: [...this.#gaps, { why, rights: KEYS_OF_CALLER, origin: first.origin }],
    };
  }
}

const ACCESS: Readonly<Record<AwsAccess, AccessLevel>> = {
  List: 'read',
  Read: 'read',
  Write: 'write',
  Tagging: 'write',
  'Permissions management': 'admin',
};

function itemOf(
  { action, optional, resource, why, conditional }: AwsStepNeed,
  { label, isConditional, origin }: UsedAt,
): NeedItem {
  return {
    right: nameOf(action),
    access: ACCESS[action.access],
    ...(resource === undefined ? {} : { resource }),
    why: `${label}, to ${why}`,
    optional,
    ...(conditional || isConditional ? { conditional: true as const } : {}),
    origin,
  };
}

function nameOf({ service, name }: AwsAction): string {
  return `${service}:${name}`;
}
