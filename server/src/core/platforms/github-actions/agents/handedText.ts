import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, textOf } from '../../../syntax/syntaxTree.js';
import type { Step } from '../workflow.js';

/** A command is not told of the event by itself, as an action is: something has to hand it over, or lets it fetch. */
const HANDED =
  /github\.event\.|github\.head_ref|GITHUB_EVENT_PATH|GITHUB_HEAD_REF|\bgh\s+(?:issue|pr|api|search)\b/u;

export function isHandedText({ run }: Step, environments: readonly (SyntaxNode | undefined)[]): boolean {
  const texts = [run, ...environments.flatMap((env) => entries(env).map(({ value }) => value))].map(textOf);
  return texts.some((text) => HANDED.test(text ?? ''));
}

/** An action gets from the job that uses it whatever that hands over. */
export function isHandedInput({ run }: Step, environments: readonly (SyntaxNode | undefined)[]): boolean {
  const texts = [run, ...environments.flatMap((env) => entries(env).map(({ value }) => value))].map(textOf);
  return texts.some((text) => /\$\{\{[^}]*\binputs\b/u.test(text ?? ''));
}
