/** A place in a file, 0-based as in the protocol. */
export interface LinkedPosition {
  readonly line: number;
  readonly character: number;
}

/** A link of the card to a place in a file. */
export function locationLink(uri: string, position: LinkedPosition): string {
  return `command:trustscope.openLocation?${encodeURIComponent(JSON.stringify([{ uri, position }]))}`;
}

/**
 * What a link on the card may do: open a page in the browser, run one of our own commands, or open a file of the
 * workspace at `#L14` or `#L14,5`. Anything else is left as words.
 */
export function resolveCardLink(target: string): string | undefined {
  if (/^https?:/iu.test(target) || target.startsWith('command:trustscope.')) return target;
  const place = /^(?<uri>[a-z][a-z0-9+.-]*:\/\/[^#]+)(?:#L(?<line>\d+)(?:,(?<column>\d+))?)?$/iu.exec(
    target,
  )?.groups;
  if (place === undefined) return undefined;
  const { uri = '', line = '1', column = '1' } = place;
  return locationLink(uri, { line: Number(line) - 1, character: Number(column) - 1 });
}
