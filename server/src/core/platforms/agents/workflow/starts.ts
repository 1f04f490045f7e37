import type { EventFacts } from '../../../knowledge/github/events.js';
import { EVENTS } from '../../../knowledge/github/events.js';
import type { Gate, Influence, Initiator } from '../../../model/facts.js';
import { isUntrusted } from '../../../model/vocabulary.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { textsOf } from '../reading.js';

const BY_NAME: ReadonlyMap<string, EventFacts> = new Map(EVENTS.map((event) => [event.name, event]));
const SOURCE = 'https://github.github.com/gh-aw/reference/triggers/';

/** Triggers of agentic workflows that stand for events of GitHub. */
const STANDS_FOR: ReadonlyMap<string, string> = new Map([
  ['slash_command', 'issue_comment'],
  ['command', 'issue_comment'],
  // Labels are put on by people with triage access.
  ['label_command', 'workflow_dispatch'],
]);

/** Events that bring a text that whoever causes them writes. */
const BRINGS_TEXT =
  /^(?:issues|issue_comment|pull_request|pull_request_target|pull_request_review|pull_request_review_comment|discussion|discussion_comment|workflow_run|slash_command|command)$/u;

/** Who starts an agentic workflow, and what of theirs it reads. */
export interface Start {
  readonly initiators: readonly Initiator[];
  readonly influences: readonly Influence[];
  readonly gates: readonly Gate[];
}

/**
 * The events under `on`. The workflow asks for the role of whoever causes one; by default for write access.
 * https://github.github.com/gh-aw/reference/triggers/#filtering-by-repository-access-roles-onroles-onskip-roles
 */
export function startOf(reading: Reading, root: SyntaxNode): Start {
  const on = entry(root, 'on')?.value;
  const roles = rolesOf(on, root);
  const named =
    on?.kind === 'mapping'
      ? on.entries.map(({ key, value }) => ({ node: key, config: value }))
      : textsOf(on, true).map((node) => ({ node, config: undefined }));
  const initiators: Initiator[] = [];
  const influences: Influence[] = [];
  for (const { node, config } of named) {
    const facts = BY_NAME.get(STANDS_FOR.get(node.text) ?? node.text);
    if (facts === undefined) continue;
    const initiator = initiatorOf(reading, { node, facts, open: roles.open, forks: get(config, 'forks') });
    initiators.push(initiator);
    if (BRINGS_TEXT.test(node.text)) {
      influences.push({
        kind: 'text',
        how: 'its instructions take in what whoever starts it writes',
        initiators: [initiator.id],
        origin: initiator.origin,
      });
    }
  }
  return { initiators, influences, gates: approvalOf(reading, on, root) };
}

function rolesOf(on: SyntaxNode | undefined, root: SyntaxNode): { readonly open: boolean } {
  const node = get(on, 'roles') ?? get(root, 'roles');
  const roles = textsOf(node, true).map(({ text }) => text);
  return { open: roles.some((role) => role === 'all' || role === 'read') };
}

interface Started {
  readonly node: SyntaxNode & { readonly text: string };
  readonly facts: EventFacts;
  readonly open: boolean;
  readonly forks: SyntaxNode | undefined;
}

function initiatorOf(reading: Reading, { node, facts, open, forks }: Started): Initiator {
  const fromForks = textsOf(forks, true).some(({ text }) => text === '*');
  const closed = !open || (facts.name === 'pull_request' && !fromForks);
  const narrowed = isUntrusted(facts.leastActor) && closed;
  return {
    id: node.text,
    event: node.text,
    actor: narrowed ? 'collaborator' : facts.leastActor,
    who: narrowed ? 'people with write access, whom the workflow asks for' : facts.who,
    conditions: [],
    withholds: facts.fork === 'reduced' && !narrowed ? ['writes', 'secrets'] : [],
    certainty: 'declared',
    origin: reading.originOf(node),
    source: narrowed ? SOURCE : facts.source,
  };
}

/** `manual-approval` is an environment with reviewers. */
function approvalOf(reading: Reading, on: SyntaxNode | undefined, root: SyntaxNode): readonly Gate[] {
  const node = get(on, 'manual-approval') ?? get(root, 'manual-approval') ?? get(root, 'environment');
  const name = textOf(node);
  if (node === undefined || name === undefined) return [];
  return [
    {
      id: `environment:${name}`,
      kind: 'approval',
      state: 'assumed',
      name: `environment ${name}`,
      why: 'Its reviewers are in the settings of the repository',
      key: name,
      holdsIf: `${name} has reviewers`,
      origin: reading.originOf(node),
    },
  ];
}
