import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../../server/src/core/analysis/analysisHost.js';
import {
  KNOWN_MODULES,
  knownModule,
} from '../../../../../server/src/core/knowledge/terraformModules/lookup.js';
import type { TrustScope } from '../../../../../server/src/core/model/trustScope.js';
import { parse } from '../../../../../server/src/core/syntax/parse.js';

const ROOT = 'file:///repo';

function scopesOf(text: string): readonly TrustScope[] {
  const host = new AnalysisHost({ rules: [] });
  host.apply([{ uri: `${ROOT}/main.tf`, root: ROOT, text }]);
  return host.snapshot.model.scopes;
}

function roleOf(text: string): TrustScope {
  const [role] = scopesOf(text).filter(({ facts }) => facts.subject['role'] !== undefined);
  if (role === undefined) throw new Error('no role');
  return role;
}

function call(source: string, body: string, version = ''): string {
  return `module "m" {\n  source = "${source}"\n${version === '' ? '' : `  version = "${version}"\n`}${body}\n}\n`;
}

function admits({ facts }: TrustScope): readonly string[] {
  return (facts.trust?.admissions ?? []).map((admission) => admission.admits);
}

const IAM = 'terraform-aws-modules/iam/aws//modules';
const CLUSTER = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC';

describe('a module of a registry that is described', () => {
  it.each(KNOWN_MODULES.map((module) => [module.read, module] as const))(
    'can be read: %s',
    (_read, { makes }) => {
      expect(parse(makes, 'hcl').problems).toEqual([]);
    },
  );

  it('is found by its address in each way of writing it, in versions that were read', () => {
    const role = knownModule(`${IAM}/iam-role`, '~> 6.2');
    expect(role?.majors).toEqual([6]);
    for (const source of [
      `registry.terraform.io/${IAM}/iam-role`,
      'git::https://github.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-role?ref=v6.1.0',
      'github.com/terraform-aws-modules/terraform-aws-iam//modules/iam-role',
      `tfr:///${IAM}/iam-role?version=6.2.0`,
    ]) {
      expect(knownModule(source, undefined)).toBe(role);
    }
    expect(knownModule(`${IAM}/iam-role`, '~> 7.0')).toBeUndefined();
    expect(knownModule('acme/iam/aws//modules/iam-role', undefined)).toBeUndefined();
    expect(knownModule('terraform-aws-modules/eks/aws', undefined)?.majors).toEqual([21]);
  });

  it('makes a role for jobs of GitHub, in either major version', () => {
    const five = roleOf(
      call(
        `${IAM}/iam-github-oidc-role`,
        'name = "deploy"\nsubjects = ["acme/shop:ref:refs/heads/main"]\npolicies = { a = module.p.arn }',
        '~> 5.0',
      ) +
        call(
          `${IAM}/iam-policy`,
          'name = "p"\npolicy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })',
        ).replace('"m"', '"p"'),
    );
    const six = roleOf(
      call(
        `${IAM}/iam-role`,
        'name = "deploy"\nuse_name_prefix = false\nenable_github_oidc = true\noidc_subjects = ["repo:acme/shop:ref:refs/heads/main"]',
        '6.2.1',
      ),
    );
    const unwritten = roleOf(
      call(
        `${IAM}/iam-role`,
        'name = "deploy"\nuse_name_prefix = false\nenable_github_oidc = true\noidc_subjects = concat(["repo:${var.repository}:pull_request"], var.more)',
        '6.2.1',
      ),
    );
    expect(admits(unwritten)).toEqual([
      'jobs of a repository that is not written here by pull requests and jobs of a repository that is not written here',
    ]);
    for (const role of [five, six]) {
      expect(role.facts.label).toBe('deploy');
      expect(admits(role)).toEqual(['jobs of repository acme/shop on branch main']);
    }
    expect(five.grants.map(({ action, certainty }) => `${action} ${certainty}`)).toEqual([
      's3:GetObject inferred',
    ]);
  });

  it('makes a role for service accounts, and says what it attaches and does not tell', () => {
    const role = roleOf(
      call(
        `${IAM}/iam-role-for-service-accounts-eks`,
        `role_name = "dns"\nattach_velero_policy = true\noidc_providers = { one = { provider_arn = "${CLUSTER}", namespace_service_accounts = ["kube-system:external-dns"] } }`,
        '5.60.0',
      ),
    );
    expect(admits(role)).toEqual([
      'pods of namespace kube-system of cluster ABC with service account external-dns',
    ]);
    expect(role.unknowns.map(({ what }) => what)).toContain(
      'what policy `${module_says.velero_policy}` allows',
    );
    const own = roleOf(
      call(
        'cloudposse/eks-iam-role/aws',
        'namespace = "eg"\nname = "app"\nservice_account_name = "web"\nservice_account_namespace = "shop"\neks_cluster_oidc_issuer_url = "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC"',
      ),
    );
    expect(own.facts.label).toBe('eg-app-web@shop');
    expect(admits(own)).toEqual(['pods of namespace shop of cluster ABC with service account web']);
  });

  it('says what the policies for add-ons allow, by the lists that narrow them', () => {
    const account = `oidc_providers = { one = { provider_arn = "${CLUSTER}", namespace_service_accounts = ["kube-system:a"] } }`;
    const rows = (text: string): readonly string[] =>
      roleOf(text).facts.grants.map(({ action, resource }) => `${action} ${resource}`);
    const five = `${IAM}/iam-role-for-service-accounts-eks`;
    const six = `${IAM}/iam-role-for-service-accounts`;
    const dns = `attach_external_dns_policy = true\n${account}`;
    expect(rows(call(five, `role_name = "a"\n${dns}`, '5.60.0'))).toContain(
      'route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/*',
    );
    const zone = 'external_dns_hosted_zone_arns = ["arn:aws:route53:::hostedzone/Z1"]';
    expect(rows(call(six, `name = "a"\n${zone}\n${dns}`, '6.5.0'))).toContain(
      'route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1',
    );
    const secrets = `attach_external_secrets_policy = true\n${account}`;
    const own = 'external_secrets_secrets_manager_arns = ["arn:aws:secretsmanager:eu-west-1:1:secret:a"]';
    expect(rows(call(six, `name = "a"\n${own}\n${secrets}`, '6.5.0'))).toEqual(
      expect.arrayContaining(['secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-west-1:1:secret:a']),
    );
    const volumes = roleOf(call(six, `name = "a"\nattach_ebs_csi_policy = true\n${account}`, '6.5.0'));
    expect(volumes.unknowns.filter(({ what }) => what.includes('polic'))).toEqual([]);
    expect(volumes.facts.grants.some(({ action }) => action.startsWith('kms:'))).toBe(false);
    const keys = `ebs_csi_kms_cmk_ids = ["arn:aws:kms:eu-west-1:1:key/k"]\nattach_ebs_csi_policy = true\n${account}`;
    expect(rows(call(five, `role_name = "a"\n${keys}`, '5.60.0'))).toContain(
      'kms:Decrypt arn:aws:kms:eu-west-1:1:key/k',
    );
  });

  it('lets a cluster use its key, unless it has none', () => {
    const cluster = (body: string, version: string): readonly string[] =>
      roleOf(call('terraform-aws-modules/eks/aws', body, version))
        .facts.grants.filter(({ action }) => action.startsWith('kms:Enc'))
        .map(({ resource }) => resource);
    const key = 'arn:aws:kms:eu-west-1:1:key/k';
    expect(
      cluster(
        `name = "c"\ncreate_kms_key = false\nencryption_config = { provider_key_arn = "${key}" }`,
        '21.1.0',
      ),
    ).toEqual([key]);
    expect(
      cluster(
        `cluster_name = "c"\ncreate_kms_key = false\ncluster_encryption_config = { provider_key_arn = "${key}" }`,
        '20.1.0',
      ),
    ).toEqual([key]);
    expect(cluster('name = "c"\nencryption_config = null', '21.1.0')).toEqual([]);
    expect(cluster('cluster_name = "c"\ncluster_encryption_config = {}', '20.1.0')).toEqual([]);
    expect(cluster('cluster_name = "c"\nattach_cluster_encryption_policy = false', '20.1.0')).toEqual([]);
  });

  it('makes roles of functions, pods and nodes with the policies that they are given', () => {
    const statement = '{ actions = ["sqs:SendMessage"], resources = ["*"] }';
    const lambda = roleOf(
      call(
        'terraform-aws-modules/lambda/aws',
        `function_name = "fn"\nattach_cloudwatch_logs_policy = false\nattach_policy_statements = true\npolicy_statements = { a = ${statement} }`,
      ),
    );
    const pod = roleOf(
      call(
        'terraform-aws-modules/eks-pod-identity/aws',
        `name = "pod"\nuse_name_prefix = false\nattach_custom_policy = true\npolicy_statements = [${statement}]`,
      ),
    );
    for (const role of [lambda, pod]) {
      expect(role.grants.map(({ action }) => action)).toEqual(['sqs:SendMessage']);
    }
    const names = scopesOf(
      call(
        'terraform-aws-modules/eks/aws',
        'cluster_name = "main"\neks_managed_node_groups = { one = {}, two = { create_iam_role = false } }',
        '~> 20.0',
      ),
    ).map(({ facts }) => facts.label);
    expect(names).toEqual(['main-cluster-${…}', 'one-eks-node-group-${…}']);
  });

  it('asks who takes a role for MFA unless it is told not to', () => {
    const body =
      'create_role = true\nrole_name = "ops"\ntrusted_role_arns = ["arn:aws:iam::111122223333:root"]\nattach_admin_policy = true';
    const keys = (role: TrustScope): readonly string[] =>
      (role.facts.trust?.policy.statements ?? []).flatMap(({ conditions }) =>
        conditions.map(({ key }) => key),
      );
    const asked = roleOf(call(`${IAM}/iam-assumable-role`, body, '~> 5.0'));
    expect(keys(asked)).toEqual(['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge']);
    expect(asked.grants[0]?.action).toBe('*');
    expect(
      keys(roleOf(call(`${IAM}/iam-assumable-role`, `${body}\nrole_requires_mfa = false`, '~> 5.0'))),
    ).toEqual([]);
  });

  it('is no place for a fix: nothing of it is written there', () => {
    const host = new AnalysisHost();
    const text = call(
      `${IAM}/iam-github-oidc-role`,
      'name = "deploy"\nsubjects = ["acme/*"]\npolicies = { a = "arn:aws:iam::aws:policy/AdministratorAccess" }',
      '~> 5.0',
    );
    const snapshot = host.apply([{ uri: `${ROOT}/main.tf`, root: ROOT, text }]);
    const findings = snapshot.findings(`${ROOT}/main.tf`);
    expect(findings.length).toBeGreaterThan(0);
    const offered = findings.flatMap((finding) => snapshot.fixes(finding)).map(({ title }) => title);
    expect(offered.filter((title) => !title.startsWith('Suppress'))).toEqual([]);
  });
});
