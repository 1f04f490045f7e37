import type { FileDescriptor } from '../../platform.js';

/** https://developer.hashicorp.com/terraform/language/files, https://opentofu.org/docs/language/files/ */
const ENDING = /\.(?:tf|tofu)(?:\.json)?$/iu;
/** Modules that were downloaded are not of this workspace. */
const DOWNLOADED = /(?:^|\/)\.terra(?:form|grunt-cache)\//u;

/** Whether a file is one of Terraform or OpenTofu, by its name. */
export function isTerraformPath(path: string): boolean {
  return ENDING.test(path);
}

/** Types that let somebody in, give somebody something, or run as somebody. */
const BEARING =
  /"aws_(?:iam_\w+|\w+_policy|eks_(?:access_\w+|pod_identity_association|addon|cluster|node_group|fargate_profile)|lambda_(?:permission|function(?:_url)?)|kms_key|ecs_task_definition|instance|launch_(?:template|configuration)|sfn_state_machine|codebuild_project|codepipeline|glue_(?:job|crawler)|sagemaker_notebook_instance|pipes_pipe|codedeploy_deployment_group|sagemaker_model|scheduler_schedule|apprunner_service)"/u;
/** Settings that workflows rest on. */
const SETTING =
  /"github_(?:repository_environment|actions_repository_oidc_subject_claim_customization_template|workflow_repository_permissions)"/u;
/** A policy that is an attribute of what it is of. */
const HOLDER = /"aws_(?:sqs_queue|sns_topic|s3_bucket|secretsmanager_secret)"/u;
const POLICY = /\bpolicy"?\s*[=:]/u;

/** What makes accounts of a cluster; a chart does nothing here unless its values name a role. */
const ACCOUNT = /"kubernetes_(?:service_account(?:_v1)?|annotations|manifest)"|"helm_release"/u;

/** The ConfigMap by which principals of AWS get into a cluster. */
const CLUSTER_MAP = /"kubernetes_config_map(?:_v1)?(?:_data)?"/u;

/** A provider or a backend that takes on a role. */
const RUN = /\bassume_role\w*"?\s*[={:]|\bbackend"?\s*[:{]?\s*"s3"[^]{0,2000}?\brole_arn\b/u;

/** A call of a module: that may hold any of them. */
const CALL = /(?:^|\n)\s*module\s+"|"module"\s*:/u;

/** Whether it holds anything that counts at AWS. */
export function selectTerraform({ path, text }: FileDescriptor): boolean {
  return (
    !DOWNLOADED.test(path) &&
    (BEARING.test(text) ||
      SETTING.test(text) ||
      CALL.test(text) ||
      RUN.test(text) ||
      (HOLDER.test(text) && POLICY.test(text)) ||
      (ACCOUNT.test(text) && text.includes('role-arn')) ||
      (CLUSTER_MAP.test(text) && text.includes('aws-auth')))
  );
}

/** The two syntaxes go by their endings. */
export function terraformFormat(path: string): 'json' | 'hcl' {
  return /\.json$/iu.test(path) ? 'json' : 'hcl';
}
