/** Our own files that lie beside the bundle and are read only when they are needed. */
export const OWN_ASSETS = {
  /** The runtime of tree-sitter and its grammar of bash, both WebAssembly. */
  shellRuntime: 'web-tree-sitter.wasm',
  shellGrammar: 'tree-sitter-bash.wasm',
  /** Every action of AWS; made by `scripts/generate/aws/table.ts`. */
  awsCatalogue: 'aws-catalogue.txt',
  /** What AWS's managed policies allow; made by `scripts/compile-managed-policies.ts`. */
  awsManagedPolicies: 'aws-managed-policies.json',
} as const;

/** Gives the content of one of our own files, by its name there. Rejects when it cannot be had. */
export type ReadAsset = (name: string) => Promise<Uint8Array>;
