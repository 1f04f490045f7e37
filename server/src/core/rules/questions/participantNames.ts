import type { Participant } from '../../model/facts.js';

/** What a participant is called, apart from its version: a branch may have slashes (`owner/action@release/v1`), a registry a port. */
export function versionedName(name: string): { readonly code: string; readonly version?: string } {
  const [, code, version] = /^([^@]+)@(.+)$/u.exec(name) ?? /^(.+):([^:/]+)$/u.exec(name) ?? [];
  return code === undefined || version === undefined ? { code: name } : { code, version };
}

/** Whether the version is one that changes with every push or release of its owner. */
export function moves({ name }: Participant): boolean {
  return /[@:](?:main|master|develop|dev|dev:.+|trunk|head|latest|edge|nightly|volatile)$/iu.test(name);
}
