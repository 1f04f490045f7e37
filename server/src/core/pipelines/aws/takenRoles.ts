import { option } from '../../knowledge/commands/commandUse.js';
import type { ShellCommand } from '../../model/shellScript.js';
import type { PipelineScript } from '../script.js';

/** A role that a script takes on, or that its environment makes the tools of AWS take on. */
export interface TakenRole {
  /** ARN as written, with the variables filled in that are known; what is computed stays as it stands, with its `$`. */
  readonly role: string;
  /** By which proof: keys at hand sign the request, or a token of an issuer is shown. */
  readonly by: 'keys' | 'web-identity';
  /** The token, or the file that holds it, as written; only where a token is shown. */
  readonly token?: string;
  /** What asks for them, in the words of the file: `--duration-seconds`. */
  readonly setBy?: string;
  /** Seconds that are asked for; absent where nothing is, or where it is computed. */
  readonly seconds?: number;
  /** Whether a duration is asked for that only a run can tell. */
  readonly computedSeconds?: true;
  /** Offset in the script of the command that takes it, in UTF-16 units; 0 for the environment. */
  readonly start: number;
}

/**
 * What a session of a role lasts that names no duration: one hour, for both calls and for the tools that read the
 * variables and settings below.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (DurationSeconds)
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (DurationSeconds)
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html (duration_seconds)
 */
export const ROLE_SESSION_DEFAULT_SECONDS = 3600;

/** Values of variables by name, as far as the files tell them. */
export type Variables = ReadonlyMap<string, string>;

/**
 * The roles that a script takes on by `aws sts`, by settings that it writes with `aws configure set`, and by the
 * variables that it exports.
 */
export function takenRoles(script: PipelineScript, around: Variables): readonly TakenRole[] {
  const exported = exportsOf(script);
  const variables = new Map([...around, ...exported.values]);
  const called = script.commands.flatMap((command) => {
    const taken = calledRole(command, variables);
    return taken === undefined ? [] : [taken];
  });
  return distinct([...called, ...configuredRoles(script, variables), ...exportedRole(exported, variables)]);
}

/**
 * The role that the tools of AWS take on by themselves where these variables are set.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export function roleOfEnvironment(variables: Variables): TakenRole | undefined {
  const role = variables.get('AWS_ROLE_ARN');
  const token = variables.get('AWS_WEB_IDENTITY_TOKEN_FILE');
  if (role === undefined || token === undefined) return undefined;
  return { role: filledIn(role, variables), by: 'web-identity', token, start: 0 };
}

/** A text with the variables in it replaced whose values are known; others stay as they stand. */
export function filledIn(text: string, variables: Variables): string {
  // A value may name another variable, but none itself.
  let current = text;
  for (let round = 0; round < DEPTH && current.includes('$'); round++) {
    const next = current.replace(
      /\$\{(\w+)\}|\$(\w+)/gu,
      (whole, braced: string | undefined, plain: string | undefined) =>
        variables.get(braced ?? plain ?? '') ?? whole,
    );
    if (next === current || next.length > LONGEST) break;
    current = next;
  }
  return current;
}

const DEPTH = 4;
/** Longer than any ARN; what grows beyond is no name. */
const LONGEST = 2048;

function calledRole(command: ShellCommand, variables: Variables): TakenRole | undefined {
  const words = command.name === 'aws' ? command.args.map(({ text }) => text) : [];
  const at = words.indexOf('sts');
  const verb = words[at + 1];
  const isWeb = verb === 'assume-role-with-web-identity';
  if (at < 0 || (!isWeb && verb !== 'assume-role')) return undefined;
  const role = option(command, '--role-arn');
  if (role === undefined) return undefined;
  const token = option(command, '--web-identity-token');
  return {
    role: filledIn(role, variables),
    by: isWeb ? 'web-identity' : 'keys',
    ...(isWeb && token !== undefined ? { token } : {}),
    setBy: '--duration-seconds',
    ...secondsIn(option(command, '--duration-seconds'), variables),
    start: command.start,
  };
}

function secondsIn(
  written: string | undefined,
  variables: Variables,
): Pick<TakenRole, 'seconds' | 'computedSeconds'> {
  if (written === undefined) return {};
  const text = filledIn(written, variables);
  return /^\d{1,6}$/u.test(text) ? { seconds: Number(text) } : { computedSeconds: true };
}

/**
 * Settings that `aws configure set` writes, one profile each.
 * https://docs.aws.amazon.com/cli/latest/reference/configure/set.html
 */
function configuredRoles({ commands }: PipelineScript, variables: Variables): readonly TakenRole[] {
  const profiles = new Map<string, Map<string, { readonly value: string; readonly start: number }>>();
  for (const command of commands) {
    const words = command.name === 'aws' ? command.args.map(({ text }) => text) : [];
    const at = words.findIndex((word, index) => word === 'configure' && words[index + 1] === 'set');
    const [name, value] = at < 0 ? [] : words.slice(at + 2).filter((word) => !word.startsWith('--'));
    if (name === undefined || value === undefined) continue;
    const [, inName, key = name] = /^(?:profile\.)?([^.]+)\.(\w+)$/u.exec(name) ?? [];
    const profile = inName ?? option(command, '--profile') ?? 'default';
    const settings = profiles.get(profile) ?? new Map<string, { value: string; start: number }>();
    profiles.set(profile, settings.set(key, { value, start: command.start }));
  }
  return [...profiles.values()].flatMap((settings) => {
    const role = settings.get('role_arn');
    if (role === undefined) return [];
    const token = settings.get('web_identity_token_file')?.value;
    return [
      {
        role: filledIn(role.value, variables),
        by: token === undefined ? ('keys' as const) : ('web-identity' as const),
        ...(token === undefined ? {} : { token }),
        setBy: 'duration_seconds',
        ...secondsIn(settings.get('duration_seconds')?.value, variables),
        start: role.start,
      },
    ];
  });
}

interface Exports {
  readonly values: Variables;
  /** Offset of where the role is set. */
  readonly start: number;
}

/**
 * Variables that a script sets for what follows. The grammar's reading gives them by themselves, the plain one as words
 * of `export`; one that is set and not exported is rare for the names that matter here.
 */
function exportsOf({ commands, variables, text: script }: PipelineScript): Exports {
  const values = new Map(Object.entries(variables));
  let start = Math.max(0, script.indexOf('AWS_ROLE_ARN='));
  for (const command of commands) {
    if (!/^(?:export|declare|typeset)$/u.test(command.name)) continue;
    for (const { text } of command.args) {
      const [, name, value] = /^(\w+)=(.*)$/su.exec(text) ?? [];
      const given = value ?? (/^\w+$/u.test(text) ? variables[text] : undefined);
      if (given === undefined) continue;
      values.set(name ?? text, given);
      if ((name ?? text) === 'AWS_ROLE_ARN') start = command.start;
    }
  }
  return { values, start };
}

/** Where the script itself exports one of the two variables, the other may stand around it. */
function exportedRole({ values, start }: Exports, variables: Variables): readonly TakenRole[] {
  if (!values.has('AWS_ROLE_ARN') && !values.has('AWS_WEB_IDENTITY_TOKEN_FILE')) return [];
  const taken = roleOfEnvironment(variables);
  return taken === undefined ? [] : [{ ...taken, start }];
}

function distinct(taken: readonly TakenRole[]): readonly TakenRole[] {
  return [...new Map(taken.map((one) => [`${one.by} ${one.role}`, one])).values()];
}
