/** What the exit code says; `docs` and `--help` promise these numbers. */
export const EXIT = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  /** Findings at or above `--fail-on`, or a file that could not be read whole. */
  findings: 1,
  /** The command line or a configuration file is wrong, or a file cannot be read or written. */
  usage: 2,
  /** TrustScope itself failed. */
  internal: 3,
  /** `trustscope can`: what was asked for is not known. */
  unknown: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake of whoever called: told without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
