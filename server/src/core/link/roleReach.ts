import { patternsOverlap } from '../knowledge/aws/wildcards.js';
import type { FileFacts, Grant, SessionFacts } from '../model/facts.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { LinkInput } from './workspaceIndex.js';

/** Actions by which an identity of AWS gets at a role that it does not name as its own: to take on, to hand on, to change. */
const REACHING = [
  'sts:assumerole',
  'iam:passrole',
  'iam:updateassumerolepolicy',
  'iam:attachrolepolicy',
  'iam:putrolepolicy',
] as const;

interface RolePlace {
  readonly name: string;
  readonly file: number;
}

/**
 * Pairs of files of which the first lets somebody get at a role that the second defines, or defines a role that an
 * identity of the second is let into. Both by name, as the rest of an ARN is often not in the file.
 */
export function reachingRoles(inputs: readonly LinkInput[]): readonly (readonly [number, number])[] {
  const roles = inputs.flatMap(({ facts }, file) =>
    rolesOf(facts).map((name): RolePlace => ({ name, file })),
  );
  const files = new Set(roles.map(({ file }) => file));
  if (files.size < 2) return [];
  const pairs: (readonly [number, number])[] = [];
  for (const [index, { facts }] of inputs.entries()) {
    const patterns = facts.platform === 'aws' ? namePatterns(facts) : [];
    if (patterns.length === 0) continue;
    for (const { name, file } of roles) {
      if (file !== index && patterns.some((pattern) => patternsOverlap(pattern, name))) {
        pairs.push([index, file]);
      }
    }
  }
  return pairs;
}

/** Names of the roles that a file defines. */
function rolesOf({ platform, sessions }: FileFacts): readonly string[] {
  if (platform !== 'aws') return [];
  return sessions.flatMap(({ subject, principal }) => {
    const name = principal === undefined ? subject['role'] : principal.slice(principal.lastIndexOf('/') + 1);
    return name === undefined ? [] : [open(name)];
  });
}

/** Patterns of role names that a file's grants reach, and that its trust policies name. */
function namePatterns({ sessions, sets }: FileFacts): readonly string[] {
  const grants = [...sessions, ...(sets ?? [])].flatMap((holder) => holder.grants);
  return [...new Set([...grants.flatMap(reachedNames), ...sessions.flatMap(admittedNames)])];
}

function reachedNames({ action, resource, identity }: Grant): readonly string[] {
  if (identity !== undefined) return [];
  const pattern = action.startsWith('* except') ? '*' : action.toLowerCase();
  if (!REACHING.some((name) => patternsOverlap(pattern, name))) return [];
  if (resource.startsWith('*')) return ['*'];
  const path = /^arn:[^:]*:iam::[^:]*:(.*)$/su.exec(resource)?.[1];
  if (path === undefined) return resource.startsWith('arn:') ? [] : ['*'];
  if (!path.startsWith('role/')) return path.startsWith('*') || path.startsWith('role*') ? ['*'] : [];
  return [open(path.slice(path.lastIndexOf('/') + 1))];
}

function admittedNames({ trust }: SessionFacts): readonly string[] {
  const principals = trust?.policy.statements.flatMap((statement) => statement.principals ?? []) ?? [];
  return principals.flatMap(({ text }) => {
    const name = /^arn:[^:]*:iam::[^:]*:role\/(?:.*\/)?([^/]+)$/su.exec(text)?.[1];
    return name === undefined ? [] : [open(name)];
  });
}

/** What a template leaves open, in whichever way it is shown, may be anything. */
function open(name: string): string {
  return name.replaceAll(UNKNOWN_PART, '*').replace(/\$\{[^}]*\}|…/gu, '*');
}
