/** `${{ … }}` is put in before the shell sees the script; for its grammar it becomes a plain word of that length. */
export function blankExpressions(script: string): string {
  return script.replace(/\$\{\{[\s\S]*?\}\}/gu, (text) => `$${'_'.repeat(text.length - 1)}`);
}
