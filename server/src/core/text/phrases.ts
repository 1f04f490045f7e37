/** A number with its noun: `1 job`, `4 jobs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** `a, b and c`: everything, in words. */
export function joined(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`;
}

/** The first `most` of the items, and how many more there are: `a, b, c and 4 more`. */
export function listed(items: readonly string[], most = 4): string {
  if (items.length <= most) return joined(items);
  return `${items.slice(0, most).join(', ')} and ${String(items.length - most)} more`;
}

/** The first letter as a capital, unless the first word is one of code, such as `github.actor`. */
export function capital(text: string): string {
  return /^[a-z]+(?=[\s,:;'’-]|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Words as a sentence: a capital in front, one full stop at the end. */
export function sentence(text: string): string {
  const whole = capital(text.trim());
  return /[.!?]$/u.test(whole) ? whole : `${whole}.`;
}
