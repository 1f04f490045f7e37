import type { Participant } from '../../model/facts.js';

/** What a participant is called, apart from its version: a branch may have slashes (`owner/action@release/v1`), a registry a port. */
export function versionedName(name: string): { readonly code: string; readonly version?: string } {
  const [, code, version] = /^([^@]+)@(.+)$/u.exec(name) ?? /^(.+):([^:/]+)$/u.exec(name) ?? [];
  return code === undefined || version === undefined ? { code: name } : { code, version };
}

/** Whether what is got changes with every push or release of its owner: a branch, an image or an address without a version. */
export function moves({ name, form }: Participant): boolean {
  if ((form === 'script' || form === 'image') && versionedName(name).version === undefined) return true;
  return /[@:](?:main|master|develop|dev|dev:.+|trunk|head|latest|edge|nightly|volatile)$/iu.test(name);
}
