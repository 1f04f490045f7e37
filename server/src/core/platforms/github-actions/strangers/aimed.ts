import { entries, get } from '../../../syntax/syntaxTree.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { eachScalar } from '../../../syntax/walk.js';
import type { Step } from '../workflow.js';
import { codeOf, givenTexts, isGithubScript, readsFiles } from './scripts.js';
import type { Told } from './told.js';

/** Acts on a pull request or an issue that are more than words, by the commands that do them. */
const COMMANDS = [
  // https://cli.github.com/manual/gh_pr_edit, https://cli.github.com/manual/gh_issue_edit
  {
    does: 'changes labels of',
    pattern: /\bgh\s+(?:pr|issue)\s+edit\b[^\n;]*--(?:add|remove)-label\b[^\n;]*/gu,
  },
  // https://cli.github.com/manual/gh_pr_review
  { does: 'approves', pattern: /\bgh\s+pr\s+review\b[^\n;]*\s(?:--approve|-a)\b[^\n;]*/gu },
] as const;

/** The same as calls of octokit. https://octokit.github.io/rest.js/v22/ */
const CALLS = [
  { does: 'changes labels of', pattern: /\bissues\.(?:addLabels|setLabels|removeLabel)\b/u },
  { does: 'reviews', pattern: /\bpulls\.createReview\b/u },
  { does: 'sets a status of', pattern: /\brepos\.createCommitStatus\b|\bchecks\.(?:create|update)\b/u },
] as const;

/** A file that says which one it is. */
const READS_NUMBER = /readFile(?:Sync)?\([^)\n]*(?:[\W_](?:pr|pull|issue|nr|sha)(?![a-z])|num)/iu;
const READ_HERE = /\$\(\s*(?:<|cat\s)|\x60cat\s/u;

/** An input that says on which pull request or issue an action acts. */
const NUMBER_INPUT =
  /^(?:(?:pr|pull|issue|pull[-_]?request|pr[-_]?or[-_]?issue)[-_]?)?(?:number|id|nr)$|^pr$|^pull[-_]?request$/iu;
/** A credential of its own, which is not the job's token. */
const OWN_CREDENTIAL =
  /\bsecrets\.(?!GITHUB_TOKEN\b)\w+|\bsteps\.[\w-]+\.outputs\.(?:token|app[-_]token)\b/iu;

/**
 * What a step does to a pull request or an issue that files from outside name, in words that follow the step's name;
 * `undefined` where it does nothing of that kind. Whoever made the files chooses any of them.
 */
export function aimedBy(told: Told, step: Step): string | undefined {
  if (!told.files.some((files) => files.step.number <= step.number)) return undefined;
  const code = codeOf(step);
  if (code === undefined) return aimedAction(told, step);
  if (isGithubScript(step)) {
    const call = CALLS.find(({ pattern }) => pattern.test(code.text));
    return call !== undefined && READS_NUMBER.test(code.text) ? call.does : undefined;
  }
  const script = code.text.replace(/\\\r?\n\s*/gu, ' ');
  return COMMANDS.find(({ pattern }) =>
    [...script.matchAll(pattern)].some(([line]) => isOfFiles(told, step, line, script)),
  )?.does;
}

function aimedAction(told: Told, step: Step): string | undefined {
  // To comment is what the answer to a run is there for.
  if (step.uses === undefined || /comment/iu.test(step.uses.text)) return undefined;
  const inputs = entries(get(step.node, 'with'));
  const text = (node: SyntaxNode | undefined): string => {
    const parts: string[] = [];
    eachScalar(node, (scalar) => parts.push(scalar.text));
    return parts.join('\n');
  };
  const aims = inputs.some(
    ({ key, value }) => NUMBER_INPUT.test(key.text) && isOfFiles(told, step, text(value), ''),
  );
  const holds = inputs.some(({ value }) => OWN_CREDENTIAL.test(text(value)));
  return aims && holds ? 'has an action with its own credential work on' : undefined;
}

/** Whether a part of a line is what files from outside say. */
function isOfFiles(told: Told, step: Step, line: string, script: string): boolean {
  if (READ_HERE.test(line)) return true;
  const expressions = [...line.matchAll(/\$\{\{(.*?)\}\}/gu)].map(([, inner = '']) => inner);
  if (expressions.some((inner) => isOutputOfFiles(told, step, inner))) return true;
  return [...line.replace(/\$\{\{.*?\}\}/gu, '').matchAll(/\$\{?([A-Za-z_]\w*)/gu)].some(([, name = '']) => {
    const made = new RegExp(`(?:^|[\\n;]\\s*)(?:export\\s+)?${name}=([^\\n]*)`, 'u').exec(script)?.[1];
    if (made !== undefined) return READ_HERE.test(made);
    const own = entries(step.env).find(({ key }) => key.text === name)?.value;
    if (own?.kind === 'scalar') return isOutputOfFiles(told, step, own.text);
    return earlier(told, step).some((before) => gives(before, name, 'GITHUB_ENV'));
  });
}

/** An output of a step that read the files, however it checked the form of what they say. */
function isOutputOfFiles(told: Told, step: Step, expression: string): boolean {
  const [, id = '', name = ''] = /\bsteps\.([\w-]+)\.outputs\.([\w-]+)/iu.exec(expression) ?? [];
  return earlier(told, step).some(
    (before) => before.id?.toLowerCase() === id.toLowerCase() && gives(before, name, 'OUTPUT'),
  );
}

function gives(step: Step, name: string, to: 'GITHUB_ENV' | 'OUTPUT'): boolean {
  const code = codeOf(step)?.text ?? '';
  const writes = to === 'OUTPUT' || code.includes(to);
  return writes && readsFiles(code) && givenTexts(step, name).length > 0;
}

/** Steps before this one, from the first on that takes files in. */
function earlier(told: Told, step: Step): readonly Step[] {
  const first = Math.min(...told.files.map((files) => files.step.number));
  return told.steps.filter(({ number }) => number >= first && number < step.number);
}
