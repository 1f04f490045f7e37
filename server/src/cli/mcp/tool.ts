/** A value that a tool takes. */
export interface Parameter {
  readonly type: 'string' | 'integer';
  readonly description: string;
  readonly enum?: readonly string[];
  /** Whether the tool cannot do without it. */
  readonly required?: boolean;
}

/** What a tool was called with, checked against its parameters. */
export type ToolInput = Readonly<Record<string, string | number | undefined>>;

/** One tool for a coding agent. It reads, and changes nothing. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /**
   * The answer, in Markdown.
   *
   * @throws ToolMistake for what the caller can mend
   */
  readonly call: (input: ToolInput) => string;
}

/** A mistake of the caller, told as the answer. */
export class ToolMistake extends Error {}

/**
 * What a tool was called with.
 *
 * @throws ToolMistake naming what is wrong
 */
export function toolInput({ name, parameters }: Tool, given: Readonly<Record<string, unknown>>): ToolInput {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(parameters, key));
  if (unknown !== undefined) {
    throw new ToolMistake(
      `${name} takes no ${JSON.stringify(unknown)}; it takes: ${Object.keys(parameters).join(', ')}`,
    );
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([key, parameter]) => [key, checked(key, parameter, given[key])]),
  );
}

function checked(key: string, { type, required, ...parameter }: Parameter, value: unknown) {
  if (value === undefined || value === null) {
    if (required === true) throw new ToolMistake(`${key} is needed`);
    return undefined;
  }
  if (type === 'integer') {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
    throw new ToolMistake(`${key} is a whole number from 1`);
  }
  if (typeof value !== 'string') throw new ToolMistake(`${key} is a text`);
  if (parameter.enum?.includes(value) === false) {
    throw new ToolMistake(`${key} is one of: ${parameter.enum.join(', ')}`);
  }
  return value;
}
