import { parseArgs } from 'node:util';
import { suggestion } from './suggestion.js';
import { UsageError } from './exitCode.js';
import type { OptionSpec } from './optionSpec.js';

/** The parsed words behind a command's name. Options not given have no entry. */
export class Arguments {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(
    readonly operands: readonly string[],
    values: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#values = values;
  }

  /** Whether the option was given. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The value of an option; the last one when it was given twice. */
  value(name: string): string | undefined {
    return this.values(name).at(-1);
  }

  /** All values of an option that may be repeated. */
  values(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The value of an option that allows only `choices`; the parser has checked it. */
  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.value(name);
    return choices.find((choice) => choice === value) ?? otherwise;
  }
}

/** Options that every command understands. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  help: { short: 'h', help: 'show this help' },
};

/**
 * Parses what follows a command's name.
 *
 * @throws UsageError naming the word that is wrong and what is allowed in its place.
 */
export function parseArguments(
  options: Readonly<Record<string, OptionSpec>>,
  words: readonly string[],
): Arguments {
  const specs = { ...options, ...COMMON_OPTIONS };
  // Not strict: its messages neither name what is allowed nor guess what was meant.
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options: Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, parserOption(spec)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, Object.keys(specs));
    const value = checkedValue(token.rawName, spec, token.value, token.inlineValue === true);
    values.set(token.name, [...(values.get(token.name) ?? []), value]);
  }
  return new Arguments(positionals, values);
}

function parserOption({ value, multiple = false, short }: OptionSpec) {
  const type = value === undefined ? ('boolean' as const) : ('string' as const);
  return { type, multiple, ...(short === undefined ? {} : { short }) };
}

function unknownOption(rawName: string, names: readonly string[]): UsageError {
  const known = names.map((name) => `--${name}`);
  return new UsageError(`unknown option ${rawName}.${suggestion(rawName, known)}`);
}

function checkedValue(rawName: string, spec: OptionSpec, value: string | undefined, inline: boolean): string {
  if (spec.value === undefined) {
    if (value !== undefined) {
      throw new UsageError(`${rawName} takes no value, but got ${JSON.stringify(value)}`);
    }
    return '';
  }
  const allowed = spec.choices === undefined ? '' : `: ${spec.choices.join(', ')}`;
  // The next option must not be swallowed as this one's value.
  if (value === undefined || value === '' || (!inline && value.startsWith('-') && value !== '-')) {
    throw new UsageError(`${rawName} needs a value (${spec.value})${allowed}`);
  }
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    throw new UsageError(
      `${rawName} does not take ${JSON.stringify(value)}; allowed${allowed}.${suggestion(value, spec.choices)}`,
    );
  }
  return value;
}
