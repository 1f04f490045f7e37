/** So many characters are put together before they are written. */
const SIZE = 65_536;

/** The same text in pieces that are worth a write each. */
export function* chunks(parts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const part of parts) {
    chunk += part;
    if (chunk.length < SIZE) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
