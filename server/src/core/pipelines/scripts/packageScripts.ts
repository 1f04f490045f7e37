/**
 * What `npm run NAME` runs, of the names that a `package.json` has: as one script of the shell; `undefined` where it has
 * none of them, or is no JSON.
 * https://docs.npmjs.com/cli/configuring-npm/package-json#scripts
 */
export function packageScripts(text: string, names: readonly string[]): string | undefined {
  const scripts = scriptsIn(text);
  if (scripts === undefined) return undefined;
  const found = names.flatMap((name) => {
    const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    return typeof script === 'string' ? [script] : [];
  });
  return found.length === 0 ? undefined : found.join('\n');
}

function scriptsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // As npm does, which takes off a mark of byte order.
    const read: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    const scripts = isRecord(read) ? read['scripts'] : undefined;
    return isRecord(scripts) ? scripts : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
