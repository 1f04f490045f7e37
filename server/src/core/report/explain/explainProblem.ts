import type { FileProblem } from '../../analysis/snapshot.js';

const PROBLEMS: Readonly<Record<FileProblem['kind'], string>> = {
  syntax: `The text cannot be parsed at this place. What stands around it is read as far as possible, and nothing is concluded from what is absent: rules that look for something missing are silent in the file until it is whole again.

Mend the text; a formatter or the editor's own support of the language shows the same place.`,
  shape: `The text can be parsed, and its platform refuses what it says, or takes it and does something else than it looks like: an event that GitHub does not know, a statement of a policy without \`Effect\`, a binding whose role is of no kind that there is. An error means that the platform refuses the whole, a warning or information that it passes over this part.

What is refused gives no session anything, so mend it first. Where a known name is near to the one that is written, a quick-fix writes it.`,
  limit: `The file, or what it takes in, comes to more than TrustScope reads, so that a text which somebody made for the purpose cannot hold an editor up. The rest is left out, and what would rest on it is not known: it is never taken for safe.

Files that people write seldom come near to a limit. Generated files may: name them under \`ignore\` in .trustscope.yml, or split them.`,
  configuration: `The configuration file .trustscope.yml says something that it cannot: a key, a word or a rule that there is none of, or entries that contradict each other. All else in the file counts.

Its schema completes keys and words in editors, and \`trustscope schema configuration\` prints it.`,
};

/** A kind of problem that a file can have beside findings of rules, by the code that editors and reports show. */
export function explainProblem(topic: string): string | undefined {
  const [kind, text] = Object.entries(PROBLEMS).find(([each]) => each === topic) ?? [];
  return kind === undefined || text === undefined ? undefined : `# Problem: ${kind}\n\n${text}`;
}

/** All kinds of problems. */
export const PROBLEM_NAMES: readonly string[] = Object.keys(PROBLEMS);
