import type { Initiator } from '../../model/facts.js';
import type { SourceFacts } from '../../knowledge/gitlab/sources.js';
import type { RefAtom } from './expressions/values.js';
import type { Job } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Situation, RefKind } from './situations.js';
import type { Reached, Starts } from './starts.js';
import { get } from '../../syntax/syntaxTree.js';
import { quoted } from '../../text/quoted.js';

/** Every way in which a job is started, with what narrows it. */
export function initiatorsOf(reading: Reading, starts: Starts, job: Job): readonly Initiator[] {
  const bySource = new Map<SourceFacts, Reached[]>();
  for (const reached of starts.reached(job)) {
    for (const source of reached.sources) {
      bySource.set(source, [...(bySource.get(source) ?? []), reached]);
    }
  }
  const { parent } = starts;
  const written = get(job.body, 'rules') ?? get(job.body, 'only') ?? job.key;
  return [...bySource].map(([source, reached]) => {
    const conditions = [...refConditions(source, reached), ...otherConditions(reached)];
    const kinds = new Set(reached.map(({ situation }) => situation.ref));
    // A tag that is pushed is a release by decision.
    const decides =
      source.decides === true || (source.name === 'push' && kinds.size === 1 && kinds.has('tag'));
    return {
      id: source.name,
      event: source.name,
      ...actorOf(source, reached, parent?.job.name),
      conditions,
      ...(decides ? { decides: true as const } : {}),
      ...(source.name === 'merge_request_event' ? { unreviewed: true as const } : {}),
      withholds: [],
      certainty: written === job.key ? ('platform-default' as const) : ('declared' as const),
      origin: reading.originOf(written),
      source: source.source,
    };
  });
}

/** Sources that take somebody who may push to the ref, or merge into it. */
const BY_PUSHERS: ReadonlySet<string> = new Set(['push', 'web', 'api']);

/**
 * Who it takes. GitLab protects the default branch by itself: Maintainers push to it, merge into it and run pipelines on
 * it, until the project says otherwise.
 * https://docs.gitlab.com/user/project/repository/branches/default/#protect-initial-default-branches
 * https://docs.gitlab.com/ci/pipelines/#pipeline-security-on-protected-branches
 */
function actorOf(
  { name, actor, who, remark }: SourceFacts,
  reached: readonly Reached[],
  through: string | undefined,
): Pick<Initiator, 'actor' | 'who' | 'remark'> {
  const by = through === undefined ? '' : `; job ${quoted(through)} then starts this pipeline`;
  const isProtected = reached.every(
    ({ situation: { isProtected: asked, ref, atom } }) =>
      asked === true || (ref === 'branch' && atom.kind === 'default'),
  );
  if (!isProtected || !BY_PUSHERS.has(name)) {
    return { actor, who: `${who}${by}`, ...(remark === undefined ? {} : { remark }) };
  }
  return {
    actor: 'maintainer',
    who: `${who.replace('the Developer role', 'the Maintainer role, if the branch is protected as by default')}${by}`,
    remark:
      'assumed: the ref is protected as GitLab protects the default branch by itself; a project may let Developers push or merge',
  };
}

/** What narrows the refs, a word for each: `branch main`, `tag v*`. */
function refConditions({ refs }: SourceFacts, reached: readonly Reached[]): readonly string[] {
  const situations = reached.map(({ situation }) => situation);
  const ofKind = (kind: RefKind): readonly Situation[] => situations.filter(({ ref }) => ref === kind);
  const kinds = refs.filter((kind) => ofKind(kind).length > 0);
  const branches = wordsOf('branch', ofKind('branch'));
  const words = kinds
    .flatMap((kind) => wordsOf(kind, ofKind(kind)))
    // `only: main` takes a tag of that name as well, which nobody makes.
    .filter((word) => !word.startsWith('tag ') || !branches.includes(word.replace(/^tag/u, 'branch')));
  const open = kinds.filter((kind) => wordsOf(kind, ofKind(kind)).length === 0);
  // Branches without a limit say nothing, unless tags are left out; and the other way about.
  if (open.length === refs.length) return [];
  if (words.length === 0) return refs.length > 1 ? open.map(everyOf) : [];
  return [...words, ...open.map(everyOf)];
}

function everyOf(kind: RefKind): string {
  return kind === 'tag' ? 'tag *' : kind === 'branch' ? 'branch *' : 'merge requests';
}

function wordsOf(kind: RefKind, situations: readonly Situation[]): readonly string[] {
  const atoms = situations.map(({ atom }) => atom);
  if (atoms.some(({ kind: which }) => which === 'any')) return [];
  const [first] = situations;
  if (atoms.some(({ kind: which }) => which === 'other')) {
    const named = new Set(atoms.flatMap((atom) => nameOf(atom) ?? []));
    const left = [...(first?.asked.names ?? [])].filter((name) => !named.has(name));
    return left.length === 0 || left.length > 3 ? [] : [`no ${prefixOf(kind)}${left.join(' or ')}`];
  }
  return [...new Set(atoms.flatMap((atom) => nameOf(atom) ?? []))].map((name) => `${prefixOf(kind)}${name}`);
}

function prefixOf(kind: RefKind): string {
  return kind === 'merge-request' ? 'into ' : `${kind} `;
}

function nameOf(atom: RefAtom): string | undefined {
  switch (atom.kind) {
    case 'name':
      return atom.name;
    case 'default':
      return '$CI_DEFAULT_BRANCH';
    case 'pattern':
      return atom.glob;
    default:
      return undefined;
  }
}

function otherConditions(reached: readonly Reached[]): readonly string[] {
  const protections = reached.map(({ situation }) => situation.isProtected);
  const manual = reached.every(({ outcomes }) => outcomes.every(({ when }) => when === 'manual'));
  return [
    ...(protections.every((value) => value === true) ? ['the ref is protected'] : []),
    ...(manual ? ['then started by hand'] : []),
  ];
}
