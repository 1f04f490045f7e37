import { readFileSync } from 'node:fs';
import type { FileFacts, Gate, Grant, SessionFacts } from '../../../../server/src/core/model/facts.js';
import type { Origin } from '../../../../server/src/core/model/origin.js';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { agents } from '../../../../server/src/core/platforms/agents/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { applyEdits } from '../../../../server/src/core/text/textRange.js';
import { readBy } from '../../../support/readBy.js';

const ROOT = 'file:///repository';

/** A file as the platform reads it. */
export interface Lowered {
  readonly text: string;
  readonly facts: FileFacts;
  /** Its only session, or the first. */
  readonly session: SessionFacts;
  /** The text that an origin points at. */
  readonly at: (origin: Origin) => string;
}

export function lowered(path: string, text: string): Lowered {
  const file = { uri: `${ROOT}/${path}`, path, text };
  const facts = agents.lower(file.uri, parse(text, agents.format(file)));
  const [session] = facts.sessions;
  if (session === undefined) throw new Error(`no session in ${path}`);
  return { text, facts, session, at: ({ range }) => text.slice(range.start, range.end) };
}

export function settings(value: unknown, path = '.claude/settings.json'): Lowered {
  return lowered(path, JSON.stringify(value, undefined, 2));
}

/** A file of the fixtures, by its path below them, without markers. */
export function fixture(path: string): Lowered {
  const file = new URL(`../../../fixtures/platforms/agents/${path}`, import.meta.url);
  const text = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !/^(?:#|\/\/)~/u.test(line))
    .join('\n');
  return lowered(path.split('/').slice(1).join('/'), text);
}

export function isSelected(path: string, text: string): boolean {
  return readBy(path, text) === 'agents';
}

/** Grants in one line each: `write Bash(x) gate`, with a gate that is not there left out. */
export function grantLines({ grants }: Pick<SessionFacts, 'grants'>): readonly string[] {
  return grants.map(({ access, action, gates }) => [access, action, ...gates].join(' '));
}

export function grantOf({ grants }: Pick<SessionFacts, 'grants'>, action: string): Grant {
  const grant = grants.find((candidate) => candidate.action === action);
  if (grant === undefined) {
    throw new Error(`no grant ${action} among ${grants.map((each) => each.action).join(', ')}`);
  }
  return grant;
}

export function gateOf({ gates }: Pick<SessionFacts, 'gates'>, id: string): Gate | undefined {
  return gates.find((gate) => gate.id === id);
}

/** The text after a remediation at the first place of `at`; `undefined` when it is declined. */
export function remediated(
  path: string,
  text: string,
  intent: (origin: Origin) => Remediation,
  at: string,
): string | undefined {
  const file = { uri: `${ROOT}/${path}`, path, text };
  const start = text.indexOf(at);
  if (start < 0) throw new Error(`${at} is not in the text`);
  const origin: Origin = { uri: file.uri, range: { start, end: start + at.length } };
  const edits = agents.remediate(intent(origin), parse(text, agents.format(file)));
  return edits === undefined ? undefined : applyEdits(text, edits);
}
