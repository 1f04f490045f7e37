/** The expressions of `if:`, as GitLab reads them. https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions */
export type Expr =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  | {
      readonly kind: 'compare';
      readonly operator: '==' | '!=' | '=~' | '!~';
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'join'; readonly operator: '&&' | '||'; readonly left: Expr; readonly right: Expr };

/** Calls `visit` for every comparison of an expression, and for every operand that stands by itself. */
export function eachTerm(expression: Expr, visit: (term: Expr) => void): void {
  if (expression.kind === 'join') {
    eachTerm(expression.left, visit);
    eachTerm(expression.right, visit);
  } else {
    visit(expression);
  }
}

/** The names of the variables of one term. */
export function variablesOf(term: Expr): readonly string[] {
  if (term.kind === 'variable') return [term.name];
  return term.kind === 'compare' || term.kind === 'join'
    ? [...variablesOf(term.left), ...variablesOf(term.right)]
    : [];
}
