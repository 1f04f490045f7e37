/** By what an identity is known to who asks for it, where its own name is not written. */
export interface GivenName {
  /** What holds it: the names of secrets, variables, inputs and outputs that the text reads. */
  readonly names: readonly { readonly kind: 'secret' | 'variable' | 'other'; readonly name: string }[];
  /** What is written of it, with `UNKNOWN_PART` for what is not. */
  readonly pattern: string;
}
