import type { Shapes } from './shape.js';
import { many, oneFile } from './shape.js';

const MAIN = 'main.tf';

/** Configurations of Terraform. */
export const TERRAFORM: Shapes = {
  'operators of one sum': oneFile(MAIN, (size) => user(`1${' + 1'.repeat(size)}`)),
  'names of one sum': oneFile(MAIN, (size) => user(`local.a${' + local.a'.repeat(size)}`)),
  'locals that rest on each other': oneFile(MAIN, (size) =>
    withLocals(size, (at) => `"\${local.v${String(at - 1)}}"`, '"s3:GetObject"'),
  ),
  'lists that rest on each other': oneFile(MAIN, (size) =>
    withLocals(size, (at) => `concat(local.v${String(at - 1)}, ["s3:Get${String(at)}"])`, '["s3:GetObject"]'),
  ),
  'locals that stand twice in the next': oneFile(MAIN, (size) =>
    withLocals(size, (at) => `"\${local.v${String(at - 1)}}\${local.v${String(at - 1)}}"`, '"s3"'),
  ),
  'lists that stand twice in the next': oneFile(MAIN, (size) =>
    withLocals(
      size,
      (at) => `concat(local.v${String(at - 1)}, local.v${String(at - 1)})`,
      '["s3:GetObject"]',
    ),
  ),
  'conditions that stand twice in the next': oneFile(MAIN, (size) =>
    withLocals(
      size,
      (at) => `var.v${String(at)} ? local.v${String(at - 1)} : local.v${String(at - 1)}`,
      '["s3:GetObject"]',
    ),
  ),
  'locals in a ring': oneFile(MAIN, (size) =>
    withLocals(size, (at) => `"\${local.v${String(at - 1)}}"`, `"\${local.v${String(size - 1)}}"`),
  ),
  'documents that take in the one before': oneFile(
    MAIN,
    (size) =>
      `${many(size, (at) => document(at, at === 0 ? '' : `  source_policy_documents = [data.aws_iam_policy_document.d${String(at - 1)}.json]\n`))}${policyOf(`data.aws_iam_policy_document.d${String(size - 1)}.json`)}`,
  ),
  'documents that one takes in': oneFile(
    MAIN,
    (size) =>
      `${many(size, (at) => document(at, ''))}data "aws_iam_policy_document" "all" {\n  source_policy_documents = [\n${many(size, (at) => `    data.aws_iam_policy_document.d${String(at)}.json,\n`)}  ]\n}\n${policyOf('data.aws_iam_policy_document.all.json')}`,
  ),
  'roles that are called after the one before': oneFile(MAIN, (size) =>
    many(
      size,
      (at) =>
        `resource "aws_iam_role" "r${String(at)}" {\n  name = ${at === 0 ? '"first"' : `"\${aws_iam_role.r${String(at - 1)}.name}x"`}\n  assume_role_policy = "{}"\n}\n`,
    ),
  ),
  'roles with attachments': oneFile(MAIN, (size) =>
    many(
      size,
      (at) =>
        `resource "aws_iam_role" "r${String(at)}" {\n  name = "r${String(at)}"\n}\nresource "aws_iam_role_policy_attachment" "a${String(at)}" {\n  role = "r${String(at)}"\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}\n`,
    ),
  ),
  'statements of a document': oneFile(
    MAIN,
    (size) =>
      `data "aws_iam_policy_document" "d" {\n${many(size, (at) => `  statement {\n    sid = "S${String(at)}"\n    actions = ["s3:GetObject"]\n    resources = ["arn:aws:s3:::b${String(at)}/*"]\n  }\n`)}}\n${policyOf('data.aws_iam_policy_document.d.json')}`,
  ),
  'roles that trust anybody and may assume anything': oneFile(MAIN, (size) =>
    many(
      size,
      (at) =>
        `resource "aws_iam_role" "r${String(at)}" {\n  name = "r${String(at)}"\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }] })\n  inline_policy {\n    name = "p"\n    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] })\n  }\n}\n`,
    ),
  ),
};

function user(duration: string): string {
  return `locals {\n  a = 1\n}\nresource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }] })\n  max_session_duration = ${duration}\n}\n`;
}

function withLocals(size: number, value: (at: number) => string, first: string): string {
  const lines = many(size, (at) => `  v${String(at)} = ${at === 0 ? first : value(at)}\n`);
  return `locals {\n${lines}}\nresource "aws_iam_role_policy" "p" {\n  name = "p"\n  role = "r"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = local.v${String(size - 1)}, Resource = "*" }] })\n}\n`;
}

function document(at: number, sources: string): string {
  return `data "aws_iam_policy_document" "d${String(at)}" {\n${sources}  statement {\n    actions = ["s3:Get${String(at)}"]\n    resources = ["*"]\n  }\n}\n`;
}

function policyOf(document: string): string {
  return `resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = ${document}\n}\n`;
}
