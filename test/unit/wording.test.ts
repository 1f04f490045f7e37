import { describe, expect, it } from 'vitest';
import { UNKNOWN_PART } from '../../server/src/core/model/policyDocument.js';
import { everyFixture } from '../support/contract/everyFixture.js';
import { everyTool } from '../support/tools.js';
import { faultsOf } from '../support/wording/faults.js';
import type { SpokenKind } from '../support/wording/spoken.js';
import { everythingSaidOf } from '../support/wording/spoken.js';

const tools = await everyTool();

describe('what is said of the fixtures', () => {
  const said = new Map<string, string>();
  for (const { name, repository } of everyFixture()) {
    for (const { kind, text, path } of everythingSaidOf(repository, tools)) {
      const key = `${kind}: ${text}`;
      if (!said.has(key)) said.set(key, `${name}/${path}`);
    }
  }

  it('is a lot', () => {
    expect(said.size).toBeGreaterThan(5_000);
  });

  it('is well worded', () => {
    const faults = [...said].flatMap(([key, where]) => {
      const [, kind, text] = /^(\w+): ([^]*)$/u.exec(key) ?? [];
      return faultsOf({ kind: kind as SpokenKind, text: text ?? '', path: where }).map(
        (fault) => `${fault}\n  in ${where}\n  ${key}`,
      );
    });
    expect(faults, faults.slice(0, 20).join('\n')).toEqual([]);
  });
});

describe('a text', () => {
  it.each<[fault: string, kind: SpokenKind, text: string]>([
    ['a word twice', 'card', 'Mosquitto: write write and read'],
    ['a number that its verb lacks', 'card', 'Broad because it may 20 actions of SQS.'],
    ['"into" for "in"', 'message', 'What must never be had belongs into a deny.'],
    ['a before a vowel', 'message', 'It is a agent.'],
    ['an before a consonant', 'message', 'It is an job.'],
    ['two spaces', 'message', 'It is  so.'],
    ['an open backtick', 'message', 'Job `a holds it.'],
    ['a bracket without its other', 'message', 'Job a (of b holds it.'],
    ['a part that is not known, raw', 'related', `role/${UNKNOWN_PART}`],
    ['a value of the program', 'message', 'Job undefined holds it.'],
    ['an end that is none', 'message', 'Job a holds it'],
    ['an end that is none', 'title', 'Remove it.'],
    ['two words that join', 'message', 'It reads files and or keys.'],
    ['longer than a menu shows', 'action', `Grant only ${'contents: read, '.repeat(4)}x`],
    ['longer than is read', 'message', `It holds ${'`contents: read`, '.repeat(20)}and more.`],
    ['a raw backtick', 'action', 'Grant `contents: read`'],
    ['longer than a line', 'lens', `${'broad · '.repeat(13)}x`],
    ['one of many', 'message', 'It reads 1 files.'],
  ])('with %s is told from a good one', (fault, kind, text) => {
    expect(faultsOf({ kind, text, path: '' })).toEqual([fault]);
  });

  it.each<[kind: SpokenKind, text: string]>([
    [
      'message',
      'Step 1 writes an `undeclared` role (the one of `a`), `a  b` and 1 more. Ask an S3 bucket’s owner.',
    ],
    ['title', 'Grant only `contents: read`'],
  ])('that is well worded has no fault: %s', (kind, text) => {
    expect(faultsOf({ kind, text, path: '' })).toEqual([]);
  });
});
