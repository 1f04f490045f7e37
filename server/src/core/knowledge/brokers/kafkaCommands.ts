import { ownOf } from '../../collections/ownOf.js';
import type { ShellCommand, ShellWord } from '../../model/shellScript.js';
import { kafkaOperations } from './kafka.js';
import type { KafkaAcl } from './kafkaAcls.js';

/** An ACL as a command writes it; where it stands the caller knows. */
export type CommandAcl = Omit<KafkaAcl, 'origin' | 'nameOrigin' | 'hostOrigin'>;

/** What one `kafka-acls --add` gives to one principal. */
export interface AclCommand {
  /** As written, for example `User:worker`. */
  readonly principal: string;
  readonly acls: readonly CommandAcl[];
  /** Whether part of it is known only when it runs. */
  readonly dynamic: boolean;
  /** Offset of the command in the script. */
  readonly start: number;
}

const PROGRAM = /(?:^|\/)kafka-acls(?:\.sh|\.bat)?$/u;

/**
 * Reads a call of Kafka's own tool, also behind `docker exec` and the like. Undefined for other commands, and for a call
 * that adds nothing.
 * https://kafka.apache.org/documentation/#security_authz_cli
 */
export function aclCommands({ name, args, start }: ShellCommand): readonly AclCommand[] {
  const words: readonly ShellWord[] = [{ text: name, dynamic: false }, ...args];
  const at = words.findIndex(({ text }) => PROGRAM.test(text));
  if (at < 0) return [];
  const options = optionsOf(words.slice(at + 1));
  if (!options.has('--add')) return [];
  const resources = resourcesOf(options);
  const of = (side: 'allow' | 'deny'): readonly AclCommand[] =>
    valuesOf(options, `--${side}-principal`).map(({ text, dynamic }) => ({
      principal: text,
      acls: hostsOf(options, side).flatMap((host) =>
        resources.flatMap((resource) =>
          operationsFor(options, resource.resourceType).map((operation) => ({
            ...resource,
            allows: side === 'allow',
            host,
            operation,
          })),
        ),
      ),
      dynamic:
        dynamic || [...options].some(([key, values]) => SPOKEN.has(key) && values.some((one) => one.dynamic)),
      start,
    }));
  return [...of('allow'), ...of('deny')];
}

/** Options that say what is given. */
const SPOKEN: ReadonlySet<string> = new Set([
  '--topic',
  '--group',
  '--transactional-id',
  '--operation',
  '--resource-pattern-type',
  '--allow-host',
  '--deny-host',
]);

type Options = ReadonlyMap<string, readonly ShellWord[]>;

function optionsOf(words: readonly ShellWord[]): Options {
  const options = new Map<string, ShellWord[]>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word?.text.startsWith('--') !== true) continue;
    const [key = '', value] = word.text.split(/=(.*)/su);
    const values = options.get(key) ?? [];
    const next = words[at + 1];
    if (value !== undefined) values.push({ text: value, dynamic: word.dynamic });
    else if (next !== undefined && !next.text.startsWith('--')) {
      values.push(next);
      at += 1;
    }
    options.set(key, values);
  }
  return options;
}

function valuesOf(options: Options, key: string): readonly ShellWord[] {
  return options.get(key) ?? [];
}

function hostsOf(options: Options, side: 'allow' | 'deny'): readonly string[] {
  const hosts = valuesOf(options, `--${side}-host`).map(({ text }) => text);
  return hosts.length === 0 ? ['*'] : hosts;
}

type Resource = Pick<CommandAcl, 'resourceType' | 'name' | 'isPrefix'>;

const RESOURCES: readonly (readonly [option: string, type: string])[] = [
  ['--topic', 'topic'],
  ['--group', 'group'],
  ['--transactional-id', 'transactionalId'],
];

function resourcesOf(options: Options): readonly Resource[] {
  const isPrefix = valuesOf(options, '--resource-pattern-type').some(({ text }) => /^prefixed$/iu.test(text));
  const named = RESOURCES.flatMap(([option, resourceType]) =>
    valuesOf(options, option).map(({ text }): Resource => ({ resourceType, name: text, isPrefix })),
  );
  const cluster: Resource = { resourceType: 'cluster', name: '', isPrefix: false };
  return options.has('--cluster') || options.has('--idempotent') ? [...named, cluster] : named;
}

/** Of `--producer` and `--consumer` each kind of resource gets what that needs; without any, `All` is the default. */
function operationsFor(options: Options, type: string): readonly string[] {
  const shorthand = [
    ...(options.has('--producer') ? (ownOf(PRODUCER, type) ?? []) : []),
    ...(options.has('--consumer') ? (ownOf(CONSUMER, type) ?? []) : []),
    ...(options.has('--idempotent') && type === 'cluster' ? ['IdempotentWrite'] : []),
  ];
  if (['--producer', '--consumer', '--idempotent'].some((key) => options.has(key))) {
    return [...new Set(shorthand)];
  }
  const written = valuesOf(options, '--operation').map(({ text }) => spelled(text, type));
  return written.length === 0 ? ['All'] : written;
}

const PRODUCER: Readonly<Record<string, readonly string[]>> = {
  topic: ['Write', 'Describe', 'Create'],
  transactionalId: ['Write', 'Describe'],
};
const CONSUMER: Readonly<Record<string, readonly string[]>> = {
  topic: ['Read', 'Describe'],
  group: ['Read'],
};

/** Operations are written in any case. */
function spelled(text: string, type: string): string {
  const known = [...kafkaOperations(type), 'All'];
  return known.find((operation) => operation.toLowerCase() === text.toLowerCase()) ?? text;
}
