import { describe, expect, it } from 'vitest';
import { UNKNOWN_PART } from '../../../../../server/src/core/model/policyDocument.js';
import type { Lowered } from '../lowered.js';
import { lowered, loweredFixture, rows, textAt } from '../lowered.js';

async function fixture(): Promise<Lowered> {
  return loweredFixture('terraform-values/infra/roles.tf');
}

/** The resources of a role's one action, for what is written as its resource. */
async function resourcesOf(resource: string, rest = ''): Promise<readonly string[]> {
  const file = await lowered(
    `resource "aws_iam_role" "r" {
  inline_policy {
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })
  }
}
${rest}`,
    'main.tf',
  );
  return file.session('role:aws_iam_role.r').grants.map((grant) => grant.resource);
}

describe('values of Terraform', () => {
  it('cuts a beginning or an end off a text that is known there', async () => {
    expect(await resourcesOf('trimprefix("arn:x:${var.rest}:y", "arn:")', 'variable "rest" {}')).toEqual([
      'x:${var.rest}:y',
    ]);
    expect(await resourcesOf('trimsuffix("x:${var.rest}:y", ":y")', 'variable "rest" {}')).toEqual([
      'x:${var.rest}',
    ]);
    // Where the rest may go on with it, nothing is told.
    expect(await resourcesOf('trimprefix("ar${var.rest}", "arn:")', 'variable "rest" {}')).not.toEqual([
      'ar${var.rest}',
    ]);
  });

  it('knows of a list with an item in it that it is not empty, whatever else is in it', async () => {
    const list = 'concat(["a"], var.more)';
    for (const question of [
      `length(${list}) > 0`,
      `length(${list}) >= 1`,
      `0 < length(${list})`,
      `length(${list}) != 0`,
    ]) {
      expect(await resourcesOf(`${question} ? "yes" : "no"`, 'variable "more" {}'), question).toEqual([
        'yes',
      ]);
    }
    // What a resource gives may be a list, and an empty one.
    const given = 'concat(aws_subnets.all.ids, var.more)';
    expect(await resourcesOf(`length(${given}) > 0 ? "yes" : "no"`, 'variable "more" {}')).toHaveLength(2);
    expect(await resourcesOf(`length(${list}) > 1 ? "yes" : "no"`, 'variable "more" {}')).toHaveLength(2);
    expect(await resourcesOf(`length(var.more) > 0 ? "yes" : "no"`, 'variable "more" {}')).toHaveLength(2);
  });

  it('come to what they stand for in the file', async () => {
    const file = await fixture();
    const role = file.session('role:aws_iam_role.worker');
    expect(rows(role.grants).filter((row) => !row.includes('sqs:Get') && !row.includes('sqs:List'))).toEqual([
      'sqs:ReceiveMessage read queue arn:aws:sqs:…:…:orders',
      'sqs:DeleteMessage write queue arn:aws:sqs:…:…:orders',
      's3:ListBucket read control-plane arn:aws:s3:::shop-test-${data.aws_caller_identity.current.account_id}',
      's3:GetObject read data arn:aws:s3:::shop-test-${data.aws_caller_identity.current.account_id}',
      's3:PutObject write data arn:aws:s3:::shop-releases/home/${aws:username}/*',
      's3:PutObject write data arn:aws:s3:::shop-logs/home/${aws:username}/*',
      's3:DeleteBucket write data *',
    ]);
    expect(role.grants.slice(0, 5).map((grant) => textAt(file, grant.origin))).toEqual([
      '"sqs:ReceiveMessage"',
      '"sqs:DeleteMessage"',
      'local.grants',
      'local.grants',
      '"s3:PutObject"',
    ]);
  });

  it('are inferred where a default went in, and hang on conditions', async () => {
    const { grants } = (await fixture()).session('role:aws_iam_role.worker');
    const of = (action: string): unknown =>
      grants
        .filter((grant) => grant.action === action)
        .map(({ certainty, attributes }) => [certainty, attributes?.['when']]);
    expect(of('s3:GetObject')).toEqual([['inferred', undefined]]);
    expect(of('sqs:DeleteMessage')).toEqual([['declared', undefined]]);
    expect(of('s3:DeleteBucket')).toEqual([['inferred', 'var.admin']]);
  });

  it('make a role of what its blocks say', async () => {
    const file = await fixture();
    const role = file.session('role:aws_iam_role.worker');
    expect(role.label).toBe('worker-${…}');
    expect(role.principal).toBe(`arn:aws:iam::${UNKNOWN_PART}:role/shop/worker-${UNKNOWN_PART}`);
    expect(role.lifetime).toMatchObject({
      seconds: 7200,
      basis: 'declared',
      boundBy: 'max_session_duration',
    });
    expect(role.initiators.map(({ who }) => who)).toEqual([
      'role pipeline of account 111122223333',
      'role audit of account 111122223333',
    ]);
    expect(role.references.map(({ kind, target }) => `${kind} ${target.key}`)).toEqual([
      'holds aws:logical/file:///w/infra#aws_iam_policy.shop',
      'bounded-by aws:policy/boundary',
    ]);
    expect(role.unknowns.map(({ what }) => what)).toEqual([]);
    const [set] = file.facts.sets ?? [];
    expect(set?.grants.map(({ resource }) => resource)).toEqual([
      'arn:aws:s3:::shop-releases',
      'arn:aws:s3:::shop-logs',
    ]);
    expect(set?.unknowns.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'what `var.more_statements` adds to the policies of managed policy `shop-test-shop`: it is a variable without a default here',
    ]);
  });

  it('put the values of one condition key together', async () => {
    const { policies } = (await fixture()).session('role:aws_iam_role.worker');
    const deny = policies?.identity
      .flatMap(({ statements }) => statements)
      .find(({ effect }) => effect === 'Deny');
    expect(deny?.notActions?.map(({ text }) => text)).toEqual(['s3:*']);
    expect(
      deny?.conditions.map(({ operator, key, values }) => [operator, key, values.map(({ text }) => text)]),
    ).toEqual([['StringNotEquals', 'aws:PrincipalTag/team', ['shop', 'audit']]]);
  });

  it.each([
    ['"arn:aws:s3:::${lower("A")}-${upper("b")}/*"', 'arn:aws:s3:::a-B/*'],
    ['join("", ["arn:aws:s3:::", "a"])', 'arn:aws:s3:::a'],
    ['format("arn:aws:s3:::%s/%d%%", "a", 7)', 'arn:aws:s3:::a/7%'],
    ['replace("arn:aws:s3:::a_b", "_", "-")', 'arn:aws:s3:::a-b'],
    ['trimsuffix("arn:aws:s3:::a/*", "/*")', 'arn:aws:s3:::a'],
    ['split(",", "arn:aws:s3:::a,x")[0]', 'arn:aws:s3:::a'],
    ['merge({ a = "x" }, { a = "arn:aws:s3:::a" }).a', 'arn:aws:s3:::a'],
    ['lookup({ a = "arn:aws:s3:::a" }, "b", "arn:aws:s3:::b")', 'arn:aws:s3:::b'],
    ['element(["arn:aws:s3:::a", "arn:aws:s3:::b"], 3)', 'arn:aws:s3:::b'],
    ['compact(["", "arn:aws:s3:::a", null])', 'arn:aws:s3:::a'],
    ['[for k, v in { a = "b" } : "arn:aws:s3:::${k}${v}"]', 'arn:aws:s3:::ab'],
    ['{ for s in ["a"] : s => "arn:aws:s3:::${s}" }["a"]', 'arn:aws:s3:::a'],
    ['(var.missing)', '${var.missing}'],
    ['"arn:aws:s3:::${regex("x", "y")}"', 'arn:aws:s3:::${regex("x", "y")}'],
    ['"arn:aws:s3:::${data.aws_region.here.name}"', 'arn:aws:s3:::${data.aws_region.here.name}'],
    ['aws_s3_bucket.elsewhere.arn', '${aws_s3_bucket.elsewhere.arn}'],
    ['module.bucket.arn', '${module.bucket.arn}'],
    ['local.round', '${local.round}'],
  ])('work out %s', async (written, resource) => {
    expect(await resourcesOf(written, 'locals {\n  round = local.trip\n  trip = local.round\n}')).toEqual([
      resource,
    ]);
  });

  it.each([
    ['aws_s3_bucket.b.arn', 'arn:aws:s3:::files'],
    ['"arn:aws:s3:::${aws_s3_bucket.b.id}"', 'arn:aws:s3:::files'],
    ['"arn:aws:s3:::${aws_s3_bucket.b.bucket}"', 'arn:aws:s3:::files'],
    ['aws_s3_bucket.many[0].arn', 'arn:aws:s3:::${aws_s3_bucket.many[0]}'],
    ['[for b in aws_s3_bucket.many : b.arn][1]', 'arn:aws:s3:::${aws_s3_bucket.many[1]}'],
    ['"arn:aws:s3:::${aws_ssm_parameter.p.name}"', 'arn:aws:s3:::stored'],
    ['"arn:aws:s3:::${aws_sqs_queue.q.name}"', 'arn:aws:s3:::queue'],
    ['"arn:aws:s3:::${random_id.r.hex}"', 'arn:aws:s3:::${random_id.r.hex}'],
    ['"${data.aws_s3_bucket.other.arn}/*"', 'arn:aws:s3:::other/*'],
  ])('follow %s within the file', async (written, resource) => {
    const rest = `resource "aws_s3_bucket" "b" { bucket = "files" }
resource "aws_s3_bucket" "many" { count = 2 }
resource "aws_ssm_parameter" "p" { name = "stored" }
resource "aws_sqs_queue" "q" { name = "queue" }
resource "random_id" "r" {}
data "aws_s3_bucket" "other" { bucket = "other" }
`;
    expect(await resourcesOf(written, rest)).toEqual([resource]);
  });

  it('keep both sides of a condition apart', async () => {
    const file = await lowered(
      `resource "aws_iam_role" "r" {
  inline_policy {
    policy = jsonencode({ Statement = [{
      Effect = "Allow", Action = "s3:GetObject"
      Resource = var.prod ? "arn:aws:s3:::prod/*" : "arn:aws:s3:::test/*"
    }] })
  }
}`,
      'main.tf',
    );
    const { grants } = file.session('role:aws_iam_role.r');
    expect(grants.map(({ resource, attributes }) => [resource, attributes?.['when']])).toEqual([
      ['arn:aws:s3:::prod/*', 'var.prod'],
      ['arn:aws:s3:::test/*', 'not var.prod'],
    ]);
  });

  it('end, whatever they lead to', async () => {
    const locals = Array.from(
      { length: 40 },
      (_, at) => `  l${String(at)} = [local.l${String(at + 1)}, local.l${String(at + 1)}]`,
    );
    // Two to the power of forty values, for who follows each way to them.
    await resourcesOf('local.l0', `locals {\n${locals.join('\n')}\n  l40 = "x"\n}`);
  });
});
