/** How tokens are kept apart and which of them stand for more. */
export interface TokenSyntax {
  readonly separator: string;
  /** Any one token. */
  readonly one: string;
  /** As the last token: all that follows. */
  readonly rest: string;
  /** How many tokens `rest` stands for at least. */
  readonly least: 0 | 1;
}

/** `*` is one token, `>` at the end one or more. https://docs.nats.io/nats-concepts/subjects#wildcards */
export const NATS_TOKENS: TokenSyntax = { separator: '.', one: '*', rest: '>', least: 1 };

/**
 * `+` is one level, which may be empty; `#` at the end is the level above and all below.
 * https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901242
 */
export const MQTT_TOKENS: TokenSyntax = { separator: '/', one: '+', rest: '#', least: 0 };

/** Whether some name is accepted by both patterns. */
export function tokensMeet(a: string, b: string, syntax: TokenSyntax): boolean {
  return meet(a.split(syntax.separator), b.split(syntax.separator), { ...syntax, isName: false });
}

/** Whether a name is among those that the pattern accepts; in a name no token stands for more. */
export function tokensAccept(pattern: string, name: string, syntax: TokenSyntax): boolean {
  return meet(pattern.split(syntax.separator), name.split(syntax.separator), { ...syntax, isName: true });
}

function meet(
  a: readonly string[],
  b: readonly string[],
  { one, rest, least, isName }: TokenSyntax & { readonly isName: boolean },
): boolean {
  const isRest = (tokens: readonly string[], at: number): boolean =>
    tokens[at] === rest && at === tokens.length - 1;
  for (let at = 0; ; at += 1) {
    if (isRest(a, at)) return b.length >= at + least;
    if (!isName && isRest(b, at)) return a.length >= at + least;
    const x = a[at];
    const y = b[at];
    if (x === undefined || y === undefined) return x === y;
    if (x !== y && x !== one && (isName || y !== one)) return false;
  }
}
