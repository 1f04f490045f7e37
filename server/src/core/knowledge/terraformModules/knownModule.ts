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

/** The role that modules of one family make, named and bounded by their variables. */
export function roleOfModule(boundary: string): string {
  return `resource "aws_iam_role" "this" {
  count                = var.create ? 1 : 0
  name                 = var.use_name_prefix ? null : var.name
  name_prefix          = var.use_name_prefix ? "\${var.name}-" : null
  path                 = var.path
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.${boundary}
}
`;
}

/** Policies by ARN that a variable hands to that role. */
export function attachedPolicies(variable: string): string {
  return `resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = var.create ? var.${variable} : {}
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
`;
}

/** A policy that variables make up, held by that role where a variable says so. */
export function policyOfModule(
  label: string,
  {
    sources,
    overrides,
    statements,
    when,
  }: Readonly<Record<'sources' | 'overrides' | 'statements' | 'when', string>>,
): string {
  return `data "aws_iam_policy_document" "${label}" {
  source_policy_documents   = var.${sources}
  override_policy_documents = var.${overrides}${statementsOf(`var.${statements}`)}
}
resource "aws_iam_role_policy" "${label}" {
  count  = var.create && var.${when} ? 1 : 0
  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.${label}.json
}
`;
}
