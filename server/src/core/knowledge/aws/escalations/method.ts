/**
 * What a known way of gaining another identity, or more rights, looks like as data. The lists beside this file hold the
 * methods, `../escalations.ts` joins them, and `../escalation/evaluate.ts` asks a policy which of them it allows.
 */

/**
 * What the session has afterwards: the rights of another role or user, more rights of its own, or everything at once,
 * because it makes or widens an identity as it likes.
 */
export type EscalationGain = 'another-role' | 'another-user' | 'own-rights' | 'admin';

/**
 * What an action has to be allowed on.
 *
 * - `own-user`, `own-role`: the session's own identity; `own-group`: a group it belongs to, or may join; `own-policy`: a
 *   managed policy attached to it
 * - `other-user`, `other-role`: an identity that is not its own
 * - `passed-role`: the role handed to a service
 * - `resource`: anything else; `none`: the action takes no resource, so only `*` allows it
 */
export type EscalationTargetKind =
  | 'own-user'
  | 'own-role'
  | 'own-group'
  | 'own-policy'
  | 'other-user'
  | 'other-role'
  | 'passed-role'
  | 'resource'
  | 'none';

/** Something that an action has to be allowed on. The same target twice in one way means one and the same thing. */
export interface EscalationTarget {
  readonly kind: EscalationTargetKind;
  /** Shapes of its ARN, of which any will do; `*` stands for what differs from one to the next. */
  readonly arns: readonly string[];
}

/** One action, and what it has to be allowed on. An action that needs two things at once is listed twice. */
export type RequiredAction = readonly [action: string, on: EscalationTarget];

/** The service that a role is handed to. */
export interface RolePassing {
  /** Values of `iam:PassedToService` with which AWS checks the call: which of them, when several, the caller cannot tell. */
  readonly passedTo: readonly string[];
  /** Principals of which the role's trust policy has to admit one. */
  readonly trusts: readonly { readonly kind: 'Service' | 'Federated'; readonly id: string }[];
}

/** A way in which an AWS session gains another identity or more rights. */
export interface EscalationMethod {
  /** Kebab-case, stable: it stands in reports. */
  readonly id: string;
  /** What the session can do, to follow "can": "start an EC2 instance with any role that it may pass". */
  readonly title: string;
  readonly gains: EscalationGain;
  /** Set when what is gained stays within the one resource, such as a bucket whose policy it may rewrite. */
  readonly extent?: 'resource';
  /** Which kind of identity it works for. */
  readonly principal: 'user' | 'role' | 'any';
  /** Present when it hands a role to a service: what `iam:PassRole` is checked against. */
  readonly passes?: RolePassing;
  /** Alternatives, of which one is enough; of each, every action is needed. */
  readonly ways: readonly (readonly RequiredAction[])[];
  /** What has to be there besides the rights, in words without a full stop. */
  readonly needs?: string;
  /** What nobody who has the rights alone has: without it nothing is gained. In words that follow "if". */
  readonly onlyIf?: string;
  /** Set when it is of use only to an identity that has a permissions boundary. */
  readonly againstBoundary?: true;
  /** The method of which it is a longer form, with one obstacle less. */
  readonly refines?: string;
  /** The page that documents it. */
  readonly source: string;
}

/** A target that is an ordinary resource, by the shapes of its ARN. */
export function resource(...arns: readonly string[]): EscalationTarget {
  return { kind: 'resource', arns };
}

/** For an action without resources. */
export const NONE: EscalationTarget = { kind: 'none', arns: [] };

/** The role that is handed to a service. */
export const PASSED_ROLE: EscalationTarget = { kind: 'passed-role', arns: ['arn:*:iam::*:role/*'] };

/** Handing over a role: the first action of most methods. */
export const PASS_ROLE: RequiredAction = ['iam:PassRole', PASSED_ROLE];

/**
 * A role handed to one service, which is also the one that its trust policy has to name. It is so for most services.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 */
export function passedTo(...services: readonly string[]): RolePassing {
  return { passedTo: services, trusts: services.map((id) => ({ kind: 'Service', id })) };
}

/** EC2's principal; in China it is also written with `.cn`. */
export const TO_EC2: RolePassing = passedTo('ec2.amazonaws.com', 'ec2.amazonaws.com.cn');

export const INSTANCE: EscalationTarget = resource('arn:*:ec2:*:*:instance/*');

/** The page of a method in the public catalogue pathfinding.cloud, by folder and id: `iam/iam-001`. */
export function pathfinding(path: string): string {
  return `https://github.com/DataDog/pathfinding.cloud/blob/main/data/paths/${path}.yaml`;
}

/** The page of HackTricks Cloud on methods of one service: `glue`. */
export function hackTricks(service: string): string {
  return `https://cloud.hacktricks.wiki/en/pentesting-cloud/aws-security/aws-privilege-escalation/aws-${service}-privesc/index.html`;
}
