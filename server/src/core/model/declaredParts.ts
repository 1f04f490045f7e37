/**
 * What the configuration says that code of others, which sessions include by name, does with the session's identity.
 * It comes before whatever a platform knows of that code itself.
 */
export interface DeclaredPart {
  /** How the identity's credential reaches it; absent when it never does. */
  readonly token?: {
    readonly inputs: readonly string[];
    readonly env: readonly string[];
    /** Whether it takes the credential by itself where it is handed none. */
    readonly default: boolean;
  };
  /** The least rights that it needs, in the platform's words. */
  readonly needs: Readonly<Record<string, 'read' | 'write'>>;
  /** Whether it exchanges the session's identity for another one. */
  readonly federates: boolean;
}

/** By name without a version, in lower case. */
export type DeclaredParts = ReadonlyMap<string, DeclaredPart>;
