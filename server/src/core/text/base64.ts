const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SHAPE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
/** What no text holds but a tab and the ends of lines. */
const BINARY = /[^\P{Cc}\t\r\n]/u;

/**
 * The text that stands in base64 (RFC 4648, section 4), blanks and ends of lines between passed over; `undefined` for what
 * is none, and where the bytes are no text in UTF-8.
 */
export function decodedBase64(written: string): string | undefined {
  const letters = written.replace(/\s+/gu, '');
  if (letters === '' || !SHAPE.test(letters)) return undefined;
  let escaped = '';
  let bits = 0;
  let held = 0;
  for (const letter of letters.replace(/=+$/u, '')) {
    held = ((held << 6) | ALPHABET.indexOf(letter)) & 0x3fff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    const text = decodeURIComponent(escaped);
    return BINARY.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
