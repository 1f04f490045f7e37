import { grouped } from '../../collections/grouping.js';
import type { AclCommand } from '../../knowledge/brokers/kafkaCommands.js';
import { aclCommands } from '../../knowledge/brokers/kafkaCommands.js';
import type { KafkaAcl } from '../../knowledge/brokers/kafkaAcls.js';
import { kafkaGrants } from '../../knowledge/brokers/kafkaAcls.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type { SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import { within } from '../../text/block.js';
import { literalPattern } from '../../text/literalPattern.js';
import { plainShell } from '../../syntax/shell/plainShell.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import type { Job } from './workflow.js';

/** A command of a script that gives rights, with the stretch of the script's text in the file that holds it. */
export interface KafkaCommand {
  readonly command: AclCommand;
  readonly script: SyntaxNode;
  readonly from: number;
  readonly to: number;
}

/** The commands of a job that give rights in Kafka. */
export function kafkaCommands(reading: Reading, job: Job): readonly KafkaCommand[] {
  return job.steps.flatMap(({ run }) =>
    run?.text.includes('kafka-acls') === true ? commandsIn(reading, run, run.text) : [],
  );
}

/** The users of Kafka to whom commands give rights, each with all that it is given. */
export function kafkaUsers(reading: Reading, all: readonly KafkaCommand[]): readonly SessionFacts[] {
  const users = grouped(all, ({ command }) => command.principal);
  const effort = new Effort();
  const everybodys = users.get(EVERYBODY) ?? [];
  return [...users].map(([principal, own]) => {
    const commands = principal === EVERYBODY ? own : [...own, ...everybodys];
    return sessionOf(reading, { principal, commands, effort });
  });
}

/** "Principal User:* is everybody": what it is given or denied counts for each user. https://kafka.apache.org/documentation/#security_authz_cli */
const EVERYBODY = 'User:*';

/** The text of a script stands in the file with its indent, so that a call is found by its number. */
function commandsIn(reading: Reading, script: SyntaxNode, text: string): readonly KafkaCommand[] {
  const parsed = (reading.parseShell ?? plainShell)(text);
  const raw = reading.tree.text.slice(script.written.start, script.written.end);
  const written = placesOf(raw);
  const read = placesOf(text);
  return parsed.commands.flatMap((shell) => {
    const found = read.findIndex((at) => at >= shell.start);
    const number = found < 0 ? read.length : found;
    const to = written[number + 1] ?? raw.length;
    return aclCommands(shell).map((command) => ({ command, script, from: written[number] ?? 0, to }));
  });
}

function placesOf(text: string): readonly number[] {
  return [...text.matchAll(/kafka-acls/gu)].map(({ index }) => index);
}

interface User {
  readonly principal: string;
  readonly commands: readonly KafkaCommand[];
  readonly effort: Effort;
}

function sessionOf(reading: Reading, { principal, commands, effort }: User): SessionFacts {
  const name = principal.replace(/^User:/u, '');
  const first = commands[0];
  const origin =
    first === undefined ? { uri: reading.uri, range: { start: 0, end: 0 } } : find(reading, first, principal);
  const { grants, gates } = kafkaGrants(
    commands.flatMap((placed) => placedAcls(reading, placed)),
    { space: 'Kafka', cluster: 'Kafka', effort },
  );
  return {
    ...emptySession(origin, first?.script.written ?? origin.range),
    localId: `kafka:${principal}`,
    kind: 'broker-user',
    name,
    noun: 'Kafka user',
    label: name,
    credential: `Kafka user ${name}`,
    subject: { user: name },
    role: 'acted-as',
    purposes: purposesOf(name, origin),
    lifetime: { seconds: null, basis: 'unknown', boundBy: 'how it signs in', origin },
    grants,
    gates,
    unknowns: commands
      .filter(({ command }) => command.dynamic)
      .map((placed) => ({
        what: `all that \`kafka-acls\` gives to ${name}`,
        why: 'part of the command is known only when it runs',
        origin: find(reading, placed, 'kafka-acls'),
      })),
  };
}

/** What is known only when it runs is left out: it is told as not known. */
function placedAcls(reading: Reading, placed: KafkaCommand): readonly KafkaAcl[] {
  if (placed.command.dynamic) return [];
  return placed.command.acls.map((acl) => {
    const nameOrigin = find(reading, placed, acl.name === '' ? '--cluster' : acl.name);
    const operation = find(reading, placed, acl.operation, nameOrigin);
    return {
      ...acl,
      origin: operation,
      nameOrigin,
      hostOrigin: acl.host === '*' ? undefined : find(reading, placed, acl.host),
    };
  });
}

/** Where a word of a call stands; else where the call begins. */
function find(
  { uri, tree }: Reading,
  { script: { written }, from, to }: KafkaCommand,
  word: string,
  otherwise?: Origin,
): Origin {
  const call = tree.text.slice(written.start + from, written.start + to).toLowerCase();
  const at = call.search(new RegExp(`(?<![\\w-])${literalPattern(word.toLowerCase())}(?![\\w-])`, 'u'));
  if (at >= 0) return { uri, range: within(written, from + at, from + at + word.length) };
  const length = Math.min('kafka-acls'.length, to - from);
  return otherwise ?? { uri, range: within(written, from, from + length) };
}
