import type { TextRange } from '../../text/textRange.js';

/*
 * Expressions of HCL, the language of Terraform and OpenTofu, as they are written: nothing is worked out.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
 */

interface Placed {
  readonly range: TextRange;
}

/** A piece of a template. */
export type HclPart = Placed &
  (
    | {
        readonly kind: 'text';
        readonly text: string;
        /** Whether each character stands in the file as it is here, from the start of the range on. */
        readonly exact: boolean;
      }
    | { readonly kind: 'interpolation'; readonly expression: HclExpression }
    /** `%{ if … }` to its `%{ endif }`: the range is that of the whole. */
    | {
        readonly kind: 'if';
        readonly condition: HclExpression;
        readonly yes: readonly HclPart[];
        readonly no: readonly HclPart[];
      }
    /** `%{ for … }` to its `%{ endfor }`: the names of a turn, with two of them the first is the key. */
    | {
        readonly kind: 'for';
        readonly names: readonly string[];
        readonly of: HclExpression;
        readonly parts: readonly HclPart[];
      }
    /** A directive that could not be read; the tree has a problem. */
    | { readonly kind: 'directive' }
  );

/** What follows a value: `.name`, `[key]`, or `[*]` and `.*`. */
export type HclStep = Placed &
  (
    | { readonly kind: 'attribute'; readonly name: string }
    | { readonly kind: 'index'; readonly key: HclExpression }
    | { readonly kind: 'splat' }
  );

/** One entry of an object. */
export interface HclItem {
  /** A bare name is a text, not a reference. */
  readonly key: HclExpression;
  /** Whether the key stands in parentheses, so that a bare name is a reference after all. */
  readonly computed: boolean;
  readonly value: HclExpression;
}

export interface HclTemplate extends Placed {
  readonly kind: 'template';
  readonly form: 'quoted' | 'heredoc';
  readonly parts: readonly HclPart[];
}

export type HclExpression =
  | HclTemplate
  | (Placed &
      (
        | { readonly kind: 'literal'; readonly value: number | boolean | null }
        | { readonly kind: 'name'; readonly name: string }
        | { readonly kind: 'access'; readonly of: HclExpression; readonly steps: readonly HclStep[] }
        | { readonly kind: 'call'; readonly name: string; readonly args: readonly HclExpression[] }
        | {
            readonly kind: 'conditional';
            readonly condition: HclExpression;
            readonly yes: HclExpression;
            readonly no: HclExpression;
          }
        | {
            readonly kind: 'operation';
            readonly operator: string;
            readonly operands: readonly HclExpression[];
          }
        | { readonly kind: 'tuple'; readonly items: readonly HclExpression[] }
        | { readonly kind: 'object'; readonly items: readonly HclItem[] }
        | {
            readonly kind: 'for';
            readonly names: readonly string[];
            readonly of: HclExpression;
            /** Absent where the result is a list. */
            readonly key: HclExpression | undefined;
            readonly value: HclExpression;
            readonly condition: HclExpression | undefined;
          }
        /** What could not be read; the tree has a problem. */
        | { readonly kind: 'unread' }
      ));
