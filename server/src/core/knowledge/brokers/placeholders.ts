/**
 * Whether a text stands where something else is put before the file is used: a variable, a template's hole, or the name
 * of a setting.
 */
export function isPlaceholder(text: string): boolean {
  return (
    /^\$(?:\w+|\{[^}]*\}|\([^)]*\))$/u.test(text) ||
    /\{\{.*\}\}|<%.*%>/u.test(text) ||
    /^(?:<[^>]*>|%[^%]*%|@[^@]*@|__\w+__)$/u.test(text) ||
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u.test(text)
  );
}
