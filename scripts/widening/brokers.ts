import type { Widener } from './widening.js';
import { appended } from './widening.js';

/** Users of Mosquitto's lists: topics more. */
export const widenMosquittoUser: Widener = ({ facts, grants }, text) => {
  const { user } = facts.subject;
  // Others are of settings, without a list: they have every topic.
  if (user === undefined || !facts.localId.startsWith('user:')) return [];
  if (grants.some(({ resource, access }) => resource === '#' && access === 'write')) return [];
  const more = 'topic readwrite widened/#\n';
  // What stands before the first user is of clients without a name.
  if (user === 'anonymous') return [{ name: 'reach added', dimensions: ['reach'], text: `${more}${text}` }];
  return [appended(text, 'reach added', ['reach'], `user ${user}\n${more}`)];
};

/** Users of NATS: every subject. */
export const widenNatsUser: Widener = ({ facts, grants }, text) => {
  const has = (access: string): boolean =>
    grants.some((grant) => grant.access === access && grant.resource.startsWith('> '));
  if (has('read') && has('write')) return [];
  const block = blockAround(text, facts.origin.range.start);
  if (block === undefined) return [];
  const given = /\bpermissions?\s*[:=]?\s*\{/u.exec(block.text);
  if (given === null) return [];
  const from = given.index + given[0].length - 1;
  const end = closing(block.text, from);
  if (end === undefined) return [];
  const all = '{ publish: ">", subscribe: ">" }';
  const at = block.start + from;
  return [
    {
      name: 'access raised',
      dimensions: ['reach'],
      text: `${text.slice(0, at)}${all}${text.slice(block.start + end + 1)}`,
    },
  ];
};

/** The innermost braces around a place. */
function blockAround(
  text: string,
  at: number,
): { readonly start: number; readonly text: string } | undefined {
  let depth = 0;
  for (let start = at; start >= 0; start -= 1) {
    if (text[start] === '}') depth += 1;
    if (text[start] !== '{') continue;
    if (depth > 0) {
      depth -= 1;
      continue;
    }
    const end = closing(text, start);
    return end === undefined ? undefined : { start, text: text.slice(start, end + 1) };
  }
  return undefined;
}

/** Where the brace at a place is closed. */
function closing(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** Users of Redis: every key, channel and command. */
export const widenRedisUser: Widener = ({ facts }, text) => {
  const { user } = facts.subject;
  if (user === undefined) return [];
  const line = new RegExp(`^user ${escaped(user)} .*$`, 'mu');
  const written = line.exec(text)?.[0];
  if (written === undefined || !/ on(?: |$)/u.test(written) || written.includes('+@all')) return [];
  return [
    {
      name: 'access raised',
      dimensions: ['reach'],
      text: text.replace(line, (found) => `${found} ~* &* +@all`),
    },
  ];
};

/** A text as a pattern that stands for itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
