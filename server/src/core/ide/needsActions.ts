import type { FileEdits, Finding, Snapshot } from '../analysis/snapshot.js';
import { itemsFor, knownMinimum } from '../model/needs.js';
import type { Origin } from '../model/origin.js';
import { ownGrants } from '../model/reach.js';
import type { GrantSet, Remediation } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { accessRank } from '../model/vocabulary.js';
import { grantSet } from '../model/words.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/** A rewrite of what a session is granted. */
export interface NeedsAction {
  readonly title: string;
  readonly changes: readonly FileEdits[];
}

const TITLE = 'Set permissions to what this job needs';

/** Offered at a job's name and its own block, where all its steps are known and it has something else. */
export function needsActions(snapshot: Snapshot, uri: Uri, range: TextRange): readonly NeedsAction[] {
  return snapshot.model.scopesOf(uri).flatMap((scope) => {
    const minimum = knownMinimum(scope);
    if (scope.facts.role !== 'runs' || minimum === null || !placesOf(scope).some(meets(range))) return [];
    if (isSame(minimum, grantSet(ownGrants(scope)))) return [];
    const [fix] = snapshot.fixes(findingFor(scope, minimum));
    return fix === undefined ? [] : [{ title: TITLE, changes: fix.changes }];
  });
}

function placesOf({ facts: { origin, grantBlock } }: TrustScope): readonly Origin[] {
  return grantBlock?.level === 'session' ? [origin, grantBlock.key, grantBlock.value] : [origin];
}

function meets(range: TextRange): (place: Origin) => boolean {
  return (place) => place.range.start <= range.end && range.start <= place.range.end;
}

function isSame(a: GrantSet, b: GrantSet): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** What a fix would be asked for; no rule says it. */
function findingFor(scope: TrustScope, grants: GrantSet): Finding {
  return {
    rule: '',
    severity: 'hint',
    confidence: 'high',
    message: TITLE,
    origin: scope.facts.origin,
    session: scope.id,
    related: [],
    controls: [],
    offers: [{ title: TITLE, applicability: 'safe', intents: [intentFor(scope, grants)] }],
    unnecessary: false,
    suppressed: null,
  };
}

function intentFor(scope: TrustScope, grants: GrantSet): Remediation {
  const { uri } = scope.file;
  const block = scope.facts.grantBlock;
  const reasons = reasonsFor(scope, grants);
  return block?.level === 'session'
    ? { kind: 'replace-grants', uri, block: block.value, grants, reasons }
    : { kind: 'declare-grants', uri, session: scope.facts.localId, grants, reasons };
}

/** The step that needs each write, to stand beside it. */
function reasonsFor({ needs }: TrustScope, grants: GrantSet): Readonly<Record<string, string>> {
  const reasons = Object.entries(grants).flatMap(([right, level]) => {
    const item =
      needs === null || level === 'read'
        ? undefined
        : itemsFor(needs, right).find(({ access }) => accessRank(access) >= accessRank(level));
    return item === undefined ? [] : [[right, item.why] as const];
  });
  return Object.fromEntries(reasons);
}
