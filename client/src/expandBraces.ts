/** `*.{js,ts}` becomes `*.js` and `*.ts`, so that the globs can be joined in braces, which do not nest. */
export function expandBraces(glob: string): string[] {
  const braces = /^(?<before>.*?)\{(?<choices>[^{}]*)\}(?<after>.*)$/su.exec(glob)?.groups;
  if (braces === undefined) return [glob];
  const { before = '', choices = '', after = '' } = braces;
  return choices.split(',').flatMap((choice) => expandBraces(before + choice + after));
}
