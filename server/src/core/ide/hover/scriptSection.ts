import type { NeedFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { TextRange } from '../../text/textRange.js';
import { encloses } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';
import { distinct } from '../../collections/grouping.js';
import type { Markdown } from '../../text/markdown.js';
import { code, lines, mark, NOTHING, paragraphs, plain, together } from '../../text/markdown.js';
import { listed, sentence } from '../../text/phrases.js';
import { ownGrants, shortGrants } from '../describe/grants.js';
import { carriedMarkdown, isMinted, ownIdentity } from '../describe/identity.js';
import { sessionNames } from './inheritance.js';

/** Where a part of a session stands. */
export interface Part {
  readonly uri: Uri;
  readonly range: TextRange;
}

/** What a script does with the credentials of its session: what it needs of them, and which are in its reach. */
export function scriptSection(part: Part, scopes: readonly TrustScope[]): Markdown {
  const [scope] = scopes;
  if (scope === undefined) return NOTHING;
  const used = scope.carried.flatMap((identity) => {
    const needs = neededIn(identity.needs ?? null, part);
    return needs.items.length === 0
      ? []
      : [
          mark`${carriedMarkdown(identity)}: ${listed(distinct(needs.items.map(({ right }) => code(right))))}`,
        ];
  });
  const inReach = distinct(
    scope.carried
      .filter((identity) => identity.visibleTo !== 'step' || placesOf(identity).some((at) => isIn(at, part)))
      .map(carriedMarkdown),
  );
  return paragraphs([
    ownNeeds(part, scope),
    lines([
      used.length === 0 ? '' : mark`Needed of ${together(used, '; of ')}.`,
      token(part, scope),
      inReach.length === 0 ? '' : mark`In its reach: ${listed(inReach)}.`,
      sentence(mark`runs in ${sessionNames(scopes)}`),
    ]),
  ]);
}

/** It is the very step that is pointed at. */
const OWN_STEP = /^step \d+(?: \([^)]*\))?, /u;

/** What it needs of the session's own identity, where the platform has a measure; else what it is seen to use. */
function ownNeeds(part: Part, scope: TrustScope): Markdown {
  const identity = ownIdentity(scope);
  const { items, gaps } = neededIn(scope.needs, part);
  const seen = distinct(
    ownGrants(scope)
      .filter(({ evidence }) => evidence === 'needed')
      .filter(({ evidenceFrom }) => evidenceFrom.some(({ origin }) => isIn(origin, part)))
      .map(({ action }) => action),
  );
  const actions = distinct(items.map(({ right, access }) => `${right}:${access}`));
  const why = listed(distinct(items.map((item) => plain(item.why.replace(OWN_STEP, '')))), 2);
  if (items.length > 0) {
    return mark`**Needs ${listed(actions.map(code))} of ${identity}**: ${sentence(why)}${gaps.length === 0 ? '' : mark` What else is not known: ${unread(gaps)}.`}`;
  }
  if (gaps.length > 0) return mark`**What it needs of ${identity} is not known**: ${unread(gaps)}.`;
  if (seen.length > 0) return mark`**Uses ${identity}** for ${listed(seen.map(code))}.`;
  return scope.needs === null
    ? mark`**Nothing in it is seen to use ${identity}.**`
    : mark`**Needs nothing of ${identity}.**`;
}

function unread(gaps: NeedFacts['gaps']): Markdown {
  return listed(distinct(gaps.map(({ why }) => plain(why))), 2);
}

/** How the session's own token gets to it. */
function token(part: Part, scope: TrustScope): Markdown {
  const grants = code(shortGrants(ownGrants(scope), 3));
  if (scope.facts.tokenUses.some(({ origin }) => isIn(origin, part))) {
    return mark`Is handed ${ownIdentity(scope)} (${grants}).`;
  }
  const left = scope.facts.exposures.find(
    ({ at }) => at.uri === part.uri && at.range.end <= part.range.start,
  );
  return left === undefined
    ? NOTHING
    : mark`Can read ${plain(left.what)} (${grants}), which an earlier step leaves in ${plain(left.where)}.`;
}

function neededIn(needs: NeedFacts | null, part: Part): NeedFacts {
  return {
    items: (needs?.items ?? []).filter(({ origin, optional }) => !optional && isIn(origin, part)),
    gaps: (needs?.gaps ?? []).filter(({ origin }) => isIn(origin, part)),
  };
}

function placesOf(identity: TrustScope['carried'][number]): readonly Origin[] {
  return isMinted(identity) ? [identity.origin] : [identity.origin, ...identity.uses];
}

function isIn(origin: Origin, { uri, range }: Part): boolean {
  return origin.uri === uri && encloses(range, origin.range);
}

/** The sessions of a text: those that it is part of or holds, else those of which something is told there. */
export function scopesAround(scopes: readonly TrustScope[], part: Part): readonly TrustScope[] {
  const around = scopes.filter(
    ({ file, facts }) =>
      file.uri === part.uri &&
      (encloses(facts.extent, part.range) || encloses(part.range, facts.origin.range)),
  );
  if (around.length > 0) return around;
  return scopes.filter((scope) =>
    [
      ...(scope.needs?.items ?? []),
      ...(scope.needs?.gaps ?? []),
      ...scope.carried,
      ...scope.facts.tokenUses,
    ].some(({ origin }) => isIn(origin, part)),
  );
}
