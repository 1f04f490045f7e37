/**
 * What a module of a registry makes of its arguments, for calls whose source is not in the workspace. `makes` says it in
 * Terraform's own language, as short as it can be said: identities, who takes them, what they may do, and the outputs that
 * name them. `module_says.…` stands for what the module knows and this does not tell, which stays unknown.
 */
export interface KnownModule {
  /** Addresses in the public registry, with the folder behind `//`. */
  readonly sources: readonly string[];
  /** The major versions of which this holds; of any other nothing is known. */
  readonly majors: readonly number[];
  /** The source that was read, with its version. */
  readonly read: string;
  readonly makes: string;
}

/** Statements that are handed over as a list or map of objects, as these modules take them. */
export function statementsOf(from: string): string {
  return `
  dynamic "statement" {
    for_each = ${from}
    content {
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)
      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(statement.value.condition, statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }`;
}

/** Conditions that are handed over as a list of objects. */
export function conditionsOf(from: string): string {
  return `
    dynamic "condition" {
      for_each = ${from}
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }`;
}

/** Variables with their defaults. */
export function variables(defaults: Readonly<Record<string, string>>): string {
  return Object.entries(defaults)
    .map(([name, value]) => `variable "${name}" {\n  default = ${value}\n}`)
    .join('\n');
}

/** Outputs with their values. */
export function outputs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `output "${name}" {\n  value = ${value}\n}`)
    .join('\n');
}
