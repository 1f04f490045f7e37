import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import type { Findings } from './findings.js';
import { Logins } from './logins.js';
import { touchesLogins } from './touchesLogins.js';
import type { FileEdits, Fix } from './snapshot.js';

/** The workspace as it is, or as it would be. */
export interface Linked {
  readonly model: TrustModel;
  readonly findings: Findings;
}

/** Asks a question of the workspace as it would be after edits; when it returns, all is as it was before. */
export type Tried = <T>(changes: readonly FileEdits[], ask: (linked: Linked) => T) => T;

/** Whether a fix may be offered; `untried` where the file is too long to find that out. */
export type Judgement = 'allowed' | 'refused' | 'untried';

/**
 * Characters that may be read again to try out all fixes of a file. Trying one out reads the whole file, so where many of
 * a long file would have to be tried, none of them is: a fix that was not judged is not offered, and that is said.
 */
const MOST_READ = 1_000_000;

/**
 * Holds each fix against what it does to the whole workspace: it must not turn a login that is admitted into one that is
 * refused or not known, and it must not content a rule by a gate of which nothing proves that it asks anybody. Only a
 * fix that could do either is tried out.
 */
export class FixJudge {
  #logins: Logins | undefined;

  constructor(
    readonly linked: () => Linked,
    readonly tried: Tried,
    /** How many characters a file has. */
    readonly lengthOf: (uri: Uri) => number,
  ) {}

  judge(offer: RemediationOffer, { changes }: Pick<Fix, 'changes'>): Judgement {
    const { model } = this.linked();
    const logins = offer.intents.some((intent) => touchesLogins(intent, model))
      ? (this.#logins ??= new Logins(model))
      : undefined;
    const concerned = changes.some(({ uri }) => logins?.hangOn(uri) === true);
    const gated = gatedBy(offer, model);
    if (!concerned && gated.length === 0) return 'allowed';
    if (changes.some(({ uri }) => this.#takesTooLong(uri))) return 'untried';
    const holds = this.tried(
      changes,
      (after) =>
        (!concerned || logins?.keptBy(after.model) !== false) &&
        gated.every((before) => isProved(before, after)),
    );
    return holds ? 'allowed' : 'refused';
  }

  /** Whether a fix is not tried for the length of what it changes. Nothing is tried out to find that out. */
  isUntried(offer: RemediationOffer, fix: Pick<Fix, 'changes'>): boolean {
    return fix.changes.some(({ uri }) => this.#takesTooLong(uri)) && this.judge(offer, fix) === 'untried';
  }

  /** The same for all fixes of a file, so that it does not hang on which was asked for first. */
  #takesTooLong(uri: Uri): boolean {
    return this.linked().findings.of(uri).length * this.lengthOf(uri) > MOST_READ;
  }
}

/** The sessions that the offer puts behind a gate, as they are without it. */
function gatedBy({ intents }: RemediationOffer, model: TrustModel): readonly TrustScope[] {
  return intents.flatMap((intent) =>
    intent.kind === 'require-gate'
      ? model.scopesOf(intent.uri).filter(({ facts }) => facts.localId === intent.session)
      : [],
  );
}

/**
 * Whether the new gates of a session are proved. One whose proof lies elsewhere, such as the reviewers of an environment,
 * will do only where a finding goes on asking for that proof.
 */
function isProved(before: TrustScope, { model, findings }: Linked): boolean {
  const known = new Set(before.gates.map(({ id }) => id));
  const added = model.scope(before.id)?.gates.filter(({ id }) => !known.has(id)) ?? [];
  return added.every(({ state, origin }) => {
    if (state !== 'assumed') return state === 'enforced';
    return findingsAt(findings, origin.uri).some((start) => start === origin.range.start);
  });
}

function findingsAt(findings: Findings, uri: Uri): readonly number[] {
  return findings.of(uri).map(({ origin }) => origin.range.start);
}
