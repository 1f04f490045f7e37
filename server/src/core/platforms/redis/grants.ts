import {
  MESSAGE_CATEGORIES,
  MESSAGE_COMMANDS,
  READING,
  TAKEOVER_COMMANDS,
  WRITING,
} from '../../knowledge/brokers/redis.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import type { Breadth, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfPiece } from '../../model/origin.js';
import type { AccessLevel } from '../../model/vocabulary.js';
import type { Effort } from '../../patterns/effort.js';
import { isEveryDestination } from '../../patterns/destinations.js';
import type { Piece } from '../../text/lines.js';
import type { Uri } from '../../text/uri.js';
import type { PatternRule, Rights } from './aclRules.js';

/** One file being read. */
export interface AclReading {
  readonly uri: Uri;
  readonly effort: Effort;
}

/** What one set of rights grants: one grant for each pattern and direction, and one for taking over the server. */
export function grantsOf(reading: AclReading, rights: Rights): readonly Grant[] {
  return [
    ...rights.channels.flatMap((rule) => channelGrants(reading, rights, rule)),
    ...rights.keys.flatMap((rule) => keyGrants(reading, rights, rule)),
    ...takeover(reading.uri, rights),
  ];
}

function channelGrants(reading: AclReading, rights: Rights, rule: PatternRule): readonly Grant[] {
  return (['consume', 'publish'] as const).flatMap((flow) => {
    const commands = messageCommands(rights, 'channel', flow, rule);
    if (commands.length === 0) return [];
    const consumes = flow === 'consume';
    return [
      patternGrant(reading, rule, {
        right: consumes ? 'subscribe' : 'publish',
        access: consumes ? 'read' : 'write',
        what: 'channel',
        opens: consumes ? 'subscribe to these channels' : 'publish to these channels',
        flows: [flow],
        commands,
        passesMessages: true,
      }),
    ];
  });
}

function keyGrants(reading: AclReading, rights: Rights, rule: PatternRule): readonly Grant[] {
  const reads = rule.read && READING.some((command) => rights.allows(command) !== undefined);
  const writes = rule.write && WRITING.some((command) => rights.allows(command) !== undefined);
  const consumes = messageCommands(rights, 'key', 'consume', rule);
  const publishes = messageCommands(rights, 'key', 'publish', rule);
  const grants: Grant[] = [];
  if (reads || consumes.length > 0) {
    grants.push(
      patternGrant(reading, rule, {
        right: 'read',
        access: 'read',
        what: 'key',
        opens:
          consumes.length > 0
            ? 'read these keys, and take messages from their lists and streams'
            : 'read these keys',
        flows: consumes.length > 0 ? ['consume'] : [],
        commands: consumes,
        passesMessages: isAboutMessages(rights, consumes),
      }),
    );
  }
  if (writes || publishes.length > 0) {
    grants.push(
      patternGrant(reading, rule, {
        right: 'write',
        access: 'write',
        what: 'key',
        opens:
          publishes.length > 0
            ? 'change these keys, and add messages to their lists and streams'
            : 'change these keys',
        flows: publishes.length > 0 ? ['publish'] : [],
        commands: publishes,
        passesMessages: isAboutMessages(rights, publishes),
      }),
    );
  }
  return grants;
}

/** The commands of a flow that may be called on what the rule covers. */
function messageCommands(
  rights: Rights,
  on: 'key' | 'channel',
  flow: Flow,
  { read, write }: PatternRule,
): readonly string[] {
  return MESSAGE_COMMANDS.filter(([, command]) => command.on === on && command.flow === flow)
    .filter(([, { needs }]) => (needs === 'write' || read) && (needs === 'read' || write))
    .map(([name]) => name)
    .filter((name) => rights.allows(name) !== undefined);
}

/** Whether the commands are allowed as such, or with others about messages, and not merely with all that read or write. */
function isAboutMessages(rights: Rights, commands: readonly string[]): boolean {
  return commands.some((command) => {
    const text = rights.allows(command)?.text.toLowerCase() ?? '';
    const isCategory = text === 'allcommands' || text.startsWith('+@');
    return !isCategory || MESSAGE_CATEGORIES.has(text.slice(1));
  });
}

interface Shape {
  readonly right: string;
  readonly access: AccessLevel;
  readonly what: 'key' | 'channel';
  readonly opens: string;
  readonly flows: readonly Flow[];
  readonly commands: readonly string[];
  /** Whether what is there are messages, and not only data that could be any. */
  readonly passesMessages: boolean;
}

function patternGrant({ uri, effort }: AclReading, { pattern, at }: PatternRule, shape: Shape): Grant {
  const origin = originOfPiece(uri, at);
  const destination = effort.spentOn({ space: `Redis ${shape.what}s`, syntax: 'glob', pattern });
  const sensitivity = sensitivityOf(pattern);
  return {
    ...common(origin),
    action: `${shape.right} ${at.text}`,
    right: `${shape.right} ${shape.what}s`,
    access: shape.access,
    system: { kind: shape.passesMessages ? 'queue' : 'data', name: 'Redis' },
    resource: `${shape.what}s ${pattern}`,
    opens: shape.opens,
    destination,
    ...(shape.flows.length === 0 ? {} : { flows: shape.flows }),
    ...(isEveryDestination(destination) === true ? { breadth: [everything(shape.what, at, origin)] } : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: { pattern, on: shape.what, commands: shape.commands },
  };
}

function everything(what: 'key' | 'channel', at: Piece, origin: Origin): Breadth {
  return {
    dimension: 'resource',
    form: 'all',
    text: at.text,
    covers: `every ${what} of the server`,
    whole: true,
    narrowable: true,
    options: [],
    origin,
  };
}

/** Commands that make their user the server's master stand at the rule that allows them. */
function takeover(uri: Uri, rights: Rights): readonly Grant[] {
  const byRule = new Map<Piece, string[]>();
  for (const command of TAKEOVER_COMMANDS) {
    const rule = rights.allows(command);
    if (rule !== undefined) byRule.set(rule, [...(byRule.get(rule) ?? []), command]);
  }
  return [...byRule].map(([rule, commands]) => ({
    ...common(originOfPiece(uri, rule)),
    action: rule.text,
    right: 'administer',
    access: 'admin',
    system: { kind: 'queue', name: 'Redis' },
    resource: 'the server',
    opens: `change the server and its users (${commands.slice(0, 3).join(', ')}${commands.length > 3 ? ', …' : ''})`,
    flows: ['administer'],
    attributes: { commands },
  }));
}

function common(
  origin: Origin,
): Pick<Grant, 'certainty' | 'declaredFor' | 'evidence' | 'evidenceFrom' | 'gates' | 'via' | 'origin'> {
  return {
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    via: [],
    origin,
  };
}
