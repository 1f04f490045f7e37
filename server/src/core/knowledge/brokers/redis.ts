import type { Flow } from '../../model/breadth.js';
import { REDIS_CATEGORIES } from './redisCategories.js';

/** What a command does with messages of a key or channel. */
interface MessageCommand {
  readonly flow: Flow;
  readonly on: 'key' | 'channel';
  /** What it must be allowed to do with the key: taking an element off a list changes the list. */
  readonly needs: 'read' | 'write' | 'both';
}

function commands(names: string, command: MessageCommand): readonly (readonly [string, MessageCommand])[] {
  return names.split(' ').map((name) => [name, command]);
}

/**
 * Commands that pass messages on, with what each needs of its key. Some do both, each with a key of its own.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/#key-permissions; the flags are what
 * `COMMAND GETKEYSANDFLAGS` says in Redis 8.0.2: `access` needs to read, `insert`, `delete` and `update` to write.
 */
export const MESSAGE_COMMANDS: readonly (readonly [name: string, command: MessageCommand])[] = [
  ...commands('subscribe psubscribe ssubscribe', { flow: 'consume', on: 'channel', needs: 'read' }),
  ...commands('publish spublish', { flow: 'publish', on: 'channel', needs: 'write' }),
  ...commands('xread xreadgroup xrange xrevrange lrange lindex', {
    flow: 'consume',
    on: 'key',
    needs: 'read',
  }),
  ...commands('lpop rpop blpop brpop lmpop blmpop lmove blmove rpoplpush brpoplpush', {
    flow: 'consume',
    on: 'key',
    needs: 'both',
  }),
  ...commands('xadd lpush rpush lpushx rpushx linsert lset lmove blmove rpoplpush brpoplpush', {
    flow: 'publish',
    on: 'key',
    needs: 'write',
  }),
];

/** Categories of commands that are about messages and nothing else. */
export const MESSAGE_CATEGORIES: ReadonlySet<string> = new Set(['@stream', '@list', '@pubsub', '@blocking']);

/**
 * Commands by which their user takes over the server or every other user: rights, configuration, code, all data.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/#command-categories
 */
export const TAKEOVER_COMMANDS: readonly string[] = [
  'acl|setuser',
  'acl|deluser',
  'acl|load',
  'config|set',
  'module|load',
  'module|loadex',
  'replicaof',
  'slaveof',
  'debug',
  'shutdown',
  'flushall',
  'migrate',
  'sync',
  'psync',
];

const categories = new Map(
  Object.entries(REDIS_CATEGORIES).map(([name, text]) => [name, new Set(text.split(' '))]),
);

/** Whether Redis knows a category of this name, without its `@`. */
export function isCategory(name: string): boolean {
  return name === 'all' || categories.has(name);
}

/** Whether the category holds the command, written as `command|subcommand`. */
export function inCategory(name: string, command: string): boolean {
  return name === 'all' || categories.get(name)?.has(command) === true;
}

/** Commands of Redis that only read, or write, for telling what can be done with a key. */
export const READING: readonly string[] = [...(categories.get('read') ?? [])];
export const WRITING: readonly string[] = [...(categories.get('write') ?? [])];
