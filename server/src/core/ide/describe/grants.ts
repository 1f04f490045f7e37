import type { Grant } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { isStrong } from '../../model/reach.js';
import type { AccessLevel, SystemKind } from '../../model/vocabulary.js';
import { accessRank } from '../../model/vocabulary.js';
import { rightWords } from '../../model/words.js';
import { distinct, grouped } from '../../collections/grouping.js';
import { joined, listed } from '../../text/phrases.js';
import type { Markdown } from '../../text/markdown.js';
import { mark, plain, together } from '../../text/markdown.js';

/** So many rights out of one word are "everything"; naming each would be a wall. */
const EVERYTHING_FROM = 8;

/** The grants of the session's own identity, without those of identities that it carries or can become. */
export function ownGrants(scope: TrustScope): readonly Grant[] {
  return scope.grants.filter((grant) => grant.identity === undefined && grant.via.length === 0);
}

/** Grants per system as Markdown, the widest access first: `this repository: write contents, packages; read actions`. */
export function describeGrants(grants: readonly Grant[]): Markdown {
  return together(grantsBySystem(grants), ' · ');
}

/** The same, one for each system. */
export function grantsBySystem(grants: readonly Grant[]): readonly Markdown[] {
  const systems = [...grouped(atWork(grants), (grant) => grant.system.name)];
  systems.sort((a, b) => widest(b[1]) - widest(a[1]));
  return systems.map(([name, group]) => mark`${plain(name)}: ${describeSystem(group)}`);
}

/** Grants in plain text on a fraction of a line: `contents:write, packages:write +3`. */
export function shortGrants(grants: readonly Grant[], max = 2): string {
  const ranked = distinct(widestFirst(atWork(grants)), (grant) => grant.action);
  const [first] = ranked;
  if (first === undefined) return 'no grants';
  const top = ranked.filter((grant) => grant.access === first.access);
  if (isEverything(top)) return `${first.access} everything`;
  const shown = (first.access === 'read' ? ranked : top).slice(0, max).map((grant) => grant.action);
  const hidden = ranked.length - shown.length;
  return shown.join(', ') + (hidden > 0 ? ` +${String(hidden)}` : '');
}

/** What some request fits; pairs of an action and a resource that do not go together say nothing to a reader. */
function atWork(grants: readonly Grant[]): readonly Grant[] {
  const working = grants.filter(({ idle }) => idle !== true);
  return working.length > 0 ? working : grants;
}

/** Where a thief would begin, among systems with the same access. */
const TELLING: readonly SystemKind[] = ['repository', 'identity', 'deployment', 'control-plane', 'artifacts'];

/** The grants with the widest access first, of those the ones that do lasting harm; equal ones keep their order. */
export function widestFirst(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort(
    (a, b) => accessRank(b.access) - accessRank(a.access) || harmlessness(a) - harmlessness(b),
  );
}

function harmlessness(grant: Grant): number {
  if (!isStrong(grant)) return TELLING.length + 1;
  const place = TELLING.indexOf(grant.system.kind);
  return place < 0 ? TELLING.length : place;
}

/** Whether the grants are many and all come from one word, such as `write-all`, or from a default. */
export function isEverything(grants: readonly Grant[]): boolean {
  const [first] = grants;
  if (first === undefined || distinct(grants, (grant) => grant.right).length < EVERYTHING_FROM) return false;
  return grants.every(
    (grant) => grant.origin.uri === first.origin.uri && grant.origin.range.start === first.origin.range.start,
  );
}

function describeSystem(grants: readonly Grant[]): Markdown {
  const rights = distinct(widestFirst(grants).map(rightWords));
  if (isDoings(rights) && !isEverything(grants)) return listed(byObject(rights), 6);
  const levels: readonly AccessLevel[] = ['admin', 'write', 'read'];
  const parts: Markdown[] = [];
  for (const level of levels) {
    const group = distinct(
      grants.filter((grant) => grant.access === level),
      (grant) => `${grant.right} ${grant.resource}`,
    );
    if (group.length === 0) continue;
    // A right that is no more than its level, as of a broker's pattern, is told by what it is on.
    const names = distinct(group.map((grant) => rightWords(grant) || grant.resource))
      .filter((name) => name !== '')
      .map(plain);
    // Who writes everything is not asked what else it reads.
    if (isEverything(group)) return together([...parts, mark`${level} everything`], '; ');
    // What is read beside many writes is a detail: a number is enough.
    if (level === 'read' && parts.length > 0 && group.length > 4) {
      parts.push(mark`read ${group.length} more`);
    } else {
      parts.push(together([level, listed(names, 6)], ' '));
    }
  }
  return together(parts, '; ');
}

/** Rights that say by themselves what may be done to what: `update configmaps`, `GET /internal/orders`. */
const DOING = /^(?<verb>[A-Za-z]+) (?<object>\S.*)$/u;

function isDoings(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => DOING.test(name));
}

/** What may be done to each object: `get, list and watch configmaps`. */
function byObject(names: readonly string[]): readonly Markdown[] {
  const groups = grouped(names, (name) => DOING.exec(name)?.groups?.['object'] ?? '');
  return [...groups].map(
    ([object, alike]) =>
      mark`${plain(joined(alike.map((name) => name.slice(0, -object.length - 1))))} ${plain(object)}`,
  );
}

function widest(grants: readonly Grant[]): number {
  return Math.max(...grants.map((grant) => accessRank(grant.access)));
}
