import type { SessionFacts } from '../../model/facts.js';
import { eachScalar } from '../../syntax/walk.js';
import { contextPath, parseExpression, partsOf } from './expressions/ast.js';
import { expressionSegments } from './expressions/segments.js';
import type { Reading } from './reading.js';
import type { Step } from './workflow.js';
import { inputOf } from './workflow.js';

/**
 * Parts of the context that whoever opens a pull request, an issue or a comment writes freely.
 * https://docs.github.com/en/actions/concepts/security/script-injections
 */
const FREE_TEXT =
  /^github\.(?:head_ref$|event\.(?:issue\.(?:title|body)|pull_request\.(?:title|body|head\.(?:ref|label|repo\.default_branch))|comment\.body|review\.body|review_comment\.body|discussion\.(?:title|body)|pages\.(?:\*|\[\])\.page_name|commits\.(?:\*|\[\])\.|head_commit\.(?:message|author\.(?:email|name))|workflow_run\.(?:head_branch|head_commit\.|pull_requests\.)))/u;

/** Revisions of the pull request that started the run, or of the run that this one follows. */
const PULLED_REVISION =
  /github\.event\.pull_request\.head\.(?:sha|ref)|github\.head_ref|github\.event\.pull_request\.merge_commit_sha|refs\/pull\/|github\.event\.workflow_run\.head_(?:sha|branch)|github\.event\.(?:issue|pull_request)\.number/u;

const PULLED_BY_COMMAND =
  /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\b[^\n]*\bpull\/|\bgit\s+(?:checkout|switch|merge)\b[^\n]*\bFETCH_HEAD\b|\bhub\s+pr\s+checkout\b/u;

/** Where a stranger's code or text gets to run in a job: checked out, put into a script, or downloaded. */
export function influencesOf(reading: Reading, steps: readonly Step[]): SessionFacts['influences'] {
  return steps.flatMap((step) => [
    ...checkedOut(reading, step),
    ...inScript(reading, step),
    ...downloaded(reading, step),
  ]);
}

function checkedOut(reading: Reading, step: Step): SessionFacts['influences'] {
  if (step.uses !== undefined && /^actions\/checkout@/iu.test(step.uses.text)) {
    const found: SessionFacts['influences'][number][] = [];
    for (const input of ['ref', 'repository']) {
      eachScalar(inputOf(step, input), (scalar) => {
        if (PULLED_REVISION.test(scalar.text) || /head\.repo\.full_name|head_repository/u.test(scalar.text)) {
          found.push({
            origin: reading.originOf(scalar),
            how: `${step.label} checks out the pull request's code`,
          });
        }
      });
    }
    return found.slice(0, 1);
  }
  if (step.run !== undefined && PULLED_BY_COMMAND.test(step.run.text)) {
    return [{ origin: reading.originOf(nameOf(step)), how: `${step.label} fetches the pull request's code` }];
  }
  return [];
}

/** Text put into a script by `${{ }}` becomes part of the script. */
function inScript(reading: Reading, step: Step): SessionFacts['influences'] {
  const isScript = step.uses !== undefined && /^actions\/github-script@/iu.test(step.uses.text);
  const script = isScript ? inputOf(step, 'script') : step.run;
  const found: SessionFacts['influences'][number][] = [];
  eachScalar(script, (scalar) => {
    for (const segment of expressionSegments(reading.tree, scalar)) {
      const expression = parseExpression(segment.text);
      if (expression === undefined) continue;
      if (partsOf(expression).some((part) => FREE_TEXT.test(contextPath(part) ?? ''))) {
        found.push({
          origin: { uri: reading.uri, range: segment.range },
          how: `${step.label} puts text of whoever started it into a script`,
        });
      }
    }
  });
  return found.slice(0, 1);
}

/** Artifacts of the run that this one follows were made by whoever started that one. */
function downloaded(reading: Reading, step: Step): SessionFacts['influences'] {
  if (step.uses === undefined) return [];
  const name = (step.uses.text.split('@')[0] ?? '').toLowerCase();
  const other = name === 'dawidd6/action-download-artifact';
  const own = name === 'actions/download-artifact' && inputOf(step, 'run-id') !== undefined;
  if (!other && !own) return [];
  return [{ origin: reading.originOf(step.uses), how: `${step.label} takes in files that another run made` }];
}

function nameOf(step: Step): Step['node'] | NonNullable<Step['run']> {
  return step.node.entries[0]?.key ?? step.run ?? step.node;
}
