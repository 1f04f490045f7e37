/** What a plain scalar may not start with, in YAML 1.2. */
const INDICATOR = /^(?:[-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`])/u;
const READ_AS_SOMETHING_ELSE = /^(?:~|null|true|false|[-+.\d].*)$/iu;

/** A text as a YAML scalar on one line: plain where that reads back the same, else in the quotes that it has not. */
export function scalarText(text: string, flow: boolean): string {
  const isPlain =
    text !== '' &&
    text === text.trim() &&
    !INDICATOR.test(text) &&
    !READ_AS_SOMETHING_ELSE.test(text) &&
    !/:(?:\s|$)|\s#/u.test(text) &&
    !(flow && /[,[\]{}]/u.test(text));
  if (isPlain) return text;
  return text.includes("'") && !/["\\]/u.test(text) ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}
