import type { FileFacts, SessionFacts } from '../../../../server/src/core/model/facts.js';
import type { LoweringTools } from '../../../../server/src/core/model/loweringTools.js';
import { gitlabCi } from '../../../../server/src/core/platforms/gitlab-ci/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';

/** The facts of a pipeline's text. */
export function lowered(
  text: string,
  { path = '.gitlab-ci.yml', tools = {} }: { path?: string; tools?: LoweringTools } = {},
): FileFacts {
  return gitlabCi.lower(`file:///w/${path}`, parse(text, 'yaml', { merge: true }), tools);
}

/** The session of one job of it. */
export function jobOf(text: string, name: string, tools: LoweringTools = {}): SessionFacts {
  const { sessions } = lowered(text, { tools });
  const found = sessions.find(({ label }) => label === name);
  if (found === undefined) {
    throw new Error(`no job ${name}; there are ${sessions.map(({ label }) => label).join(', ')}`);
  }
  return found;
}

/** The ways in which a job starts, each with what narrows it. */
export function starts(text: string, name = 'job'): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(jobOf(text, name).initiators.map(({ event, conditions }) => [event, conditions]));
}

/** What a range of a text says. */
export function written(
  text: string,
  { range }: { readonly range: { readonly start: number; readonly end: number } },
): string {
  return text.slice(range.start, range.end);
}
