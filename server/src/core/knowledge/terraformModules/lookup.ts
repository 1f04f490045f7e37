import { CLOUDPOSSE_EKS_IAM_ROLE, CLOUDPOSSE_IAM_ROLE } from './cloudposse.js';
import { EKS, EKS_BEFORE } from './eks.js';
import { EKS_AWS_AUTH } from './eksAwsAuth.js';
import { EKS_POD_IDENTITY } from './eksPodIdentity.js';
import { IAM_ASSUMABLE_ROLE, IAM_ASSUMABLE_ROLE_WITH_OIDC } from './iamAssumableRole.js';
import { IAM_GITHUB_ROLE } from './iamGithubRole.js';
import { IAM_POLICY } from './iamPolicy.js';
import { IAM_GITHUB_PROVIDER, IAM_OIDC_PROVIDER } from './iamProvider.js';
import { IAM_ROLE } from './iamRole.js';
import { IAM_SERVICE_ACCOUNT_ROLE, IAM_SERVICE_ACCOUNT_ROLE_EKS } from './iamServiceAccountRole.js';
import type { KnownModule } from './knownModule.js';
import { LAMBDA } from './lambda.js';

/** Every module that is described. */
export const KNOWN_MODULES: readonly KnownModule[] = [
  IAM_ROLE,
  IAM_GITHUB_ROLE,
  IAM_GITHUB_PROVIDER,
  IAM_OIDC_PROVIDER,
  IAM_POLICY,
  IAM_SERVICE_ACCOUNT_ROLE,
  IAM_SERVICE_ACCOUNT_ROLE_EKS,
  IAM_ASSUMABLE_ROLE,
  IAM_ASSUMABLE_ROLE_WITH_OIDC,
  EKS_POD_IDENTITY,
  EKS,
  EKS_BEFORE,
  EKS_AWS_AUTH,
  LAMBDA,
  CLOUDPOSSE_IAM_ROLE,
  CLOUDPOSSE_EKS_IAM_ROLE,
];

/**
 * The module that a call means, where it is described; undefined for any other, and for a version of which nothing is
 * said. Without a version the newest is taken, which is what a registry gives.
 *
 * @param source as a call writes it, with `ref` or `version` in the address where that tells the version
 * @param version the constraint of the call
 */
export function knownModule(source: string, version: string | undefined): KnownModule | undefined {
  const address = registryAddress(source);
  const found = KNOWN_MODULES.filter(({ sources }) => sources.includes(address));
  const majors = majorsOf(version ?? /[?&](?:ref|version)=v?([\d.]+)/u.exec(source)?.[1] ?? '');
  if (majors === undefined) {
    return [...found].sort((a, b) => Math.max(...b.majors) - Math.max(...a.majors))[0];
  }
  return found.find((module) => module.majors.includes(majors));
}

/**
 * The address in the registry, whatever way it is written: also as a repository of GitHub, which the registry names
 * `terraform-PROVIDER-NAME`.
 * https://developer.hashicorp.com/terraform/language/modules/sources
 */
function registryAddress(source: string): string {
  const plain = source
    .replace(/[?].*$/u, '')
    .replace(/^tfr:\/\/(?:[^/]*)\//u, '')
    .replace(/^registry\.(?:terraform\.io|opentofu\.org)\//u, '');
  const git = /github\.com[:/]([\w-]+)\/terraform-(\w+)-([\w-]+?)(?:\.git)?(\/\/.*)?$/u.exec(plain);
  if (git === null) return plain;
  const [, owner = '', provider = '', name = '', folder = ''] = git;
  return `${owner}/${name}/${provider}${folder}`;
}

/** The major version that a constraint begins with: `~> 5.0`, `5.60.0`, `>= 6.0, < 7.0`. */
function majorsOf(version: string): number | undefined {
  const major = /^\s*(?:~>|>=|=)?\s*v?(\d+)/u.exec(version)?.[1];
  return major === undefined ? undefined : Number(major);
}
