/** The longest message that an editor sends; one that says it is longer would only be waited for. */
const LARGEST = 256 * 1024 * 1024;
/** More bytes than any headers have. */
const LARGEST_HEADERS = 8 * 1024;

/**
 * Follows the frames of a stream of messages, to tell when it can no longer be read: a length that is no length would
 * make the reader wait for ever.
 */
export class Frames {
  #headers = '';
  #body = 0;

  /** Takes the next bytes; what is wrong with them, or `undefined`. */
  take(bytes: Uint8Array): string | undefined {
    for (let at = 0; at < bytes.length;) {
      if (this.#body > 0) {
        const step = Math.min(this.#body, bytes.length - at);
        this.#body -= step;
        at += step;
        continue;
      }
      this.#headers += String.fromCharCode(bytes[at] ?? 0);
      at += 1;
      if (!this.#headers.endsWith('\r\n\r\n')) {
        if (this.#headers.length > LARGEST_HEADERS) return 'headers without an end';
        continue;
      }
      const length = /(?:^|\r\n)content-length[ \t]*:[ \t]*([^\r\n]*)/iu.exec(this.#headers)?.[1]?.trim();
      this.#headers = '';
      if (length === undefined || !/^\d{1,10}$/u.test(length) || Number(length) > LARGEST) {
        return length === undefined ? 'headers without a Content-Length' : 'a Content-Length that is none';
      }
      this.#body = Number(length);
    }
    return undefined;
  }
}
