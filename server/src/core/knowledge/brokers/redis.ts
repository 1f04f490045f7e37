import type { Flow } from '../../model/breadth.js';
import { REDIS_CATEGORIES } from './redisCategories.js';

/** How a command takes part in passing messages on. */
interface MessageCommand {
  readonly flow: Flow;
  /** Whether it works on a key or a channel. */
  readonly on: 'key' | 'channel';
  /** What it must be allowed to do with the key: taking an element off a list changes the list. */
  readonly needs: 'read' | 'write' | 'both';
}

/**
 * Commands that pass messages on, with what each needs of its key.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/#key-permissions and the page of each command
 */
export const MESSAGE_COMMANDS: ReadonlyMap<string, MessageCommand> = new Map<string, MessageCommand>([
  ['subscribe', { flow: 'consume', on: 'channel', needs: 'read' }],
  ['psubscribe', { flow: 'consume', on: 'channel', needs: 'read' }],
  ['ssubscribe', { flow: 'consume', on: 'channel', needs: 'read' }],
  ['publish', { flow: 'publish', on: 'channel', needs: 'write' }],
  ['spublish', { flow: 'publish', on: 'channel', needs: 'write' }],
  ['xread', { flow: 'consume', on: 'key', needs: 'read' }],
  ['xrange', { flow: 'consume', on: 'key', needs: 'read' }],
  ['xreadgroup', { flow: 'consume', on: 'key', needs: 'both' }],
  ['lpop', { flow: 'consume', on: 'key', needs: 'both' }],
  ['rpop', { flow: 'consume', on: 'key', needs: 'both' }],
  ['blpop', { flow: 'consume', on: 'key', needs: 'both' }],
  ['brpop', { flow: 'consume', on: 'key', needs: 'both' }],
  ['blmpop', { flow: 'consume', on: 'key', needs: 'both' }],
  ['lmpop', { flow: 'consume', on: 'key', needs: 'both' }],
  ['xadd', { flow: 'publish', on: 'key', needs: 'write' }],
  ['lpush', { flow: 'publish', on: 'key', needs: 'write' }],
  ['rpush', { flow: 'publish', on: 'key', needs: 'write' }],
]);

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
