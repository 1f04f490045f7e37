import type { Markdown } from './markdown.js';

/** A text in no more than `most` characters: what is over is cut off at its end, and `…` says so. */
export function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A number with its noun: `1 job`, `4 jobs`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** `a, b and c`: everything, in words. */
export function joined(items: readonly string[], last?: string): string;
export function joined(items: readonly Markdown[], last?: string): Markdown;
export function joined(items: readonly unknown[], last = 'and'): unknown {
  // What Markdown is at run time is known here and in `markdown.ts` alone.
  const texts = items as readonly string[];
  if (texts.length < 2) return texts.join('');
  return `${texts.slice(0, -1).join(', ')} ${last} ${texts.at(-1) ?? ''}`;
}

/** The first `most` of the items, and how many more there are: `a, b, c and 4 more`. */
export function listed(items: readonly string[], most?: number): string;
export function listed(items: readonly Markdown[], most?: number): Markdown;
export function listed(items: readonly unknown[], most = 4): unknown {
  const texts = items as readonly string[];
  if (texts.length <= most) return joined(texts);
  return `${texts.slice(0, most).join(', ')} and ${String(texts.length - most)} more`;
}

/** The first letter as a capital, unless the first word is one of code, such as `github.actor`. */
export function capital(text: string): string;
export function capital(text: Markdown): Markdown;
export function capital(all: unknown): unknown {
  const text = all as string;
  return /^[a-z]+(?=[\s,:;'’-]|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Words as a sentence: a capital in front, one full stop at the end. */
export function sentence(text: string): string;
export function sentence(text: Markdown): Markdown;
export function sentence(all: unknown): unknown {
  const whole = capital((all as string).trim());
  return /[.!?…]$/u.test(whole) ? whole : `${whole}.`;
}
