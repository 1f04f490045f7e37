import { ownOf } from '../../../collections/ownOf.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { Workload } from '../../../model/permissionSet.js';
import type { Context } from '../context.js';
import { identityKeyOf } from '../identities/keys.js';
import type { Parts } from '../parts.js';
import { physicalName } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/** The type under which a template has the runs of Terraform that take on a role. */
export const TERRAFORM_RUN = 'Terraform::Run';

/** Types that run as a role: what each is called, and where it names the role. */
const WORKLOADS: Readonly<Record<string, readonly [noun: string, ...path: string[]]>> = {
  'AWS::Lambda::Function': ['Lambda function', 'Role'],
  'AWS::Serverless::Function': ['Lambda function', 'Role'],
  'AWS::StepFunctions::StateMachine': ['state machine', 'RoleArn'],
  'AWS::Serverless::StateMachine': ['state machine', 'Role'],
  'AWS::ECS::TaskDefinition': ['ECS task', 'TaskRoleArn'],
  'AWS::Batch::JobDefinition': ['Batch job', 'ContainerProperties', 'JobRoleArn'],
  'AWS::CodeBuild::Project': ['CodeBuild project', 'ServiceRole'],
  'AWS::CodePipeline::Pipeline': ['CodePipeline pipeline', 'RoleArn'],
  'AWS::CodeDeploy::DeploymentGroup': ['CodeDeploy deployment group', 'ServiceRoleArn'],
  'AWS::Glue::Job': ['Glue job', 'Role'],
  'AWS::Glue::Crawler': ['Glue crawler', 'Role'],
  'AWS::SageMaker::NotebookInstance': ['SageMaker notebook', 'RoleArn'],
  'AWS::SageMaker::Model': ['SageMaker model', 'ExecutionRoleArn'],
  'AWS::EC2::Instance': ['EC2 instance', 'IamInstanceProfile'],
  'AWS::EC2::LaunchTemplate': ['EC2 launch template', 'LaunchTemplateData', 'IamInstanceProfile', 'Arn'],
  'AWS::AutoScaling::LaunchConfiguration': ['launch configuration', 'IamInstanceProfile'],
  'AWS::AppRunner::Service': ['App Runner service', 'InstanceConfiguration', 'InstanceRoleArn'],
  'AWS::Scheduler::Schedule': ['schedule', 'Target', 'RoleArn'],
  'AWS::Pipes::Pipe': ['pipe', 'RoleArn'],
  'AWS::Bedrock::Agent': ['Bedrock agent', 'AgentResourceRoleArn'],
  'AWS::BedrockAgentCore::Runtime': ['AgentCore runtime', 'RoleArn'],
  'AWS::IoT::RoleAlias': ['IoT role alias', 'RoleArn'],
  'AWS::EKS::PodIdentityAssociation': ['pod identity association', 'RoleArn'],
  'AWS::EKS::Addon': ['EKS add-on', 'ServiceAccountRoleArn'],
  'AWS::EKS::Cluster': ['EKS cluster', 'RoleArn'],
  'AWS::EKS::Nodegroup': ['EKS node group', 'NodeRole'],
  'AWS::EKS::FargateProfile': ['Fargate profile', 'PodExecutionRoleArn'],
  [TERRAFORM_RUN]: ['Terraform', 'RoleArn'],
};

/** What else such a type has done as another role: by type, with what that is called and where the role is named. */
const BESIDE: Readonly<Record<string, readonly [noun: string, ...path: string[]]>> = {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
  'AWS::ECS::TaskDefinition': ['ECS agent that starts', 'ExecutionRoleArn'],
  // https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html
  'AWS::EKS::Cluster': ['nodes of EKS cluster', 'ComputeConfig', 'NodeRoleArn'],
};

/** What runs as a role, for a resource that names one. */
export function workloadParts(context: Context, resource: Resource): Partial<Parts> {
  const rows = [WORKLOADS, BESIDE].flatMap((table) => {
    const row = ownOf(table, resource.type);
    return row === undefined ? [] : [row];
  });
  const workloads = rows.flatMap(([noun, ...path]) => {
    const node = path.reduce((at, key) => get(at, key), resource.properties);
    return context.texts
      .texts(node)
      .flatMap((text) => throughProfile(context, text))
      .flatMap((text) => workloadOf(context, resource, noun, text) ?? []);
  });
  return rows.length === 0 ? {} : { workloads };
}

/** One place that runs as the identity which a text names. */
export function workloadOf(
  context: Context,
  resource: Resource,
  noun: string,
  text: SourceText,
): Workload | undefined {
  const runsAs = identityKeyOf(context, text);
  if (runsAs === undefined) return undefined;
  const name = physicalName(context.texts, resource);
  return {
    localId: `workload:${resource.id}`,
    noun,
    name: isKnown(name) ? name.shown : resource.id,
    namespace: null,
    runsAs,
    runsAsOrigin: text.origin,
    named: true,
    mounts: true,
    tokens: [],
    escapes: [],
    // The providers and the backend of a configuration are used by one run.
    labels: resource.type === TERRAFORM_RUN ? { app: 'terraform' } : {},
    origin: context.reading.originOf(resource.key),
    extent: extentOf(resource),
  };
}

/** Servers name an instance profile, which names the role. */
function throughProfile({ template, texts }: Context, text: SourceText): readonly SourceText[] {
  const profile = text.resources
    .map((id) => template.resource(id))
    .find((one) => one?.type === 'AWS::IAM::InstanceProfile');
  if (profile === undefined) return [text];
  return texts.texts(property(profile, 'Roles')).map((role) => ({ ...role, origin: text.origin }));
}
