/**
 * `for name in` or `for key, name in`, of an expression or of a directive: its parts are the names.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#for-expressions
 */
export const LOOP_HEAD =
  /for\s+([\p{ID_Start}_][\p{ID_Continue}-]*)(?:\s*,\s*([\p{ID_Start}_][\p{ID_Continue}-]*))?\s+in(?=[\s([{"])/uy;
