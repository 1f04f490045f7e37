import type { PolicyDocument } from './policyDocument.js';

/** A policy that AWS manages. */
export interface ManagedPolicy {
  /** The part of its ARN behind `policy/`: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly path: string;
  /** The version that was read: `v1`. */
  readonly version: string;
  /** The day of that version, `YYYY-MM-DD`. */
  readonly date: string;
  /** Its statements, each text with the origin given: where the policy is named. */
  readonly document: <O>(origin: O) => PolicyDocument<O>;
}

/** The policies that AWS manages and one can attach, with their content. */
export interface ManagedPolicies {
  /** The day on which AWS was asked, `YYYY-MM-DD`. */
  readonly date: string;
  /** Paths of all of them. */
  readonly paths: readonly string[];
  /** By its ARN, in whatever partition, or by the path alone. Undefined for one that is not known. */
  readonly get: (arnOrPath: string) => ManagedPolicy | undefined;
  /** By its name alone, whatever its path. */
  readonly named: (name: string) => ManagedPolicy | undefined;
}
