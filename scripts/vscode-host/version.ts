/**
 * The VS Code that the suite runs in, whichever host provides it: the oldest that `engines.vscode` admits, so
 * that an API which came later fails here and not at a user's.
 */
export const vscodeVersion = '1.100.3';
