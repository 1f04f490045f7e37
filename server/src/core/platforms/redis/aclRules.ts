import { inCategory, isCategory } from '../../knowledge/brokers/redis.js';
import type { Piece } from '../../text/lines.js';

/** A key or channel pattern with what may be done to it. */
export interface PatternRule {
  readonly pattern: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly at: Piece;
}

/** What one user, or one of its selectors, may do, once all rules are applied from left to right. */
export interface Rights {
  readonly keys: readonly PatternRule[];
  readonly channels: readonly PatternRule[];
  /** Whether the command may be called, and the rule that says so last. */
  readonly allows: (command: string) => Piece | undefined;
}

/** A user of an ACL file. */
export interface AclUser {
  readonly name: Piece;
  readonly line: Piece;
  readonly enabled: boolean;
  readonly passwordless: boolean;
  readonly passwords: readonly Piece[];
  /** The user's own rights and those of its selectors: each counts by itself. */
  readonly rights: readonly Rights[];
  readonly refused: readonly Piece[];
}

interface CommandRule {
  readonly allow: boolean;
  readonly matches: (command: string) => boolean;
  readonly at: Piece;
}

interface State {
  enabled: boolean;
  passwordless: boolean;
  passwords: Piece[];
  keys: PatternRule[];
  channels: PatternRule[];
  commands: CommandRule[];
  selectors: Rights[];
  refused: Piece[];
}

/**
 * Applies the rules of a user from left to right. A new user is off, and may do nothing.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/#acl-rules
 */
export function applyRules(name: Piece, line: Piece, rules: readonly Piece[]): AclUser {
  const state = emptyState();
  for (const rule of grouped(rules)) {
    if (rule.text.startsWith('(')) addSelector(state, rule);
    else if (!applyUserRule(state, rule) && !applyRightsRule(state, rule)) state.refused.push(rule);
  }
  return {
    name,
    line,
    enabled: state.enabled,
    passwordless: state.passwordless,
    passwords: state.passwords,
    rights: [rightsOf(state), ...state.selectors],
    refused: state.refused,
  };
}

function emptyState(): State {
  return {
    enabled: false,
    passwordless: false,
    passwords: [],
    keys: [],
    channels: [],
    commands: [],
    selectors: [],
    refused: [],
  };
}

/** Joins the words of a selector, which stands in parentheses. */
function grouped(rules: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  let open: Piece | undefined;
  for (const rule of rules) {
    if (open === undefined && !rule.text.startsWith('(')) {
      joined.push(rule);
      continue;
    }
    const blanks = open === undefined ? '' : ' '.repeat(Math.max(1, rule.start - open.end));
    open = {
      text: (open?.text ?? '') + blanks + rule.text,
      start: open?.start ?? rule.start,
      end: rule.end,
    };
    if (rule.text.endsWith(')')) {
      joined.push(open);
      open = undefined;
    }
  }
  return open === undefined ? joined : [...joined, open];
}

function addSelector(state: State, rule: Piece): void {
  if (!rule.text.endsWith(')')) {
    state.refused.push(rule);
    return;
  }
  const inner = emptyState();
  for (const match of rule.text.slice(1, -1).matchAll(/\S+/gu)) {
    const start = rule.start + 1 + match.index;
    const piece = { text: match[0], start, end: start + match[0].length };
    if (!applyRightsRule(inner, piece)) state.refused.push(piece);
  }
  state.selectors.push(rightsOf(inner));
}

/** Rules about the user itself. */
function applyUserRule(state: State, rule: Piece): boolean {
  const { text } = rule;
  const word = text.toLowerCase();
  if (word === 'on' || word === 'off') state.enabled = word === 'on';
  else if (word === 'nopass') {
    state.passwordless = true;
    state.passwords = [];
  } else if (word === 'resetpass') {
    state.passwordless = false;
    state.passwords = [];
  } else if (word === 'reset') {
    Object.assign(state, emptyState());
  } else if (text.startsWith('>') || text.startsWith('#')) {
    state.passwordless = false;
    state.passwords.push(rule);
  } else if (word === 'clearselectors') state.selectors = [];
  else return text.startsWith('<') || text.startsWith('!') || IGNORED.has(word);
  return true;
}

/** Flags that change nothing of what a user may reach. */
const IGNORED: ReadonlySet<string> = new Set(['sanitize-payload', 'skip-sanitize-payload']);

/** Rules about keys, channels and commands. */
function applyRightsRule(state: State, rule: Piece): boolean {
  const { text } = rule;
  const word = text.toLowerCase();
  const key = /^(?:~|%(rw?|wr?)~)(.*)$/iu.exec(text);
  if (word === 'allkeys' || key !== null) {
    const mode = (key?.[1] ?? 'rw').toLowerCase();
    const pattern = word === 'allkeys' ? '*' : (key?.[2] ?? '');
    state.keys.push({ pattern, read: mode.includes('r'), write: mode.includes('w'), at: rule });
  } else if (word === 'resetkeys') state.keys = [];
  else if (word === 'allchannels' || text.startsWith('&')) {
    const pattern = word === 'allchannels' ? '*' : text.slice(1);
    state.channels.push({ pattern, read: true, write: true, at: rule });
  } else if (word === 'resetchannels') state.channels = [];
  else return applyCommandRule(state, rule, word);
  return true;
}

function applyCommandRule(state: State, rule: Piece, word: string): boolean {
  if (word === 'allcommands' || word === 'nocommands') {
    state.commands = [{ allow: word === 'allcommands', matches: () => true, at: rule }];
    return true;
  }
  const match = /^([+-])(@?)(.+)$/u.exec(word);
  if (match === null) return false;
  const [, sign, at, name = ''] = match;
  if (at === '@' && !isCategory(name)) return false;
  state.commands.push({
    allow: sign === '+',
    matches: at === '@' ? (command) => inCategory(name, command) : (command) => isNamed(name, command),
    at: rule,
  });
  return true;
}

/** A rule for a command counts for its subcommands too. */
function isNamed(rule: string, command: string): boolean {
  return command === rule || command.startsWith(`${rule}|`);
}

function rightsOf({ keys, channels, commands }: State): Rights {
  // Every key asks for the same commands.
  const known = new Map<string, Piece | undefined>();
  return {
    keys,
    channels,
    allows: (command) => {
      if (!known.has(command)) {
        const last = commands.findLast((rule) => rule.matches(command));
        known.set(command, last?.allow === true ? last.at : undefined);
      }
      return known.get(command);
    },
  };
}
