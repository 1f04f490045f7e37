import type { DocumentedLevel, PermissionScope } from '../../knowledge/github/permissions.js';
import { PERMISSION_SCOPES } from '../../knowledge/github/permissions.js';
import { quoted } from '../../text/quoted.js';

/** A scope of GITHUB_TOKEN, written as `contents`, `contents:write` or `contents: write`. */
export function explainPermission(topic: string): string | undefined {
  const [, name, level] = /^([a-z-]+)(?:\s*:\s*(read|write|none))?$/u.exec(topic) ?? [];
  const scope = PERMISSION_SCOPES.find((candidate) => candidate.name === name);
  return scope === undefined ? undefined : describe(scope, level);
}

function describe(scope: PermissionScope, level: string | undefined): string {
  const { name, opens, permissive, restricted, forkMaximum, note, source } = scope;
  const levels = (['read', 'write'] as const)
    .filter((each) => level === undefined || level === each)
    .flatMap((each) =>
      opens[each] === undefined ? [] : [`- ${quoted(`${name}: ${each}`)} lets one ${opens[each]}`],
    );
  const lines = [
    `- Without any \`permissions\`: ${inWords(permissive)} where the default is permissive, ${inWords(restricted)} where it is restricted`,
    `- A pull request from a fork gets at most: ${inWords(forkMaximum)}`,
  ];
  return [
    `# Permission ${level === undefined ? name : `${name}: ${level}`}`,
    levels.length === 0 ? `${quoted(name)} opens nothing at this level.` : levels.join('\n'),
    lines.join('\n'),
    ...(note === undefined ? [] : [note]),
    `Source: ${source}`,
  ].join('\n\n');
}

function inWords(level: DocumentedLevel): string {
  return level === 'unknown' ? 'not documented' : level;
}
