import type { FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { JoinInput, Joined } from '../../joiner.js';
import { Callers, startedByCallers } from './callers.js';
import { joinedFolder } from './folder.js';

/** What one assembly leaves for the next, by workspace folder and folder of the agent. */
export type AgentMemo = ReadonlyMap<string, FolderMemo>;

interface FolderMemo {
  readonly files: readonly FileFacts[];
  readonly results: ReadonlyMap<Uri, FileFacts>;
}

/**
 * Puts together what several files say of the agent of one folder: its settings, shared and a person's own, the servers
 * of the project, its subagents. Where nothing has changed, facts are the very same objects as after `previous`.
 */
export function assembleAgents(
  inputs: readonly JoinInput[],
  previous: AgentMemo = new Map(),
): Joined<AgentMemo> {
  const folders = new Map<string, JoinInput[]>();
  for (const input of inputs) {
    const { agent } = input.facts;
    if (agent === undefined || agent.kind === 'included') continue;
    if (agent.kind === 'settings' && agent.scope === 'managed') continue;
    const key = `${input.root}\n${agent.folder}`;
    const together = folders.get(key);
    if (together === undefined) folders.set(key, [input]);
    else together.push(input);
  }
  const memo = new Map<string, FolderMemo>();
  for (const [key, together] of folders) {
    if (together.length < 2) continue;
    const known = previous.get(key);
    const files = together.map(({ facts }) => facts);
    const unchanged =
      known?.files.length === files.length && known.files.every((file, at) => file === files[at]);
    memo.set(key, unchanged ? known : { files, results: joinedFolder(together) });
  }
  const including = inputs.filter(({ facts }) => facts.agent?.kind === 'included');
  if (including.length > 0) {
    const callers = new Callers(inputs.map(({ facts }) => facts));
    for (const { facts } of including) {
      const folder = withCallers(facts, callers, previous.get(facts.uri));
      if (folder !== undefined) memo.set(facts.uri, folder);
    }
  }
  if (memo.size === 0) return { files: inputs, memo };
  const results = new Map([...memo.values()].flatMap((folder) => [...folder.results]));
  return {
    files: inputs.map((input) => {
      const facts = results.get(input.facts.uri);
      return facts === undefined ? input : { ...input, facts };
    }),
    memo,
  };
}

/** The agents of a file with those who start the jobs that use it; what it rests on is the file and those of the jobs. */
function withCallers(
  facts: FileFacts,
  callers: Callers,
  previous: FolderMemo | undefined,
): FolderMemo | undefined {
  const { agent } = facts;
  if (agent?.kind !== 'included') return undefined;
  const using = callers.of(agent.key);
  const files = [facts, ...new Set(using.map(({ file }) => file))];
  if (previous?.files.length === files.length && previous.files.every((file, at) => file === files[at])) {
    return previous;
  }
  const sessions = facts.sessions.map((own) => {
    const part = agent.agents.find(({ localId }) => localId === own.localId);
    return part === undefined ? own : startedByCallers(own, part, using);
  });
  return { files, results: new Map([[facts.uri, { ...facts, sessions }]]) };
}
