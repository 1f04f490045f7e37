/**
 * Refuses a function that hands itself the places it came by, made anew for each way (`walk(next, new Set([...seen, at]))`,
 * `walk(next, [...path, at])`), and asks them whether it was somewhere before. Such a walk goes along each path of a graph
 * and not to each node, so that a file of a few lines never ends. Functions that call each other in turn are not seen.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const pathWalks = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      path: 'This walks along each path, which never ends on a small graph: go to each node once (core/engine/components.ts, or a query of core/engine).',
    },
  },
  create(context) {
    const { sourceCode } = context;

    /** The names under which a function calls itself: `walk`, `this.#walk`. */
    const namesOf = (node) => {
      if (node.id) return [node.id.name];
      const { parent } = node;
      if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return [parent.id.name];
      if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
        return [`this.${sourceCode.getText(parent.key)}`];
      }
      return parent.type === 'Property' ? [`this.${sourceCode.getText(parent.key)}`] : [];
    };

    const nodesIn = function* (node) {
      yield node;
      for (const key of sourceCode.visitorKeys[node.type] ?? []) {
        for (const child of [node[key]].flat()) if (child) yield* nodesIn(child);
      }
    };

    /** What is spread into a list or set of what there is and one more: `seen` of `new Set([...seen, at])`. */
    const carriedOn = (call) =>
      call.arguments
        .flatMap((argument) => [...nodesIn(argument)])
        .filter(({ type, elements }) => type === 'ArrayExpression' && elements.length > 1)
        .flatMap(({ elements }) => elements.filter((element) => element?.type === 'SpreadElement'))
        .map(({ argument }) => sourceCode.getText(argument));

    const check = (node) => {
      const names = new Set(namesOf(node));
      if (names.size === 0) return;
      const calls = [...nodesIn(node.body)].filter(({ type }) => type === 'CallExpression');
      const looked = new Set(
        calls.flatMap(({ callee }) =>
          callee.type === 'MemberExpression' && /^(?:has|includes)$/u.test(callee.property.name)
            ? [sourceCode.getText(callee.object)]
            : [],
        ),
      );
      for (const call of calls) {
        if (!names.has(sourceCode.getText(call.callee))) continue;
        if (carriedOn(call).some((carried) => looked.has(carried))) {
          context.report({ node: call, messageId: 'path' });
        }
      }
    };

    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};
