import type { DeclaredSetting } from '../../model/declaredSetting.js';
import type { Definition, FileFacts, SessionFacts } from '../../model/facts.js';
import type { HandedName } from '../../model/handedName.js';
import type { IdentityLink, StandingCredential } from '../../model/identityLink.js';
import type { Attachment, PermissionSet, Workload } from '../../model/permissionSet.js';

/** What one part of a file gives. */
export interface Parts {
  readonly sessions: readonly SessionFacts[];
  readonly sets: readonly PermissionSet[];
  readonly attachments: readonly Attachment[];
  readonly workloads: readonly Workload[];
  readonly credentials: readonly StandingCredential[];
  readonly identityLinks: readonly IdentityLink[];
  readonly definitions: readonly Definition[];
  readonly handed: readonly HandedName[];
  readonly settings: readonly DeclaredSetting[];
}

export const NO_PARTS: Parts = {
  sessions: [],
  sets: [],
  attachments: [],
  workloads: [],
  credentials: [],
  identityLinks: [],
  definitions: [],
  handed: [],
  settings: [],
};

/** All parts as one. Of the second of the same local id in a file the id is told apart. */
export function joinParts(parts: readonly Partial<Parts>[]): Parts {
  const all = <K extends keyof Parts>(key: K): Parts[K][number][] =>
    parts.flatMap((part) => (part[key] ?? []) as readonly Parts[K][number][]);
  return {
    sessions: distinct(all('sessions')),
    sets: distinct(all('sets')),
    attachments: distinct(all('attachments')),
    workloads: distinct(all('workloads')),
    credentials: distinct(all('credentials')),
    identityLinks: distinct(all('identityLinks')),
    definitions: all('definitions'),
    handed: all('handed'),
    settings: all('settings'),
  };
}

/** The lists of a file's facts, those that are empty left out. */
export function factsOf(parts: Parts): Pick<FileFacts, 'sessions' | 'definitions'> & Partial<FileFacts> {
  const { sessions, definitions, sets, attachments, workloads, credentials, identityLinks } = parts;
  const { handed, settings } = parts;
  return {
    sessions,
    definitions,
    ...(sets.length === 0 ? {} : { sets }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(workloads.length === 0 ? {} : { workloads }),
    ...(credentials.length === 0 ? {} : { credentials }),
    ...(identityLinks.length === 0 ? {} : { identityLinks }),
    ...(handed.length === 0 ? {} : { handed }),
    ...(settings.length === 0 ? {} : { settings }),
  };
}

function distinct<T extends { readonly localId: string }>(items: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const count = (seen.get(item.localId) ?? 0) + 1;
    seen.set(item.localId, count);
    return count === 1 ? item : { ...item, localId: `${item.localId}#${String(count)}` };
  });
}
