/**
 * How narrow a claim is: `tenant` settles whose workloads are meant (an organisation), `project` which of their
 * projects, `context` in which circumstances of it (a branch, an environment). `whole` settles all of that at once, `none` nothing.
 */
export type Binds = 'tenant' | 'project' | 'context' | 'whole' | 'none';

/** One part of a text that is put together from named parts, for example of a subject. */
export interface ClaimPart {
  /** What stands before it. The part ends where what stands before the next one begins. */
  readonly before: string;
  /** What it is, in words: `repository`, `run phase`. */
  readonly name: string;
  readonly binds: Binds;
  /** A character at which the name itself ends; what follows is a number that goes with it. */
  readonly numberAfter?: string;
  /** A pattern that takes in all of one of these settles nothing, as each is free to whoever runs a workload there. */
  readonly free?: readonly string[];
}

/** How a claim is put together; the whole is the parts in order. */
export type ClaimFormat = readonly ClaimPart[];

/** One claim of the tokens of an issuer. */
export interface ClaimFacts {
  readonly name: string;
  /** Whether every token has it: a condition on one that is absent may hold for nothing. */
  readonly always: boolean;
  /** What it settles when its whole value is fixed. */
  readonly binds: Binds;
  /** The forms that it can have, where it is put together from parts; the first is the default one. */
  readonly formats?: readonly ClaimFormat[];
}

/** An audience says for whom a token is, and settles nothing about whose it is. */
export const AUDIENCE: ClaimFacts = { name: 'aud', always: true, binds: 'none' };

/** An issuer of OpenID Connect tokens for workloads. */
export interface OidcIssuer {
  readonly id: string;
  /** For readers: "GitHub Actions". */
  readonly product: string;
  /** What it vouches for, in the plural: "jobs". */
  readonly workloads: string;
  /** What a tenant and a project are called there: "organisation", "repository". */
  readonly tenant: string;
  readonly project: string;
  /** Its address without `https://`. A group `tenant` says that the address itself settles whose workloads they are. */
  readonly address: RegExp;
  readonly claims: readonly ClaimFacts[];
  /** What `aud` is when nobody asks for anything else; `<tenant>` stands for the tenant. */
  readonly audience?: string;
  /** Whether whoever runs a workload chooses the `aud` freely. */
  readonly choosesAudience: boolean;
  /** The page that says so. */
  readonly source: string;
}
