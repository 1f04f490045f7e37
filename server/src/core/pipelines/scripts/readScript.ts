/** What a script does, as far as its text tells. */
export interface ReadScript {
  /** Programs that it runs, one text of the shell each. */
  readonly commands: readonly string[];
  /** Whether it asks a network by itself. */
  readonly asks: boolean;
  /** Whether it uses libraries of others that neither run programs nor ask GitHub by custom. */
  readonly uses: boolean;
  /** Files that it takes in, beside it; of each group one that is there is enough. */
  readonly files: readonly (readonly string[])[];
  /** Whether part of what it does is computed, so that it may do anything. */
  readonly isOpen: boolean;
}
