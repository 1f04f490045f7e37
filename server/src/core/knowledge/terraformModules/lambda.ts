import type { KnownModule } from './knownModule.js';
import { outputs, statementsOf, variables } from './knownModule.js';

const inline = (name: string, when: string, statement: string): string => `
resource "aws_iam_role_policy" "${name}" {
  count  = local.makes_role && ${when} ? 1 : 0
  role   = aws_iam_role.lambda[0].name
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })
}`;

export const LAMBDA: KnownModule = {
  sources: ['terraform-aws-modules/lambda/aws'],
  majors: [4, 5, 6, 7, 8],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-lambda/tree/v8.8.1',
  makes: `
${variables({
  create: 'true',
  create_function: 'true',
  create_layer: 'false',
  create_role: 'true',
  function_name: '""',
  lambda_role: '""',
  lambda_at_edge: 'false',
  role_name: 'null',
  role_path: 'null',
  role_permissions_boundary: 'null',
  role_maximum_session_duration: '3600',
  trusted_entities: '[]',
  assume_role_policy_statements: '{}',
  attach_cloudwatch_logs_policy: 'true',
  attach_dead_letter_policy: 'false',
  attach_network_policy: 'false',
  attach_tracing_policy: 'false',
  attach_async_event_policy: 'false',
  attach_policy_json: 'false',
  attach_policy_jsons: 'false',
  attach_policy: 'false',
  attach_policies: 'false',
  attach_policy_statements: 'false',
  policy_json: 'null',
  policy_jsons: '[]',
  policy: 'null',
  policies: '[]',
  policy_statements: '{}',
  dead_letter_target_arn: 'null',
  destination_on_failure: 'null',
  destination_on_success: 'null',
})}
locals {
  makes_role = var.create && var.create_function && !var.create_layer && var.create_role
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.lambda_at_edge ? ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] : ["lambda.amazonaws.com"]
    }
    dynamic "principals" {
      for_each = var.trusted_entities
      content {
        type        = try(principals.value.type, "Service")
        identifiers = try(principals.value.identifiers, [principals.value])
      }
    }
  }${statementsOf('var.assume_role_policy_statements')}
}
resource "aws_iam_role" "lambda" {
  count                = local.makes_role ? 1 : 0
  name                 = coalesce(var.role_name, var.function_name)
  path                 = var.role_path
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.role_maximum_session_duration
  permissions_boundary = var.role_permissions_boundary
}
resource "aws_lambda_function" "this" {
  count         = var.create && var.create_function && !var.create_layer ? 1 : 0
  function_name = var.function_name
  role          = var.create_role ? aws_iam_role.lambda[0].arn : var.lambda_role
}
${inline('logs', 'var.attach_cloudwatch_logs_policy', '{ Effect = "Allow", Action = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:aws:logs:*:*:log-group:/aws/lambda/${var.function_name}:*", "arn:aws:logs:*:*:log-group:/aws/lambda/${var.function_name}:*:*"] }')}
${inline('dead_letter', 'var.attach_dead_letter_policy', '{ Effect = "Allow", Action = ["sns:Publish", "sqs:SendMessage"], Resource = [var.dead_letter_target_arn] }')}
${inline('async', 'var.attach_async_event_policy', '{ Effect = "Allow", Action = ["sns:Publish", "sqs:SendMessage", "events:PutEvents", "lambda:InvokeFunction"], Resource = compact([var.destination_on_failure, var.destination_on_success]) }')}
resource "aws_iam_role_policy_attachment" "vpc" {
  count      = local.makes_role && var.attach_network_policy ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"
}
resource "aws_iam_role_policy_attachment" "tracing" {
  count      = local.makes_role && var.attach_tracing_policy ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
}
resource "aws_iam_role_policy" "additional_json" {
  count  = local.makes_role && var.attach_policy_json ? 1 : 0
  role   = aws_iam_role.lambda[0].name
  policy = var.policy_json
}
resource "aws_iam_role_policy" "additional_jsons" {
  count  = local.makes_role && var.attach_policy_jsons ? length(var.policy_jsons) : 0
  role   = aws_iam_role.lambda[0].name
  policy = var.policy_jsons[count.index]
}
resource "aws_iam_role_policy_attachment" "additional_one" {
  count      = local.makes_role && var.attach_policy ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = var.policy
}
resource "aws_iam_role_policy_attachment" "additional_many" {
  count      = local.makes_role && var.attach_policies ? length(var.policies) : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = var.policies[count.index]
}
data "aws_iam_policy_document" "additional" {${statementsOf('var.policy_statements')}
}
resource "aws_iam_role_policy" "additional" {
  count  = local.makes_role && var.attach_policy_statements ? 1 : 0
  role   = aws_iam_role.lambda[0].name
  policy = data.aws_iam_policy_document.additional.json
}
${outputs({
  lambda_function_arn: 'aws_lambda_function.this[0].arn',
  lambda_function_name: 'aws_lambda_function.this[0].function_name',
  lambda_role_arn: 'aws_iam_role.lambda[0].arn',
  lambda_role_name: 'aws_iam_role.lambda[0].name',
})}
`,
};
