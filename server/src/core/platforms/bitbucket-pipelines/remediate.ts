import { SECONDS_PER_MINUTE } from '../../knowledge/bitbucket/limits.js';
import { OIDC_RIGHT } from '../../knowledge/bitbucket/oidc.js';
import type { Remediation } from '../../model/remediation.js';
import { insertEntry, removeEntry, replaceValue } from '../../syntax/edit/mappingEdits.js';
import { scalarText } from '../../syntax/edit/scalar.js';
import type { SyntaxEntry, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import type { Pipeline, Step } from './pipelines.js';
import { readPipelines, sessionId } from './pipelines.js';

/** Turns a remediation into edits of one file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'bound-lifetime':
      return intent.at === undefined ? boundStep(intent, tree) : boundValue(intent, tree);
    case 'require-gate':
      return requireGate(intent, tree);
    case 'set-right':
      return setToken(intent, tree);
    default:
      return undefined;
  }
}

type Intent<K extends Remediation['kind']> = Extract<Remediation, { kind: K }>;

function boundStep(intent: Intent<'bound-lifetime'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const found = stepOf(tree, intent.session);
  if (found === undefined) return undefined;
  const { node } = found.step;
  const minutes = String(Math.max(1, Math.round(intent.seconds / SECONDS_PER_MINUTE)));
  const written = entry(node, 'max-time');
  const edit =
    written === undefined
      ? insertEntry(tree, node, anchorOf(found.step), { key: 'max-time', value: minutes })
      : replaceValue(tree, node, written, minutes);
  return edit && [edit];
}

/** A duration of a role's session stands as a number, in the script. */
function boundValue(
  { at, seconds, written }: Intent<'bound-lifetime'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  if (at === undefined || at.anchor !== undefined) return undefined;
  const text = tree.text.slice(at.range.start, at.range.end);
  const isWhole = /^\d+$/u.test(text) && (written === undefined || Number(text) === written);
  return isWhole ? [{ range: at.range, newText: String(seconds) }] : undefined;
}

/** A step deploys to one environment, and no two steps of a pipeline to the same. */
function requireGate(intent: Intent<'require-gate'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const found = stepOf(tree, intent.session);
  if (found === undefined) return undefined;
  const { step, pipeline } = found;
  const names = pipeline.steps.map(({ node, stage }) =>
    textOf(get(node, 'deployment') ?? get(stage?.node, 'deployment')),
  );
  if (names.includes(intent.gate) || get(step.stage?.node, 'deployment') !== undefined) return undefined;
  if (get(step.node, 'deployment') !== undefined) return undefined;
  const content = { key: 'deployment', value: scalarText(intent.gate, step.node.flow) };
  const edit = insertEntry(tree, step.node, anchorOf(step), content);
  return edit && [edit];
}

/** The one right that a step is granted in the file: to be given a token of its own. */
function setToken(intent: Intent<'set-right'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const found = intent.right === OIDC_RIGHT.right ? stepOf(tree, intent.session) : undefined;
  if (found === undefined) return undefined;
  const { node } = found.step;
  const written = entry(node, 'oidc');
  if (intent.level === undefined) {
    const edit = written && removeEntry(tree, node, written);
    return edit && [edit];
  }
  const edit =
    written === undefined
      ? insertEntry(tree, node, anchorOf(found.step), { key: 'oidc', value: 'true' })
      : textOf(written.value) === 'false'
        ? replaceValue(tree, node, written, 'true')
        : undefined;
  return edit && [edit];
}

/** Behind its name, where a step has one. */
function anchorOf({ node }: Step): SyntaxEntry | undefined {
  const named = entry(node, 'name');
  return named?.merged === true ? undefined : named;
}

function stepOf(
  tree: SyntaxTree,
  session: string,
): { readonly step: Step; readonly pipeline: Pipeline } | undefined {
  for (const pipeline of readPipelines(tree)) {
    const step = pipeline.steps.find((candidate) => sessionId(candidate) === session);
    // What is written at an anchor is read by every step that names it.
    if (step !== undefined) return step.node.shared ? undefined : { step, pipeline };
  }
  return undefined;
}
