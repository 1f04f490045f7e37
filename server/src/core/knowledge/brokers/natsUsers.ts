import type { Destination } from '../../model/breadth.js';
import type {
  NatsAccount,
  NatsImport,
  NatsPermissions,
  NatsSide,
  NatsSubject,
} from '../../model/brokerParts.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { destinationCovers, destinationsMeet } from '../../patterns/destinations.js';
import type { Effort } from '../../patterns/effort.js';
import { HeadIndex, headOf } from '../../patterns/headIndex.js';
import type { SubjectText } from './nats.js';
import { accountSpace, subjectGrants } from './nats.js';

/** A user of NATS with its permissions. */
export interface NatsUser {
  readonly account: NatsAccount;
  readonly permissions: NatsPermissions;
  /** Its name: where what is allowed by default is told. */
  readonly origin: Origin;
  readonly effort: Effort;
}

/** Nothing limits whoever has no permissions written. */
export const UNLIMITED: NatsPermissions = { publish: { deny: [] }, subscribe: { deny: [] } };

/** The subjects that a user may consume from and publish to. */
export function userGrants(user: NatsUser): readonly Grant[] {
  const { subscribe, publish } = user.permissions;
  return [...sideGrants(user, 'consume', subscribe), ...sideGrants(user, 'publish', publish)];
}

function sideGrants(
  { account, origin, effort }: NatsUser,
  flow: SubjectText['flow'],
  { allow, deny }: NatsSide,
): readonly Grant[] {
  const subjects: readonly (NatsSubject | undefined)[] = allow ?? [undefined];
  const denied = new HeadIndex(deny, ({ pattern }) => [subjectHead(pattern)]);
  return subjects.flatMap((subject) => {
    const pattern = subject?.pattern ?? '>';
    return subjectGrants({
      flow,
      pattern,
      except: denied
        .near([subjectHead(pattern)])
        .filter((one) => concerns(one, subject?.queue))
        .map((one) => one.pattern),
      account: account.name,
      jetstream: account.jetstream,
      isSystem: account.isSystem,
      beyond: beyondOf(account, flow, pattern),
      ...(subject?.queue === undefined ? {} : { queue: subject.queue }),
      origin: subject?.origin ?? origin,
      effort,
      declared: subject !== undefined,
    });
  });
}

/**
 * Whether a denied subject takes something away from an allowed one: one with a queue counts for that queue group only,
 * and leaves the others and the plain subscription.
 */
function concerns(deny: NatsSubject, queue: string | undefined): boolean {
  if (deny.queue === undefined) return true;
  const of = (pattern: string): Destination => ({ space: 'queue groups', syntax: 'nats', pattern });
  return queue !== undefined && destinationCovers(of(deny.queue), of(queue)) === true;
}

/** What all subjects begin with that a pattern stands for. */
function subjectHead(pattern: string): string {
  return headOf(pattern, /[*>]/u);
}

/** What an account imports, by subject; looked at again and again for its users. */
function importsOf({ imports }: NatsAccount): HeadIndex<NatsImport> {
  const known = IMPORTS.get(imports) ?? new HeadIndex(imports, ({ local }) => [subjectHead(local)]);
  IMPORTS.set(imports, known);
  return known;
}

const IMPORTS = new WeakMap<readonly NatsImport[], HeadIndex<NatsImport>>();

/** Subjects of other accounts behind what this account imports: streams to consume from, services to publish to. */
function beyondOf(account: NatsAccount, flow: SubjectText['flow'], pattern: string): readonly string[] {
  const kind = flow === 'consume' ? 'stream' : 'service';
  const of = (subject: string): Destination => ({
    space: accountSpace(account.name),
    syntax: 'nats',
    pattern: subject,
  });
  return importsOf(account)
    .near([subjectHead(pattern)])
    .filter((item) => item.kind === kind && destinationsMeet(of(pattern), of(item.local)) === true)
    .map(({ source }) => `${source.subject} of account ${source.account}`);
}
