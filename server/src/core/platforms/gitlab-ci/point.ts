import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { Pointed } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { quoted } from '../../text/quoted.js';

/** https://docs.gitlab.com/ci/yaml/#script */
const SCRIPTS = new Set(['script', 'before_script', 'after_script']);

/** What a text of a pipeline is about at which nothing of the model stands: rules that leave a job out, and scripts. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  const [, part, ...inner] = pointed?.keys ?? [];
  if (pointed === undefined || part === undefined) return undefined;
  const { at, range, steps } = pointed;
  if (SCRIPTS.has(part) && inner.every((key) => key === '*')) {
    return { kind: 'script', range, part: at.node.range };
  }
  if (part === 'id_tokens' && inner.length > 0) return idToken(pointed);
  if (part === 'rules' && inner.at(-1) === 'if') {
    return {
      kind: 'condition',
      of: 'session',
      around: steps[1]?.node.range ?? range,
      events: [],
      range,
    };
  }
  return undefined;
}

/** A token that a job asks for: https://docs.gitlab.com/ci/secrets/id_token_authentication */
function idToken({ keys, range, steps }: Pointed): Pointing {
  const audience = textOf(get(steps[3]?.node, 'aud'));
  const whom = audience === undefined ? 'an audience that is not written here' : quoted(audience);
  return {
    kind: 'remark',
    range,
    title: `${keys[2] ?? ''} is an ID token of the job`,
    text: `It says to ${whom} which project, branch and job this is. Whatever trusts this issuer and audience decides by that whom it lets in; every script of the job can read the token.`,
  };
}
