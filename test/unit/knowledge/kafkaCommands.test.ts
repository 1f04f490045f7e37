import { beforeAll, describe, expect, it } from 'vitest';
import { aclCommands } from '../../../server/src/core/knowledge/brokers/kafkaCommands.js';
import type { ParseShell } from '../../../server/src/core/model/shellScript.js';
import { bashParser } from '../../support/bash.js';

let parse: ParseShell;

beforeAll(async () => {
  parse = await bashParser();
});

/** What a script gives: `principal: allow Operation type name[*] from host`. */
function given(script: string): readonly string[] {
  return parse(script).commands.flatMap((command) =>
    aclCommands(command).flatMap(({ principal, acls, dynamic }) =>
      dynamic
        ? [`${principal}: ?`]
        : acls.map(
            ({ allows, operation, resourceType, name, isPrefix, host }) =>
              `${principal}: ${allows ? 'allow' : 'deny'} ${operation} ${resourceType} ${name}${isPrefix ? '…' : ''} from ${host}`,
          ),
    ),
  );
}

// https://kafka.apache.org/documentation/#security_authz_cli
describe('kafka-acls', () => {
  it.each([
    [
      'kafka-acls.sh --add --allow-principal User:Bob --allow-host 198.51.100.0 --operation Read --operation write --topic t',
      ['User:Bob: allow Read topic t from 198.51.100.0', 'User:Bob: allow Write topic t from 198.51.100.0'],
    ],
    ['kafka-acls --add --allow-principal User:a --topic t', ['User:a: allow All topic t from *']],
    [
      'bin/kafka-acls.sh --add --allow-principal=User:a --operation=Read --topic=t --resource-pattern-type=prefixed',
      ['User:a: allow Read topic t… from *'],
    ],
    [
      'kafka-acls --add --deny-principal User:a --deny-host 10.0.0.7 --operation Read --topic t',
      ['User:a: deny Read topic t from 10.0.0.7'],
    ],
    [
      'kafka-acls --add --allow-principal User:a --allow-principal User:b --operation Describe --cluster',
      ['User:a: allow Describe cluster  from *', 'User:b: allow Describe cluster  from *'],
    ],
    [
      'kafka-acls --add --allow-principal User:a --producer --topic t --idempotent',
      [
        'User:a: allow Write topic t from *',
        'User:a: allow Describe topic t from *',
        'User:a: allow Create topic t from *',
        'User:a: allow IdempotentWrite cluster  from *',
      ],
    ],
    [
      'kafka-acls --add --allow-principal User:a --consumer --topic t --group g',
      [
        'User:a: allow Read topic t from *',
        'User:a: allow Describe topic t from *',
        'User:a: allow Read group g from *',
      ],
    ],
    [
      'docker compose exec -T broker kafka-acls --add --allow-principal User:a --operation Read --topic "*"',
      ['User:a: allow Read topic * from *'],
    ],
    ['kafka-acls --add --allow-principal User:a --operation Read --topic "$TOPIC"', ['User:a: ?']],
    ['kafka-acls --add --allow-principal User:a --operation Read', []],
    ['kafka-acls --remove --allow-principal User:a --operation Read --topic t', []],
    ['kafka-acls --list --topic t', []],
    ['echo kafka-acls-of-a-kind --add', []],
    ['kafka-acls --add --allow-principal', []],
  ])('%s', (script, expected) => {
    expect(given(script)).toEqual(expected);
  });
});
