import type { Influence } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { eachScalar } from '../../syntax/walk.js';
import { initiatorsOf } from './credentials.js';
import type { Expr } from './expressions/ast.js';
import { calledFunction, childrenOf, contextPath, parseExpression, valueParts } from './expressions/ast.js';
import {
  GUARDED_INITIATORS,
  isSetApart,
  pulledByCheckout,
  pullsByCommand,
  refusesForks,
} from './pulledCode.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import type { Job, Step } from './workflow.js';
import { inputOf } from './workflow.js';

/**
 * Parts of the context that whoever opens a pull request, an issue or a comment writes freely.
 * https://docs.github.com/en/actions/concepts/security/script-injections
 */
const FREE_TEXT =
  /^github\.(?:head_ref$|event\.(?:issue\.(?:title|body)|pull_request\.(?:title|body|head\.(?:ref|label|repo\.default_branch))|comment\.body|review\.body|review_comment\.body|discussion\.(?:title|body)|pages\.(?:\*|\[\]|\d+)\.page_name|commits\.(?:\*|\[\]|\d+)\.|head_commit\.(?:message|author\.(?:email|name))|workflow_run\.(?:head_branch|head_commit\.|pull_requests\.)))/u;

/** Objects that hold such text: as JSON it comes along. */
const HOLDS_FREE_TEXT =
  /^github(?:\.event(?:\.(?:issue|pull_request|comment|review|discussion|head_commit|commits|workflow_run))?)?$/u;

/** https://cli.github.com/manual/gh_run_download, https://docs.github.com/en/rest/actions/artifacts */
const DOWNLOADED_BY_CODE = /\bgh\s+run\s+download\b|\bactions\.downloadArtifact\b/u;

type Found = Omit<Influence, 'initiators'>;

/** Where a stranger's code, text or files get into a job. */
export function influencesOf(reading: Reading, starts: Starts, job: Job): readonly Influence[] {
  return job.steps.flatMap((step) => {
    const initiators = initiatorsOf(reading, starts, job, [{ step }]);
    const withInitiators = (found: Found, ids: readonly string[] | undefined): readonly Influence[] => {
      if (ids === undefined) return [found];
      return ids.length === 0 ? [] : [{ ...found, initiators: ids }];
    };
    const fetched = pulled(reading, job, step);
    const others = [inScript(reading, step), downloaded(reading, step)].filter(
      (found) => found !== undefined,
    );
    return [
      ...(fetched === undefined
        ? []
        : withInitiators(
            fetched,
            refusesForks(reading, step) ? unguarded(starts, job, initiators) : initiators,
          )),
      ...others.flatMap((found) => withInitiators(found, initiators)),
    ];
  });
}

function unguarded(starts: Starts, job: Job, initiators: readonly string[] | undefined): readonly string[] {
  return (initiators ?? starts.initiatorIds(job)).filter((id) => !GUARDED_INITIATORS.has(id));
}

function pulled(reading: Reading, job: Job, step: Step): Found | undefined {
  const named = pulledByCheckout(step);
  if (named !== undefined) {
    const apart = isSetApart(step, job);
    return {
      kind: apart ? 'files' : 'code',
      origin: reading.originOf(named),
      how: `${step.label} checks out the pull request's ${apart ? 'files into a folder of their own' : 'code'}`,
    };
  }
  if (!pullsByCommand(step, job)) return undefined;
  return {
    kind: 'code',
    origin: reading.originOf(nameOf(step)),
    how: `${step.label} fetches the pull request's code`,
  };
}

/** Text put into a script by `${{ }}` becomes part of the script. */
function inScript(reading: Reading, step: Step): Found | undefined {
  const isScript = step.uses !== undefined && /^actions\/github-script@/iu.test(step.uses.text);
  for (const scalar of scalarsIn(isScript ? inputOf(step, 'script') : step.run)) {
    for (const segment of reading.segmentsOf(scalar)) {
      const expression = parseExpression(segment.text);
      if (expression === undefined || !givesFreeText(expression)) continue;
      return {
        kind: 'text',
        origin: { uri: reading.uri, range: segment.range },
        how: `${step.label} puts text of whoever started it into a script`,
      };
    }
  }
  return undefined;
}

/** Whether text that a stranger writes can be in the value: a comparison of it gives only true or false. */
function givesFreeText(expression: Expr): boolean {
  const path = contextPath(expression);
  if (path !== undefined) return FREE_TEXT.test(path);
  if (calledFunction(expression) === 'tojson') {
    return childrenOf(expression).some(
      (child) => HOLDS_FREE_TEXT.test(contextPath(child) ?? '') || givesFreeText(child),
    );
  }
  return valueParts(expression).some(givesFreeText);
}

/** Artifacts of the run that this one follows were made by whoever started that one. */
function downloaded(reading: Reading, step: Step): Found | undefined {
  const how = `${step.label} takes in files that another run made`;
  const name = (step.uses?.text.split('@')[0] ?? '').toLowerCase();
  const fromOtherRun =
    name === 'dawidd6/action-download-artifact' ||
    (name === 'actions/download-artifact' && inputOf(step, 'run-id') !== undefined);
  if (step.uses !== undefined && fromOtherRun) {
    return { kind: 'files', origin: reading.originOf(step.uses), how };
  }
  const code = name === 'actions/github-script' ? scalarsIn(inputOf(step, 'script'))[0] : step.run;
  if (code === undefined || !DOWNLOADED_BY_CODE.test(code.text)) return undefined;
  return { kind: 'files', origin: reading.originOf(nameOf(step)), how };
}

function scalarsIn(node: Parameters<typeof eachScalar>[0]): readonly ScalarNode[] {
  const found: ScalarNode[] = [];
  eachScalar(node, (scalar) => found.push(scalar));
  return found;
}

function nameOf(step: Step): Step['node'] | NonNullable<Step['run']> {
  return step.node.entries[0]?.key ?? step.run ?? step.node;
}
