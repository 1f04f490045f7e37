/** One option of a command: what the parser accepts and what help shows. */
export interface OptionSpec {
  /** How help names the value; absent for an option that takes none. */
  readonly value?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  readonly short?: string;
  readonly help: string;
}
