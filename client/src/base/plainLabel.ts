/** A name from a file or from git as it is: lists show an icon for `$(name)`. */
export function plainLabel(text: string): string {
  return text.replace(/\$\(/gu, '$\u2060(');
}
