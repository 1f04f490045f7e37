import type { NeedFacts } from '../../model/facts.js';
import type { UsedAt } from './sessionNeeds.js';
import { SessionNeeds } from './sessionNeeds.js';
import type { AwsStepUse } from './use.js';

/** A part of a job, in the order in which it runs, with the identities of AWS that it takes. */
export interface RolePart extends UsedAt {
  /** What it does in AWS; told whether a login to a registry of ECR stands before it. */
  readonly use: (registry: boolean) => AwsStepUse;
  readonly takes: readonly {
    readonly key: string;
    /** Whether the parts after it act as that identity as well. */
    readonly lasts: boolean;
  }[];
  /** Set where it sees no environment of the parts before it, such as a container of its own. */
  readonly isApart?: boolean;
}

/**
 * What the parts of a job do with each identity of AWS that they take, by its key: each acts as whoever was taken last
 * before it, a push of an image as whoever logged in to the registry.
 */
export function roleUses(parts: readonly RolePart[]): ReadonlyMap<string, NeedFacts> {
  const keys = parts.flatMap(({ takes }) => takes.map(({ key }) => key));
  const found = new Map(keys.map((key) => [key, new SessionNeeds()]));
  if (found.size === 0) return new Map();
  let current: ReadonlySet<string> = new Set();
  let registry: ReadonlySet<string> = new Set();
  for (const part of parts) {
    const present = part.isApart === true ? new Set<string>() : current;
    const inside = part.takes.filter(({ lasts }) => !lasts || part.isApart === true).map(({ key }) => key);
    if (present.size > 0 || registry.size > 0 || part.takes.length > 0) {
      const acting = new Set([...present, ...inside]);
      const use = part.takes.length > 0 ? perhaps(part.use(registry.size > 0)) : part.use(registry.size > 0);
      for (const [key, gathered] of found) {
        gathered.add(use, { ...part, environment: acting.has(key), registry: registry.has(key) });
      }
      if (use.registryLogin === true) {
        for (const key of acting) found.get(key)?.logIn(use, part);
        registry = after(part, registry, acting);
      }
    }
    const lasting = part.takes.filter(({ lasts }) => lasts).map(({ key }) => key);
    if (lasting.length > 0) current = after(part, current, lasting);
  }
  return new Map([...found].map(([key, gathered]) => [key, gathered.facts()]));
}

/** Who is at work after a part that takes an identity: what was before stays where the part may be left out. */
function after(
  { isConditional }: UsedAt,
  before: ReadonlySet<string>,
  taken: Iterable<string>,
): ReadonlySet<string> {
  return new Set([...(isConditional ? before : []), ...taken]);
}

/**
 * A script that takes an identity acts as it from somewhere on. The call that takes it by a token is nobody's right: it is
 * made without credentials.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
function perhaps(use: AwsStepUse): AwsStepUse {
  const own = use.needs.filter(
    ({ action }) => action.service !== 'sts' || action.name !== 'AssumeRoleWithWebIdentity',
  );
  return { ...use, needs: own.map((need) => ({ ...need, optional: true })) };
}
