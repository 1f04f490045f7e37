import { literalPattern } from '../../../text/literalPattern.js';
import type { ScalarNode } from '../../../syntax/syntaxTree.js';
import type { Step } from '../workflow.js';
import { inputOf } from '../workflow.js';
import type { Contents } from './contents.js';
import { NO_CONTENTS, ONLY } from './contents.js';

/** The code of a step that its own file shows: a `run:`, or the script of `actions/github-script`. */
export function codeOf(step: Step): ScalarNode | undefined {
  if (!isGithubScript(step)) return step.run;
  const script = inputOf(step, 'script');
  return script?.kind === 'scalar' ? script : undefined;
}

export function isGithubScript({ uses }: Step): boolean {
  return uses !== undefined && /^actions\/github-script@/iu.test(uses.text);
}

/** Reads files of the workspace into a value. */
const READS_FILES =
  /(?<![\w.-])(?:cat|jq|yq|head|tail|sed|awk|grep|cut|tr|read|mapfile|source)\s|\$\(\s*<|(?<!<)<\s+["']?[\w./$]|readFile(?:Sync)?\s*\(|\bopen\s*\(/u;

export function readsFiles(code: string): boolean {
  return READS_FILES.test(code.replace(/\$\{\{[\s\S]*?\}\}/gu, ''));
}

/** Lets nothing through but a form that is fixed from end to end, such as digits. */
const CHECKS_FORM =
  /=~\s*["']?\^\S*\$|\bgrep\s+(?:-[\w-]+\s+)*["']\^[^\n]*\$["']|\/\^[^/\n]+\$\/[a-z]*\.test\(|\.match\(\s*\/\^[^/\n]+\$\/|re\.fullmatch|-match\s+["']\^[^\n]*\$["']/u;

export function checksForm(code: string): boolean {
  return CHECKS_FORM.test(code);
}

/** Whether a script checks the form of what it gives: of the variables in it, where there are some, one after the other. */
export function checksFormOf(code: string, given: readonly string[]): boolean {
  const names = [
    ...given.join(' ').matchAll(/\$\{?([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\b(?=\s*\)?\s*$)/gu),
  ].flatMap(([, shell, word]) => shell ?? word ?? []);
  if (names.length === 0) return checksForm(code);
  const checks = code.split('\n').filter((line) => CHECKS_FORM.test(line));
  return names.every((name) => checks.some((line) => new RegExp(`\\b${name}\\b`, 'u').test(line)));
}

/**
 * Asks for the artifacts of the run that this one follows, and gives on what they are called: whoever made that run named
 * them, with what shells take for code among the characters that are allowed.
 * https://github.com/actions/toolkit/blob/main/packages/artifact/docs/additional-information.md#non-supported-characters
 */
export function namesArtifacts(code: string): boolean {
  const asks = /workflow_run\.id\b[\s\S]{0,40}\/artifacts\b|\blistWorkflowRunArtifacts\b/u.test(code);
  return asks && /\bartifacts\b[\s\S]{0,80}\.name\b/u.test(code);
}

/** Looks a pull request up, whoever opened it. */
const LOOKS_UP =
  /\bpulls?\.(?:get|list)\b|\/pulls\b|\bgh\s+pr\s+(?:view|list|status)\b|\bpull_request\.(?:url|_links)\b|listPullRequestsAssociatedWithCommit|\bpullRequest\s*\(/iu;

export function looksUpPullRequest(code: string): boolean {
  return LOOKS_UP.test(code);
}

/** What of a looked-up pull request a value is, by the field that is read or by the name that it gets. */
export function lookedUp(words: string): Contents {
  if (/base|target|default/iu.test(words) && !/head/iu.test(words)) return NO_CONTENTS;
  if (/head\.sha|headRefOid|(?:^|[\W_])(?:\w*sha\d*|oid|commit|revision)(?:$|[\W_])/iu.test(words)) {
    return ONLY.revision;
  }
  if (
    /head\.repo\b|headRepository|full_?name|clone_url|(?:^|[\W_])(?:\w*repo|repository|fork)(?:$|[\W_])/iu.test(
      words,
    )
  ) {
    return ONLY.repository;
  }
  if (/head\.ref|headRefName|(?:^|[\W_])(?:\w*ref|branch)(?:$|[\W_])/iu.test(words)) return ONLY.branch;
  return /(?:^|[\W_])(?:title|body|message)(?:$|[\W_])/iu.test(words) ? ONLY.text : NO_CONTENTS;
}

/**
 * The texts that a script gives a name of its outputs or of the environment of later steps; the empty list where it does
 * not name it.
 */
export function givenTexts(step: Step, name: string): readonly string[] {
  const code = codeOf(step)?.text;
  if (code === undefined) return [];
  if (isGithubScript(step)) return givenInScript(code, name);
  const pattern = new RegExp(
    `(?<![\\w.$-])${literalPattern(name)}["']?\\s*(?:=|<<|[,"'\\s]\\s*["']?(?=[$\\x60]))(.*)`,
    'giu',
  );
  return [...code.matchAll(pattern)].map(([, rest = '']) => rest.replace(/>>.*$/u, ''));
}

function givenInScript(code: string, name: string): readonly string[] {
  const called = new RegExp(
    `(?:setOutput|exportVariable)\\(\\s*["'\\x60]${literalPattern(name)}["'\\x60]\\s*,([^;\\n]*)`,
    'giu',
  );
  const set = [...code.matchAll(called)].map(([, value = '']) => value);
  return name !== 'result'
    ? set
    : [...set, ...[...code.matchAll(/\breturn\s+([^;\n}]+)/gu)].map(([, value = '']) => value)];
}

/** Whether a text that is given is more than fixed words. */
export function isComputed(step: Step, text: string): boolean {
  if (isGithubScript(step)) return !/^\s*(?:["'][^"'$]*["']|true|false|null|-?\d+)?\s*\)?\s*$/u.test(text);
  return /[$`]|\\\(/u.test(text) || text.trim() === '' || /^-?EOF|^\w*(?:EOF|DELIM)/iu.test(text.trim());
}
