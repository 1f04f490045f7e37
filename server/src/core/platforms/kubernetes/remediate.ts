import type { Remediation } from '../../model/remediation.js';
import { removeAt, replaceValues, setValue } from '../../syntax/edit/valueEdits.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../text/textRange.js';
import type { KubernetesObject } from './objects.js';
import { podSpecsOf } from './podSpecs.js';
import { itemsOf } from './reading.js';
import { limitBinding } from './remediation/bindings.js';
import { isNameOf, itemAt, listAt, objectAt } from './remediation/find.js';
import { splitKafkaUser } from './remediation/kafka.js';
import { CLAIM_GATE, refuseWithoutClaim } from './remediation/mesh.js';
import { splitRabbitUser } from './remediation/rabbit.js';
import { projectToken, removeObject } from './remediation/tokens.js';
import { boundToken, dedicateAccount, setInPod } from './remediation/workloads.js';
import { isTemplate } from './select.js';

type Edits = readonly TextEdit[] | undefined;

/** Turns a remediation into edits of one manifest; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): Edits {
  if (!tree.complete || isTemplate(intent.uri, tree.text)) return undefined;
  switch (intent.kind) {
    case 'replace-values':
      return replace(tree, intent.at.range, intent.values);
    case 'set-value':
      return set(tree, intent.at.range, intent.path, intent.value);
    case 'remove-entry':
      return remove(tree, intent.at.range);
    case 'limit-attachment':
      return limitBinding(tree, intent.at.range, intent.namespace);
    case 'dedicate-identity':
      return dedicateAccount(tree, intent.at.range, intent);
    case 'bound-lifetime':
      return intent.at === undefined ? undefined : boundToken(tree, intent.at.range, intent.seconds);
    case 'project-token':
      return projectToken(tree, intent.at.range, intent.seconds);
    case 'remove-object':
      return removeObject(tree, intent.at.range);
    case 'require-gate':
      return intent.gate === CLAIM_GATE && intent.at !== undefined
        ? refuseWithoutClaim(tree, intent.at.range)
        : undefined;
    case 'split-session':
      return (
        splitKafkaUser(tree, intent.at.range, intent.parts) ??
        splitRabbitUser(tree, intent.at.range, intent.parts)
      );
    default:
      return undefined;
  }
}

function replace(tree: SyntaxTree, at: TextRange, values: readonly string[]): Edits {
  const object = objectAt(tree, at);
  const list = ruleAt(object, at) && listAt(ruleAt(object, at), at);
  // What the list has already need not be said again.
  const others = itemsOf(list).flatMap((item) =>
    item.kind === 'scalar' && !isAt(item, at) ? [item.text] : [],
  );
  const added = values.filter((value) => !others.includes(value));
  return added.length === 0 ? remove(tree, at) : replaceValues(tree, at, added);
}

function set(
  tree: SyntaxTree,
  at: TextRange,
  path: readonly string[],
  value: Parameters<typeof setValue>[3],
): Edits {
  const object = objectAt(tree, at);
  if (object !== undefined && isNameOf(object, at)) {
    return podSpecsOf(object).length > 0
      ? setInPod(tree, object, path, value)
      : setValue(tree, object.node.range, path, value);
  }
  const rule = ruleAt(object, at);
  return setValue(tree, rule?.range ?? at, path, value);
}

/** A subject goes as a whole, and so does a rule whose list would be empty, as the API server refuses that. */
function remove(tree: SyntaxTree, at: TextRange): Edits {
  const object = objectAt(tree, at);
  if (object === undefined || isNameOf(object, at)) return undefined;
  const subject = itemAt(object.node, 'subjects', at);
  if (subject !== undefined) return removeAt(tree, subject.range);
  const rule = ruleAt(object, at);
  const list = listAt(rule, at);
  if (rule !== undefined && list !== undefined && itemsOf(list).length === 1) {
    return removeAt(tree, rule.range);
  }
  return removeAt(tree, at, 'refuse');
}

/** The rule of a role, or of a policy of the mesh, that holds the place. */
function ruleAt(object: KubernetesObject | undefined, at: TextRange): ReturnType<typeof itemAt> {
  if (object === undefined || isNameOf(object, at)) return undefined;
  return object.group === 'rbac.authorization.k8s.io' ? itemAt(object.node, 'rules', at) : undefined;
}

function isAt({ range }: { readonly range: TextRange }, at: TextRange): boolean {
  return range.start === at.start && range.end === at.end;
}
