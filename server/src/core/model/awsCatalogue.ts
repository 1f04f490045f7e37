/** AWS's own word for how much an action allows, from the service authorization reference. */
export type AwsAccess = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** A kind of resource of a service. */
export interface AwsResourceType {
  /** The name that the service authorization reference gives it, for example `bucket`. */
  readonly name: string;
  /** Its ARN with `${…}` for the parts that vary, for example `arn:${Partition}:s3:::${BucketName}`; a few have two. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

/** A kind of resource as one action takes it. */
export interface AwsActionResource {
  readonly type: AwsResourceType;
  /** Whether a policy must name a resource of this kind for the action to be allowed. */
  readonly required: boolean;
}

/** One action of one service. */
export interface AwsAction {
  /** The prefix of the service, for example `s3`. */
  readonly service: string;
  /** The name without the prefix, for example `GetObject`. */
  readonly name: string;
  readonly access: AwsAccess;
  /** Empty for an action that takes no resource: a policy must then say `*`. */
  readonly resourceTypes: readonly AwsActionResource[];
  /** The keys that a condition on this action may test, besides the global ones; those of its resources included. */
  readonly conditionKeys: readonly string[];
  /** What else the caller needs for it, as `service:Action`. */
  readonly dependentActions: readonly string[];
}

/** One service. */
export interface AwsService {
  readonly prefix: string;
  /** For people, for example "Amazon S3". */
  readonly name: string;
  readonly actions: readonly AwsAction[];
  readonly resourceTypes: readonly AwsResourceType[];
  /** All keys that the service defines or takes, as written in the reference. */
  readonly conditionKeys: readonly string[];
}

/** A set of actions. Made without reading the actions one by one, so that `*` costs nothing until it is walked. */
export interface AwsActionSet extends Iterable<AwsAction> {
  readonly size: number;
  has(action: AwsAction): boolean;
  /** Prefixes of the services that have an action in it. */
  readonly services: readonly string[];
  /** The actions of one service in it. */
  of(prefix: string): readonly AwsAction[];
  filter(keep: (action: AwsAction) => boolean): AwsActionSet;
  union(other: AwsActionSet): AwsActionSet;
  minus(other: AwsActionSet): AwsActionSet;
  intersect(other: AwsActionSet): AwsActionSet;
}

/** A key that conditions may test. */
export interface AwsConditionKey {
  /** As written in the reference, for example `aws:PrincipalTag/${TagKey}`. */
  readonly key: string;
  /** `String`, `Bool`, `Numeric`, `Date`, `ARN`, `IPAddress`. */
  readonly type: string;
  /** Whether a request may hold several values, so that an operator needs `ForAllValues` or `ForAnyValue`. */
  readonly multivalued: boolean;
  /** What it filters by; empty for the global keys. */
  readonly description: string;
}

/** Every action of every service of AWS. */
export interface AwsCatalogue {
  /** The date that the data carries, as `YYYY-MM-DD`. */
  readonly date: string;
  /** Prefixes of all services, sorted. */
  readonly services: readonly string[];
  readonly service: (prefix: string) => AwsService | undefined;
  /** Looks one action up by its full name, `service:Action`, in any case. */
  readonly action: (name: string) => AwsAction | undefined;
  /**
   * The actions that an entry of `Action` names: `*`, `s3:Get*`, `*:Describe*`, `s3:?etObject`; without regard to case,
   * as AWS reads it. Empty when no action has such a name.
   */
  readonly expand: (pattern: string) => AwsActionSet;
  /** Whether the action takes a resource at all; for others a policy can only say `*`. */
  readonly supportsResource: (action: AwsAction) => boolean;
  /**
   * Whether the entry of `Resource` can name a resource of a kind that the action takes. For an action that takes none
   * only what matches everything does.
   */
  readonly matchesResource: (action: AwsAction, resource: string) => boolean;
  /** What the action lets one do, as a verb with its object: "list all buckets owned by …". */
  readonly describe: (action: AwsAction) => string;
  /** Looks up a key as a policy writes it, in any case: `aws:PrincipalTag/team` finds `aws:PrincipalTag/${TagKey}`. */
  readonly conditionKey: (key: string) => AwsConditionKey | undefined;
}
