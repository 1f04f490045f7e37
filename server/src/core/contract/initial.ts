import { distinct, grouped } from '../collections/grouping.js';
import type { RemediationValue } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { outlivingLives } from '../model/lives.js';
import { relativePath } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import { concerns } from './covering.js';
import type { Reached } from './reached.js';
import { reachedBy } from './reached.js';
import { durationText, reachItems, sorted, startItem } from './written.js';

/** An entry of a contract as it is to be written. */
export interface InitialScope {
  readonly identities: readonly string[];
  readonly files?: readonly string[];
  readonly limits: Readonly<Record<string, RemediationValue>>;
}

/** A session under the name by which a contract knows it. */
interface Named {
  readonly path: string;
  readonly noun: string;
  readonly label: string;
  readonly scopes: TrustScope[];
}

/**
 * A contract that allows what sessions do today, and no more: an entry for each set of limits, which names all sessions
 * of a file by a pattern where they have the same. What comes anew may read the repository, until it is agreed on.
 *
 * @param root the folder of the configuration file, which paths are below
 */
export function initialContract(scopes: readonly TrustScope[], root: Uri): readonly InitialScope[] {
  const named = [
    ...grouped(scopes, ({ file, facts }) =>
      JSON.stringify([relativePath(root, file.uri), facts.noun, facts.label]),
    ),
  ].map(([key, together]): Named => {
    const [path, noun, label] = JSON.parse(key) as [string, string, string];
    return { path, noun, label, scopes: together };
  });
  const limited = named.map((session) => ({ session, limits: limitsOf(session.scopes) }));
  const byFile = grouped(limited, ({ session: { path, noun } }) => JSON.stringify([path, noun]));
  const entries = [...byFile.values()].flatMap((inFile) => {
    const alike = grouped(inFile, ({ limits }) => JSON.stringify(limits));
    return [...alike.values()].map((same) => ({
      identities:
        alike.size === 1 && inFile.length > 1 ? [`${same[0]?.session.noun ?? ''} *`] : namesOf(same),
      path: same[0]?.session.path ?? '',
      limits: same[0]?.limits ?? {},
    }));
  });
  const together = grouped(entries, ({ identities, limits }) => JSON.stringify([identities, limits]));
  const made = [...together.values()].map((same): InitialScope => ({
    identities: same[0]?.identities ?? [],
    files: same.map(({ path }) => globOf(path)),
    limits: same[0]?.limits ?? {},
  }));
  // A name that is a pattern must not speak for one that is written out.
  return [...made].sort((a, b) => Number(isPattern(a)) - Number(isPattern(b)));
}

/** What sessions that nobody has agreed on may do. */
export const REST: InitialScope = {
  identities: ['*'],
  limits: { may: [{ system: 'repository', access: 'read' }] },
};

function namesOf(same: readonly { readonly session: Named }[]): readonly string[] {
  return same.map(({ session: { noun, label } }) => `${noun} ${label}`);
}

function isPattern({ identities }: InitialScope): boolean {
  return identities.some((name) => /[*?]/u.test(name));
}

/** A path as a glob that means it alone. */
function globOf(path: string): string {
  const escaped = path.replace(/[\\*?[\]{}()!+@]/gu, '\\$&');
  return path.includes('/') ? escaped : `./${escaped}`;
}

/** What the sessions of one name do together, as limits. */
function limitsOf(scopes: readonly TrustScope[]): InitialScope['limits'] {
  const reached = scopes.flatMap(reachedBy);
  const seconds = scopes.map(({ lifetime }) => lifetime.seconds);
  const isBounded = scopes.every(({ lifetime }) => lifetime.basis !== 'unknown' && lifetime.seconds !== null);
  const outliving = scopes.flatMap((scope) => Object.values(outlivingLives(scope)));
  const longest = isBounded ? Math.max(...seconds.map((each) => each ?? 0)) : null;
  const starts = distinct(
    scopes.flatMap(({ initiators }) => initiators.map(startItem)),
    (item) => JSON.stringify(item),
  );
  const gates = gatesOf(reached);
  const notKnown = sorted(
    scopes.flatMap(({ unknowns }) =>
      unknowns.filter(({ about }) => about !== 'settings' && about !== 'use').map(({ what }) => what),
    ),
  );
  return {
    may: reachItems(reached),
    lasts: durationText(longest),
    ...(outliving.length === 0 ? {} : { credentialsLast: durationText(Math.max(...outliving)) }),
    startedBy: [...starts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ...(gates.length === 0 ? {} : { gates }),
    ...(notKnown.length === 0 ? {} : { notKnown }),
  };
}

/** Each gate with what stands behind it, as far as that can be told from what does not. */
function gatesOf(reached: readonly Reached[]): readonly RemediationValue[] {
  const all = reached.flatMap(({ gates }) => gates);
  return distinct(all, ({ name, kind }) => JSON.stringify([name, kind])).flatMap(({ name, kind }) => {
    const isThis = (gate: Reached['gates'][number]): boolean => gate.name === name && gate.kind === kind;
    const isBehind = ({ gates }: Reached): boolean => gates.some(isThis);
    const behind = reached.filter(isBehind);
    const others = reached.filter((grant) => !isBehind(grant));
    const isProved = behind.every(({ gates }) =>
      gates.some((gate) => isThis(gate) && gate.state === 'enforced'),
    );
    const told = {
      name,
      kind,
      ...(isProved ? {} : { proof: 'settings' }),
    };
    if (others.length === 0) return [told];
    const before = reachItems(behind).filter(
      (item) => !others.some((grant) => concerns(item as object, grant)),
    );
    return before.length === 0 ? [] : [{ before, ...told }];
  });
}
