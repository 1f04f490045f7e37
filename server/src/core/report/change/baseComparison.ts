import type { Change, Direction } from '../../compare/changes.js';
import { inOrder } from '../../compare/changes.js';
import type { ComparedSession } from '../../compare/standingComparison.js';
import { StandingComparison } from '../../compare/standingComparison.js';
import type { Origin } from '../../model/origin.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import type { Uri } from '../../text/uri.js';
import { changeAsides, changeLine, changeWords } from './comparison.js';
import { lensLine } from './lensLine.js';

/** What a base is called, and what of the workspace it is the base of. */
export interface BaseNaming {
  /** The folder that paths are below. */
  readonly root: Uri;
  /** The name of the base of a file, for example `main`; nothing for one that has none. */
  readonly nameOf: (uri: Uri) => string | undefined;
}

/** One change, for a list of them. */
export interface ListedChange {
  readonly direction: Direction;
  /** For example `job publish may now contents:write on this repository`. */
  readonly text: string;
  /** Who starts the session, and what is asked before; may be empty. */
  readonly detail: string;
  /** The session as it is now; nothing for one that is gone. */
  readonly session?: string;
  /** Where the text stands that makes the difference or, where that is gone, the session; nothing for one that is gone. */
  readonly at?: Origin;
  /** Whether `at` is what makes the difference. */
  readonly isCause: boolean;
}

/** A workspace beside its base, while it is edited. */
export interface BaseComparison {
  /** Work done so far, for budgets in tests. */
  readonly counts: StandingComparison['counts'];
  /** What makes a session wider than its base, in one line; nothing where it is not. */
  lens(now: TrustModel, session: string): string | undefined;
  /** All that changed, the gravest first. */
  changes(now: TrustModel): readonly ListedChange[];
  /** Ids of the sessions of which anything changed. */
  changed(now: TrustModel): ReadonlySet<string>;
  /** The same session in the base; nothing for one that is new. */
  before(now: TrustModel, scope: TrustScope): TrustScope | undefined;
}

/** Holds a workspace against the model of its base. */
export function newBaseComparison(base: TrustModel, naming: BaseNaming): BaseComparison {
  return new StandingBaseComparison(base, naming);
}

class StandingBaseComparison implements BaseComparison {
  readonly #standing: StandingComparison;
  readonly #naming: BaseNaming;
  /** The answer for a model, until its sessions are others. */
  #last:
    | { readonly scopes: TrustModel['scopes']; readonly found: ReadonlyMap<string, ComparedSession> }
    | undefined;

  constructor(base: TrustModel, naming: BaseNaming) {
    this.#naming = naming;
    this.#standing = new StandingComparison(base, {
      root: naming.root,
      wanted: (uri) => naming.nameOf(uri) !== undefined,
    });
  }

  get counts(): StandingComparison['counts'] {
    return this.#standing.counts;
  }

  lens(now: TrustModel, session: string): string | undefined {
    const compared = this.#compare(now).get(session);
    if (compared?.after === undefined) return undefined;
    return lensLine(compared.changes, this.#naming.nameOf(compared.after.file.uri) ?? '');
  }

  changes(now: TrustModel): readonly ListedChange[] {
    const sessions = new Map<Change, TrustScope | undefined>();
    for (const { after, changes } of this.#compare(now).values()) {
      for (const change of changes) sessions.set(change, after);
    }
    return inOrder([...sessions.keys()]).map((change) => listedChange(change, sessions.get(change)));
  }

  changed(now: TrustModel): ReadonlySet<string> {
    return new Set(this.#compare(now).keys());
  }

  before(now: TrustModel, scope: TrustScope): TrustScope | undefined {
    this.#compare(now);
    return this.#standing.before(scope);
  }

  #compare(now: TrustModel): ReadonlyMap<string, ComparedSession> {
    const { scopes } = now;
    // The list is another object where a session is.
    if (this.#last?.scopes !== scopes) this.#last = { scopes, found: this.#standing.compare(now) };
    return this.#last.found;
  }
}

function listedChange(change: Change, scope: TrustScope | undefined): ListedChange {
  const words = changeWords(change);
  const { direction, dimension } = change;
  // All else stands in the text of the base.
  const standsNow = direction === 'wider' || (direction === 'became-unknown' && dimension === 'unknown');
  const at = scope && (standsNow ? (change.at ?? scope.facts.origin) : scope.facts.origin);
  return {
    direction,
    isCause: standsNow && change.at !== undefined,
    text: changeLine(words),
    detail: changeAsides(words).join(' · '),
    ...(scope === undefined ? {} : { session: scope.id }),
    ...(at === undefined ? {} : { at }),
  };
}
