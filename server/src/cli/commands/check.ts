import { compareStates } from '../../core/compare/compareStates.js';
import { tooManyToPair } from '../../core/compare/matching.js';
import { COMPARISON_FORMATS } from '../../core/report/change/comparisonFormats.js';
import type { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import { beyondContract, CONTRACT_RULES, hasContract, judgementAt } from '../comparing/agreedContract.js';
import type { Judgement } from '../comparing/agreedContract.js';
import type { LockPlace } from '../comparing/lockFile.js';
import { lockAt, lockedSessions, lockPlace } from '../comparing/lockFile.js';
import type { State } from '../comparing/states.js';
import { folderState } from '../comparing/states.js';
import { EXIT, UsageError } from '../exitCode.js';
import { Git } from '../files/git.js';
import { emitComparison } from './diff.js';

export const check: Command = {
  name: 'check',
  summary: 'fail where the workspace is wider than its lock, or beyond its contract',
  operands: '[FOLDER] [OPTIONS]',
  details: `Tells what a session may do, how long it lasts and who starts it beyond .trustscope.lock.json, and what goes beyond
the contract under scopes: in .trustscope.yml. One of the two is enough. A change that is meant is agreed on by
committing what trustscope lock writes, or a wider contract.

With --base, lock and contract are those of that branch or commit, with all else that .trustscope.yml and
.trustscope.facts.json say there: a change cannot raise its own ceiling, or declare a gate that lets it pass. Comments
that suppress a finding do not count here.

Exit codes:
  0  nothing is wider than the lock says, or beyond the contract
  1  something is, or is no longer known of what the lock names
  2  the command line is wrong, or there is neither a lock nor a contract
  3  TrustScope itself failed`,
  options: {
    base: { value: 'REF', help: 'take lock and contract from this branch, tag or commit' },
    lock: { value: 'FILE', help: 'compare with this file instead' },
    format: {
      value: 'FORMAT',
      choices: COMPARISON_FORMATS,
      short: 'f',
      help: 'how to tell it (default: text)',
    },
    output: { value: 'FILE', short: 'o', help: 'write it to a file' },
    all: { help: 'in text: every row, not the first five of each kind' },
    quiet: { short: 'q', help: 'no progress' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    const place = lockPlace(args, terminal);
    const base = baseOf(args, place);
    const agreed =
      base === undefined ? lockedSessions(place) : lockAt(place, base.git, base.commit, base.top);
    const state = folderState(place.folder, terminal, args.has('quiet'), CONTRACT_RULES);
    const { sessions, places } = state;
    const judgement = base === undefined ? state.judged : judgementAt(base.git, base.commit, base.top);
    const contract = contractOf(state, judgement, agreed === undefined, place);
    const changes = agreed === undefined ? [] : compareStates(agreed, sessions);
    emitComparison(
      {
        base: agreed === undefined ? 'the contract' : base === undefined ? place.shown : base.name,
        changes,
        after: places,
        contract,
        unpaired: agreed !== undefined && tooManyToPair(agreed, sessions),
      },
      args,
      terminal,
    );
    const isWider =
      changes.some(({ direction }) => direction === 'wider' || direction === 'became-unknown') ||
      contract.some(({ finding }) => finding.severity === 'error' || finding.severity === 'warning');
    return isWider ? EXIT.findings : EXIT.clean;
  },
};

interface Base {
  readonly name: string;
  readonly git: Git;
  readonly commit: string;
  readonly top: string;
}

/** The commit whose lock and contract count, where one was named. */
function baseOf(args: Arguments, { folder }: LockPlace): Base | undefined {
  const name = args.value('base');
  if (name === undefined) return undefined;
  const git = new Git(folder);
  const top = git.top();
  if (top === undefined) throw new UsageError('--base needs a git repository, and this folder is in none');
  const commit = git.commit(name);
  if (commit === undefined) throw new UsageError(`no commit ${JSON.stringify(name)} in this repository`);
  return { name, git, commit, top };
}

function contractOf(
  state: State,
  judgement: Judgement,
  isNeeded: boolean,
  { shown }: LockPlace,
): ReturnType<typeof beyondContract> {
  const contract = beyondContract(state, judgement);
  if (isNeeded && !hasContract(state.host.snapshot, judgement.keys())) {
    throw new UsageError(
      `no ${shown} and no scopes: in .trustscope.yml; trustscope lock or trustscope contract --init writes one`,
    );
  }
  return contract;
}
