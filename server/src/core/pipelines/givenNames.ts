import { ownOf } from '../collections/ownOf.js';
import type { GivenName } from '../model/givenName.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';

/*
 * How pipelines read a value that is not written where it is used. `${{ … }}` is GitHub's, and Azure's for what a template
 * fills in; `$NAME` and `${NAME}` are a shell's, GitLab's and CircleCI's; `$(NAME)` is Azure's, `<< … >>` CircleCI's.
 */
const EXPRESSION = /\$\{\{(.*?)\}\}/gsu;
const SHELL =
  /\$\{(\w+)\}|\$(?=[A-Za-z_])(\w+)|\$\((?![\s(])([\w.]+)\)|<<\s*(?:pipeline\.)?(?:parameters\.)?([\w.-]+)\s*>>/gu;

/**
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts
 * The last name of an access is what holds the value: `steps.x.outputs.role` is held in `role`.
 */
const CONTEXT =
  /\b(secrets|vars|env|inputs|matrix|needs|steps|jobs|parameters|variables|github\.event\.inputs)((?:\.[A-Za-z_][\w-]*|\[\s*'[^']*'\s*\])+)/gu;

/** A secret or variable whose name is put together: what is written of the name still tells which it is. */
const COMPUTED = /\b(secrets|vars)\[\s*format\(\s*'([^']*)'/gu;

const KINDS: Readonly<Record<string, GivenName['names'][number]['kind']>> = {
  secrets: 'secret',
  vars: 'variable',
  variables: 'variable',
};

/** By what an identity is known whose name is worked out at run time; undefined for one that is written out. */
export function givenName(text: string): GivenName | undefined {
  const names: GivenName['names'][number][] = [];
  const pattern = text
    .replace(EXPRESSION, (_whole, expression: string) => {
      for (const [, context = '', path = ''] of expression.matchAll(CONTEXT)) {
        const name = path.match(/[\w-]+/gu)?.at(-1);
        if (name !== undefined) names.push({ kind: ownOf(KINDS, context) ?? 'other', name });
      }
      for (const [, context = '', format = ''] of expression.matchAll(COMPUTED)) {
        names.push({ kind: KINDS[context] ?? 'other', name: format.replace(/_?\{\d+\}/gu, '') });
      }
      return UNKNOWN_PART;
    })
    .replace(SHELL, (_whole, ...found: (string | undefined)[]) => {
      const name = found.slice(0, 4).find((one) => one !== undefined);
      if (name !== undefined) names.push({ kind: 'variable', name });
      return UNKNOWN_PART;
    });
  return pattern === text ? undefined : { names: distinct(names), pattern };
}

function distinct(names: GivenName['names']): GivenName['names'] {
  return [...new Map(names.map((each) => [`${each.kind} ${each.name}`, each])).values()];
}
