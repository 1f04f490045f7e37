/** A range of addresses: the bits of its first one, and how many of them count. */
export interface IpRange {
  readonly bits: bigint;
  /** 32 for IPv4, 128 for IPv6. */
  readonly width: number;
  readonly prefix: number;
}

/**
 * Reads an address or a CIDR range; without a prefix the range is the one address. Undefined for anything else.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function ipRange(text: string): IpRange | undefined {
  const [, address = '', length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/iu.exec(text.trim()) ?? [];
  const v6 = address.includes(':');
  const bits = v6 ? ipV6(address) : ipV4(address);
  const width = v6 ? 128 : 32;
  const prefix = length === undefined ? width : Number(length);
  return bits === undefined || prefix > width ? undefined : { bits, width, prefix };
}

/** Whether every address of `part` is in `whole`. */
export function holdsRange(whole: IpRange, part: IpRange): boolean {
  if (whole.width !== part.width || part.prefix < whole.prefix) return false;
  const shift = BigInt(whole.width - whole.prefix);
  return whole.bits >> shift === part.bits >> shift;
}

/** Whether some address is in both. */
export function rangesMeet(a: IpRange, b: IpRange): boolean {
  return holdsRange(a, b) || holdsRange(b, a);
}

function ipV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/u.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function ipV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(group)));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<bigint | undefined>(missing).fill(0n), ...tail];
  let bits = 0n;
  for (const value of all) {
    if (value === undefined) return undefined;
    bits = (bits << 16n) | value;
  }
  return bits;
}

/** A group of four hexadecimal digits; an IPv4 address at the end counts as two. */
function group(text: string): readonly (bigint | undefined)[] {
  if (text.includes('.')) {
    const bits = ipV4(text);
    return bits === undefined ? [undefined] : [bits >> 16n, bits & 0xffffn];
  }
  return [/^[0-9a-f]{1,4}$/iu.test(text) ? BigInt(`0x${text}`) : undefined];
}
