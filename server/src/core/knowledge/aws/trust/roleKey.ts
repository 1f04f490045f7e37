import { UNKNOWN_PART } from '../../../model/policyDocument.js';

/*
 * How files name a role to each other. IAM allows one role of a name in an account, whatever its path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

const ROLE_ARN = /^arn:[^:]*:iam::[^:]*:role\/(.+)$/su;
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/u;

/** The role's name in its ARN, or the text itself where it is no ARN; undefined for the ARN of something else. */
export function roleNameOf(text: string): string | undefined {
  const path = ROLE_ARN.exec(text)?.[1];
  if (path !== undefined) return path.slice(path.lastIndexOf('/') + 1);
  return text.startsWith('arn:') ? undefined : text;
}

/** Whether the text can be the name of a role, as an expression that is filled in later cannot. */
export function isRoleName(text: string): boolean {
  return ROLE_NAME.test(text);
}

/** The key under which a role is defined and referred to. */
export function roleKey(name: string): string {
  return `aws:role/${name}`;
}

/** The path of a role in its ARN, from `/` to `/`; undefined where it is not known. */
export function rolePathOf(arn: string): string | undefined {
  const path = ROLE_ARN.exec(arn)?.[1];
  if (path === undefined || path.includes(UNKNOWN_PART)) return undefined;
  return `/${path.slice(0, path.lastIndexOf('/') + 1)}`;
}
