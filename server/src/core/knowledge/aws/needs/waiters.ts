/**
 * The operation that `aws <service> wait <what>` repeats, by the CLI's words; several waiters of one operation behind
 * each other. https://github.com/boto/botocore/tree/develop/botocore/data, `waiters-2.json` of each service.
 */
const WAITERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acm: { 'describe-certificate': 'certificate-validated' },
  cloudformation: {
    'describe-stacks':
      'stack-exists stack-create-complete stack-delete-complete stack-update-complete stack-import-complete stack-rollback-complete',
    'describe-change-set': 'change-set-create-complete',
    'describe-type-registration': 'type-registration-complete',
  },
  cloudfront: { 'get-distribution': 'distribution-deployed', 'get-invalidation': 'invalidation-completed' },
  cloudwatch: { 'describe-alarms': 'alarm-exists composite-alarm-exists' },
  deploy: { 'get-deployment': 'deployment-successful' },
  dynamodb: { 'describe-table': 'table-exists table-not-exists' },
  ec2: {
    'describe-instances': 'instance-exists instance-running instance-stopped instance-terminated',
    'describe-images': 'image-exists image-available',
    'describe-instance-status': 'instance-status-ok system-status-ok',
    'describe-snapshots': 'snapshot-completed',
    'describe-volumes': 'volume-available volume-deleted volume-in-use',
    'describe-nat-gateways': 'nat-gateway-available nat-gateway-deleted',
    'describe-security-groups': 'security-group-exists',
    'describe-spot-instance-requests': 'spot-instance-request-fulfilled',
    'describe-subnets': 'subnet-available',
    'describe-vpcs': 'vpc-available vpc-exists',
  },
  ecr: { 'describe-image-scan-findings': 'image-scan-complete' },
  ecs: {
    'describe-services': 'services-inactive services-stable',
    'describe-tasks': 'tasks-running tasks-stopped',
  },
  eks: {
    'describe-cluster': 'cluster-active cluster-deleted',
    'describe-nodegroup': 'nodegroup-active nodegroup-deleted',
    'describe-addon': 'addon-active addon-deleted',
  },
  elasticache: {
    'describe-cache-clusters': 'cache-cluster-available cache-cluster-deleted',
    'describe-replication-groups': 'replication-group-available replication-group-deleted',
  },
  elasticbeanstalk: {
    'describe-environments': 'environment-exists environment-updated environment-terminated',
  },
  elbv2: {
    'describe-load-balancers': 'load-balancer-exists load-balancer-available load-balancers-deleted',
    'describe-target-health': 'target-in-service target-deregistered',
  },
  emr: { 'describe-cluster': 'cluster-running cluster-terminated', 'describe-step': 'step-complete' },
  iam: {
    'get-instance-profile': 'instance-profile-exists',
    'get-user': 'user-exists',
    'get-role': 'role-exists',
    'get-policy': 'policy-exists',
  },
  kinesis: { 'describe-stream': 'stream-exists stream-not-exists' },
  lambda: {
    'get-function-configuration': 'function-active function-updated published-version-active',
    'get-function': 'function-active-v2 function-exists function-updated-v2',
  },
  rds: {
    'describe-db-clusters': 'db-cluster-available db-cluster-deleted',
    'describe-db-cluster-snapshots': 'db-cluster-snapshot-available db-cluster-snapshot-deleted',
    'describe-db-instances': 'db-instance-available db-instance-deleted',
    'describe-db-snapshots': 'db-snapshot-available db-snapshot-deleted db-snapshot-completed',
  },
  redshift: { 'describe-clusters': 'cluster-available cluster-deleted cluster-restored' },
  route53: { 'get-change': 'resource-record-sets-changed' },
  s3api: {
    'head-bucket': 'bucket-exists bucket-not-exists',
    'head-object': 'object-exists object-not-exists',
  },
  sagemaker: {
    'describe-endpoint': 'endpoint-deleted endpoint-in-service',
    'describe-processing-job': 'processing-job-completed-or-stopped',
    'describe-training-job': 'training-job-completed-or-stopped',
    'describe-transform-job': 'transform-job-completed-or-stopped',
  },
  signer: { 'describe-signing-job': 'successful-signing-job' },
  ssm: { 'get-command-invocation': 'command-executed' },
};

/** The operation that a waiter repeats; `undefined` for one that is not known. */
export function waitedFor(service: string, waiter: string): string | undefined {
  const operations = Object.hasOwn(WAITERS, service) ? WAITERS[service] : undefined;
  return Object.entries(operations ?? {}).find(([, names]) => names.split(' ').includes(waiter))?.[0];
}
