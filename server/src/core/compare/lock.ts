import type { AccessLevel, Actor } from '../model/vocabulary.js';
import { trustRank } from '../model/vocabulary.js';
import type { NormalGrant, NormalSession, NormalStart, NormalUnknown, Strength } from './normalSession.js';

/** The version of the file's form. */
const VERSION = 1;

/** What is said of a file that is no lock. */
export class LockError extends Error {}

/**
 * The sessions of a workspace as a file to be committed: one line for each way of starting, each grant, each thing that
 * is not known; everything sorted, nothing of where it stands. What only moves or is written in another way leaves it
 * byte for byte, and what gets wider shows as added lines.
 */
export function lockText(sessions: readonly NormalSession[]): string {
  const sorted = [...sessions].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const lines = sorted.map((session, index) => {
    const end = index === sorted.length - 1 ? '' : ',';
    return `    ${JSON.stringify(session.id)}: {\n${sessionLines(session).join(',\n')}\n    }${end}`;
  });
  const body = lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n  }`;
  return `{\n  "version": ${String(VERSION)},\n  "sessions": ${body}\n}\n`;
}

function sessionLines({
  platform,
  kind,
  label,
  path,
  starts,
  seconds,
  lives,
  grants,
  unknowns,
  only,
}: NormalSession): readonly string[] {
  const named = Object.fromEntries(Object.entries(lives).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [
    `      "identity": ${line({ label, platform, kind, path })}`,
    `      "startedBy": ${list(starts.map(({ event, actor, who, conditions, withholds }) => line({ event, actor, who, conditions, withholds })))}`,
    `      "seconds": ${String(seconds)}`,
    `      "outliving": ${line(named)}`,
    `      "grants": ${list(grants.map(grantLine))}`,
    `      "unknown": ${list(unknowns.map(({ what }) => JSON.stringify(what)))}`,
    ...(only === 'if-switched-on' ? ['      "offByDefault": true'] : []),
  ];
}

function grantLine(grant: NormalGrant): string {
  const { action, right, access, system, kind, resource, over, gate, gates, attributes } = grant;
  return line({
    may: action,
    on: resource,
    in: system,
    access,
    ...(over === '' ? {} : { over }),
    ...(gate === 'open' ? {} : { gate, gates }),
    ...(right === action ? {} : { right }),
    ...(system.startsWith(`${kind} `) ? {} : { kind }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes: sortedEntries(attributes) }),
  });
}

function sortedEntries(record: NormalGrant['attributes']): NormalGrant['attributes'] {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function line(value: object): string {
  return JSON.stringify(value).replace(
    HIDDEN,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Signs that a reader of the file would not see, or that reorder what is read. */
const HIDDEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffc]/gu;

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '[]' : `[\n${lines.map((text) => `        ${text}`).join(',\n')}\n      ]`;
}

/**
 * Reads a lock.
 *
 * @throws LockError saying what is wrong with it.
 */
export function readLock(text: string): readonly NormalSession[] {
  const lock = parsed(text);
  if (!isRecord(lock) || !isRecord(lock['sessions'])) throw new LockError('it is no lock of TrustScope');
  if (lock['version'] !== VERSION) {
    throw new LockError(
      `its version is ${JSON.stringify(lock['version'])}, and this one reads ${String(VERSION)}`,
    );
  }
  return Object.entries(lock['sessions']).map(([id, session]) => {
    try {
      return sessionIn(id, session);
    } catch (error) {
      if (error instanceof LockError) throw new LockError(`session ${JSON.stringify(id)}: ${error.message}`);
      throw error;
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LockError('it is no JSON');
  }
}

function sessionIn(id: string, value: unknown): NormalSession {
  const session = record(value, 'it');
  const identity = record(session['identity'], '"identity"');
  return {
    id,
    platform: string(identity['platform'], '"platform"'),
    kind: string(identity['kind'], '"kind"'),
    label: string(identity['label'], '"label"'),
    path: string(identity['path'], '"path"'),
    starts: items(session['startedBy'], '"startedBy"').map(startIn),
    seconds: session['seconds'] === null ? null : number(session['seconds'], '"seconds"'),
    lives: Object.fromEntries(
      Object.entries(record(session['outliving'], '"outliving"')).map(([name, life]) => [
        name,
        number(life, '"outliving"'),
      ]),
    ),
    grants: items(session['grants'], '"grants"').map(grantIn),
    unknowns: items(session['unknown'], '"unknown"').map(unknownIn),
    ...(session['offByDefault'] === true ? { only: 'if-switched-on' as const } : {}),
  };
}

function unknownIn(value: unknown): NormalUnknown {
  return { what: string(value, '"unknown"'), why: '' };
}

function startIn(value: unknown): NormalStart {
  const start = record(value, '"startedBy"');
  const actor = string(start['actor'], '"actor"') as Actor;
  if ((trustRank(actor) as number | undefined) === undefined) {
    throw new LockError(`no actor ${JSON.stringify(actor)}`);
  }
  return {
    event: string(start['event'], '"event"'),
    actor,
    who: string(start['who'], '"who"'),
    conditions: items(start['conditions'], '"conditions"').map((each) => string(each, '"conditions"')),
    withholds: items(start['withholds'], '"withholds"').map((each) => string(each, '"withholds"')),
  };
}

const LEVELS: readonly string[] = ['read', 'write', 'admin'] satisfies AccessLevel[];
const STRENGTHS: readonly string[] = ['open', 'assumed', 'enforced'] satisfies Strength[];

function grantIn(value: unknown): NormalGrant {
  const grant = record(value, '"grants"');
  const action = string(grant['may'], '"may"');
  const system = string(grant['in'], '"in"');
  const access = string(grant['access'], '"access"');
  const gate = grant['gate'] === undefined ? 'open' : string(grant['gate'], '"gate"');
  if (!LEVELS.includes(access)) throw new LockError(`no access ${JSON.stringify(access)}`);
  if (!STRENGTHS.includes(gate)) throw new LockError(`no gate ${JSON.stringify(gate)}`);
  return {
    action,
    right: grant['right'] === undefined ? action : string(grant['right'], '"right"'),
    access: access as AccessLevel,
    system,
    kind: grant['kind'] === undefined ? (system.split(' ')[0] ?? '') : string(grant['kind'], '"kind"'),
    resource: string(grant['on'], '"on"'),
    over: grant['over'] === undefined ? '' : string(grant['over'], '"over"'),
    gate: gate as Strength,
    gates: items(grant['gates'] ?? [], '"gates"').map((each) => string(each, '"gates"')),
    attributes: record(grant['attributes'] ?? {}, '"attributes"') as NormalGrant['attributes'],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (!isRecord(value)) throw new LockError(`${what} should be an object`);
  return value;
}

function items(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new LockError(`${what} should be a list`);
  return value;
}

function string(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new LockError(`${what} should be a text`);
  return value;
}

function number(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new LockError(`${what} should be a number`);
  return value;
}
