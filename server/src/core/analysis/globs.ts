import picomatch from 'picomatch';

type Matches = (name: string) => boolean;

const OPTIONS: picomatch.PicomatchOptions = {
  // Workflows live in `.github`.
  dot: true,
  // Paths here are always written with `/`, whatever the machine.
  windows: false,
  // Nested groups such as `+(+(a))` would let a configuration file hold up the server.
  noextglob: true,
};

const compiled = new WeakMap<readonly string[], Matches>();

/** Whether one of the globs matches a path. A glob without `/` may match in any folder, one ending in `/` a folder. */
export function matchesPath(globs: readonly string[], path: string): boolean {
  let matches = compiled.get(globs);
  if (matches === undefined) {
    matches = picomatch(globs.map(pathGlob), OPTIONS);
    compiled.set(globs, matches);
  }
  return matches(path);
}

/** What a table keyed by names or globs says of `name`: its own entry, else the first glob that matches. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  if (Object.hasOwn(table, name)) return table[name];
  return Object.entries(table).find(([glob]) => glob !== '' && picomatch.isMatch(name, glob, OPTIONS))?.[1];
}

function pathGlob(glob: string): string {
  const relative = glob.replace(/^(?:\.?\/)+/u, '');
  if (relative === '' || relative.endsWith('/')) return `${relative}**`;
  return relative === glob && !glob.includes('/') ? `**/${glob}` : relative;
}
