import type { DeclaredSetting } from '../../../model/declaredSetting.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { quoted } from '../../../text/quoted.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { presenceOf } from './loops.js';
import { flatItems, isFunction } from './nodeText.js';
import { decidedBy } from './questions.js';

type Says = DeclaredSetting['says'];
type Read = (evaluator: Evaluator, block: Block) => Says | undefined;

/**
 * Resources of GitHub's provider that set what workflows rest on. Each has a page under
 * https://registry.terraform.io/providers/integrations/github/latest/docs/resources/
 */
const READERS: Readonly<Record<string, Read>> = {
  github_repository_environment: environment,
  github_actions_repository_oidc_subject_claim_customization_template: subject,
  github_workflow_repository_permissions: token,
};

/** The settings of repositories that resources set, those left out whose values are not written in the configuration. */
export function githubSettings(evaluator: Evaluator): readonly DeclaredSetting[] {
  return evaluator.resources.flatMap((block) => {
    const read = Object.hasOwn(READERS, block.type) ? READERS[block.type] : undefined;
    // One that is there only under a condition proves nothing.
    if (read === undefined || presenceOf(evaluator, block) !== undefined) return [];
    const repository = written(evaluator, block, 'repository');
    const says = read(evaluator, block);
    if (repository === undefined || says === undefined) return [];
    return [
      {
        repository: repository.slice(repository.lastIndexOf('/') + 1),
        says,
        by: quoted(block.address),
        origin: evaluator.reading.originOf(block.key),
      },
    ];
  });
}

function environment(evaluator: Evaluator, block: Block): Says | undefined {
  const name = written(evaluator, block, 'environment');
  const reviewers = asksReviewers(evaluator, block);
  return name === undefined || reviewers === undefined
    ? undefined
    : { about: 'environment', name, reviewers };
}

/** Whether somebody has to approve; `undefined` where the lists are put together elsewhere. */
function asksReviewers(evaluator: Evaluator, block: Block): boolean | undefined {
  if (get(get(block.body, 'dynamic'), 'reviewers') !== undefined) return undefined;
  const scope = evaluator.scopeOf(block);
  const lists = each(get(block.body, 'reviewers'))
    .flatMap((one) => [get(one, 'users'), get(one, 'teams')])
    .flatMap((list) => (list === undefined ? [] : [evaluator.value(list, scope)]));
  const counts = lists.map(countOf);
  if (counts.some((count) => count !== undefined && count > 0)) return true;
  return counts.every((count) => count === 0) ? false : undefined;
}

/** How many a list certainly names; `undefined` for one whose length is not known. */
function countOf(list: SyntaxNode): number | undefined {
  if (list.kind !== 'sequence') return undefined;
  return list.items.every((item) => get(item, 'Fn::If') === undefined) ? list.items.length : undefined;
}

/**
 * With neither the default nor claims of its own, the template of the organization counts, which is not here.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
function subject(evaluator: Evaluator, block: Block): Says | undefined {
  const scope = evaluator.scopeOf(block);
  const usesDefault = get(block.body, 'use_default');
  const decided = usesDefault && decidedBy(evaluator.value(usesDefault, scope));
  if (decided === true) return { about: 'subject', template: 'default' };
  const keys = get(block.body, 'include_claim_keys');
  const items = keys && flatItems(evaluator.value(keys, scope));
  if (decided !== false || items === undefined || items.length === 0) return undefined;
  const texts = items.flatMap((item) => (isFunction(item) ? [] : (textOf(item) ?? [])));
  return texts.length === items.length ? { about: 'subject', template: texts } : undefined;
}

function token(evaluator: Evaluator, block: Block): Says | undefined {
  const given = written(evaluator, block, 'default_workflow_permissions');
  return given === 'read' || given === 'write' ? { about: 'token', default: given } : undefined;
}

/** The text of an attribute; `undefined` where it is worked out of what is not written. */
function written(evaluator: Evaluator, block: Block, attribute: string): string | undefined {
  const node = get(block.body, attribute);
  const value = node && evaluator.value(node, evaluator.scopeOf(block));
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.text : undefined;
}
