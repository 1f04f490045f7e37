/**
 * Policies that AWS manages, by the part of their ARN behind `policy/`, with the version that was read, in the form that
 * `documentedPolicies.ts` reads. These are the ones that templates attach most; of others nothing is known here.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html: each policy has a page of its name.
 */
export const MANAGED_POLICIES = `
AdministratorAccess v1
  allow * on *
PowerUserAccess v12
  allow all-but iam:* organizations:* account:* on *
  allow account:GetAccountInformation account:GetGovCloudAccountInformation account:GetPrimaryEmail account:ListRegions iam:CreateServiceLinkedRole iam:DeleteServiceLinkedRole iam:ListRoles organizations:DescribeEffectivePolicy organizations:DescribeOrganization on *
IAMFullAccess v2
  allow iam:* organizations:DescribeAccount organizations:DescribeOrganization organizations:DescribeOrganizationalUnit organizations:DescribePolicy organizations:ListChildren organizations:ListParents organizations:ListPoliciesForTarget organizations:ListRoots organizations:ListPolicies organizations:ListTargetsForPolicy on *
IAMReadOnlyAccess v4
  allow iam:GenerateCredentialReport iam:GenerateServiceLastAccessedDetails iam:Get* iam:List* iam:SimulateCustomPolicy iam:SimulatePrincipalPolicy on *
AmazonS3FullAccess v2
  allow s3:* s3-object-lambda:* on *
AmazonS3ReadOnlyAccess v3
  allow s3:Get* s3:List* s3:Describe* s3-object-lambda:Get* s3-object-lambda:List* on *
AmazonSQSFullAccess v1
  allow sqs:* on *
AmazonSQSReadOnlyAccess v4
  allow sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ListDeadLetterSourceQueues sqs:ListQueues sqs:ListMessageMoveTasks sqs:ListQueueTags on *
AmazonSNSFullAccess v2
  allow sns:* on *
  allow sms-voice:DescribeVerifiedDestinationNumbers sms-voice:CreateVerifiedDestinationNumber sms-voice:SendDestinationNumberVerificationCode sms-voice:SendTextMessage sms-voice:DeleteVerifiedDestinationNumber sms-voice:VerifyDestinationNumber sms-voice:DescribeAccountAttributes sms-voice:DescribeSpendLimits sms-voice:DescribePhoneNumbers sms-voice:SetTextMessageSpendLimitOverride sms-voice:DescribeOptedOutNumbers sms-voice:DeleteOptedOutNumber on * if StringEquals aws:CalledViaLast sns.amazonaws.com
AmazonSNSReadOnlyAccess v2
  allow sns:GetTopicAttributes sns:List* sns:CheckIfPhoneNumberIsOptedOut sns:GetEndpointAttributes sns:GetDataProtectionPolicy sns:GetPlatformApplicationAttributes sns:GetSMSAttributes sns:GetSMSSandboxAccountStatus sns:GetSubscriptionAttributes on *
  allow sms-voice:DescribeVerifiedDestinationNumbers sms-voice:DescribeAccountAttributes sms-voice:DescribeSpendLimits sms-voice:DescribePhoneNumbers sms-voice:DescribeOptedOutNumbers on * if StringEquals aws:CalledViaLast sns.amazonaws.com
AmazonDynamoDBFullAccess_v2 v3
  allow dynamodb:* dax:* on *
  allow kms:DescribeKey kms:ListAliases on *
  allow lambda:ListEventSourceMappings lambda:ListFunctions on *
  allow sns:ListTopics on *
  allow application-autoscaling:DeleteScalingPolicy application-autoscaling:DeregisterScalableTarget application-autoscaling:PutScalingPolicy application-autoscaling:RegisterScalableTarget on * if StringEquals application-autoscaling:service-namespace dynamodb
  allow application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingActivities application-autoscaling:DescribeScalingPolicies on *
  allow tag:GetResources on *
  allow cloudwatch:DescribeAlarms cloudwatch:GetMetricStatistics cloudwatch:GetMetricData on *
  allow kinesis:ListStreams kinesis:DescribeStream kinesis:DescribeStreamSummary on *
  allow ec2:DescribeVpcs ec2:DescribeSubnets ec2:DescribeSecurityGroups on *
  allow cloudwatch:GetInsightRuleReport on arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*
  allow iam:CreateServiceLinkedRole on * if StringEquals iam:AWSServiceName replication.dynamodb.amazonaws.com|dax.amazonaws.com|dynamodb.application-autoscaling.amazonaws.com|contributorinsights.dynamodb.amazonaws.com|kinesisreplication.dynamodb.amazonaws.com
  allow iam:ListRoles on *
AmazonDynamoDBReadOnlyAccess v15
  allow application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingActivities application-autoscaling:DescribeScalingPolicies cloudwatch:DescribeAlarmHistory cloudwatch:DescribeAlarms cloudwatch:DescribeAlarmsForMetric cloudwatch:GetMetricStatistics cloudwatch:ListMetrics cloudwatch:GetMetricData datapipeline:DescribeObjects datapipeline:DescribePipelines datapipeline:GetPipelineDefinition datapipeline:ListPipelines datapipeline:QueryObjects dynamodb:BatchGetItem dynamodb:Describe* dynamodb:List* dynamodb:GetAbacStatus dynamodb:GetItem dynamodb:GetResourcePolicy dynamodb:Query dynamodb:Scan dynamodb:PartiQLSelect dax:Describe* dax:List* dax:GetItem dax:BatchGetItem dax:Query dax:Scan ec2:DescribeVpcs ec2:DescribeSubnets ec2:DescribeSecurityGroups iam:GetRole iam:ListRoles kms:DescribeKey kms:ListAliases sns:ListSubscriptionsByTopic sns:ListTopics lambda:ListFunctions lambda:ListEventSourceMappings lambda:GetFunctionConfiguration resource-groups:ListGroups resource-groups:ListGroupResources resource-groups:GetGroup resource-groups:GetGroupQuery tag:GetResources kinesis:ListStreams kinesis:DescribeStream kinesis:DescribeStreamSummary on *
  allow cloudwatch:GetInsightRuleReport on arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*
AmazonKinesisFullAccess v1
  allow kinesis:* on *
AmazonKinesisReadOnlyAccess v1
  allow kinesis:Get* kinesis:List* kinesis:Describe* on *
AmazonKinesisFirehoseFullAccess v1
  allow firehose:* on *
AmazonEventBridgeFullAccess v7
  allow events:* schemas:* scheduler:* pipes:* on *
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/apidestinations.events.amazonaws.com/AWSServiceRoleForAmazonEventBridgeApiDestinations if StringEquals iam:AWSServiceName apidestinations.events.amazonaws.com
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/schemas.amazonaws.com/AWSServiceRoleForSchemas if StringEquals iam:AWSServiceName schemas.amazonaws.com
  allow secretsmanager:CreateSecret secretsmanager:UpdateSecret secretsmanager:DeleteSecret secretsmanager:GetSecretValue secretsmanager:PutSecretValue on arn:aws:secretsmanager:*:*:secret:events!*
  allow iam:PassRole on arn:aws:iam::*:role/* if StringLike iam:PassedToService events.amazonaws.com
  allow iam:PassRole on arn:aws:iam::*:role/* if StringLike iam:PassedToService scheduler.amazonaws.com
  allow iam:PassRole on arn:aws:iam::*:role/* if StringLike iam:PassedToService pipes.amazonaws.com
AmazonEC2FullAccess v5
  allow ec2:* on *
  allow elasticloadbalancing:* on *
  allow cloudwatch:* on *
  allow autoscaling:* on *
  allow iam:CreateServiceLinkedRole on * if StringEquals iam:AWSServiceName autoscaling.amazonaws.com|ec2scheduled.amazonaws.com|elasticloadbalancing.amazonaws.com|spot.amazonaws.com|spotfleet.amazonaws.com|transitgateway.amazonaws.com
AmazonRDSFullAccess v14
  allow rds:* application-autoscaling:DeleteScalingPolicy application-autoscaling:DeregisterScalableTarget application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingActivities application-autoscaling:DescribeScalingPolicies application-autoscaling:PutScalingPolicy application-autoscaling:RegisterScalableTarget cloudwatch:DescribeAlarms cloudwatch:GetMetricStatistics cloudwatch:PutMetricAlarm cloudwatch:DeleteAlarms cloudwatch:ListMetrics cloudwatch:GetMetricData ec2:DescribeAccountAttributes ec2:DescribeAvailabilityZones ec2:DescribeCoipPools ec2:DescribeInternetGateways ec2:DescribeLocalGatewayRouteTablePermissions ec2:DescribeLocalGatewayRouteTables ec2:DescribeLocalGatewayRouteTableVpcAssociations ec2:DescribeLocalGateways ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute ec2:DescribeVpcs ec2:GetCoipPoolUsage sns:ListSubscriptions sns:ListTopics sns:Publish logs:DescribeLogStreams logs:GetLogEvents outposts:GetOutpostInstanceTypes devops-guru:GetResourceCollection on *
  allow pi:* on arn:aws:pi:*:*:metrics/rds/* arn:aws:pi:*:*:perf-reports/rds/*
  allow iam:CreateServiceLinkedRole on * if StringLike iam:AWSServiceName rds.amazonaws.com|rds.application-autoscaling.amazonaws.com
  allow devops-guru:SearchInsights devops-guru:ListAnomaliesForInsight on * if Null devops-guru:ServiceNames false and ForAllValues:StringEquals devops-guru:ServiceNames RDS
AmazonEC2ContainerRegistryFullAccess v3
  allow ecr:* cloudtrail:LookupEvents on *
  allow iam:CreateServiceLinkedRole on * if StringEquals iam:AWSServiceName replication.ecr.amazonaws.com
AmazonEC2ContainerRegistryPowerUser v3
  allow ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:GetRepositoryPolicy ecr:DescribeRepositories ecr:ListImages ecr:DescribeImages ecr:BatchGetImage ecr:GetLifecyclePolicy ecr:GetLifecyclePolicyPreview ecr:ListTagsForResource ecr:DescribeImageScanFindings ecr:InitiateLayerUpload ecr:UploadLayerPart ecr:CompleteLayerUpload ecr:PutImage on *
AmazonEC2ContainerRegistryReadOnly v3
  allow ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:GetRepositoryPolicy ecr:DescribeRepositories ecr:ListImages ecr:DescribeImages ecr:BatchGetImage ecr:GetLifecyclePolicy ecr:GetLifecyclePolicyPreview ecr:ListTagsForResource ecr:DescribeImageScanFindings on *
AmazonEC2ContainerRegistryPullOnly v1
  allow ecr:GetAuthorizationToken ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage on *
AWSLambda_FullAccess v7
  allow cloudformation:DescribeStacks cloudformation:ListStackResources cloudwatch:ListMetrics cloudwatch:GetMetricData ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs kms:DescribeKey kms:ListAliases iam:GetPolicy iam:GetPolicyVersion iam:GetRole iam:GetRolePolicy iam:ListAttachedRolePolicies iam:ListRolePolicies iam:ListRoles lambda:* logs:DescribeLogGroups states:DescribeStateMachine states:ListStateMachines tag:GetResources xray:GetTraceSummaries xray:BatchGetTraces on *
  allow iam:PassRole on * if StringEquals iam:PassedToService lambda.amazonaws.com
  allow logs:DescribeLogStreams logs:GetLogEvents logs:FilterLogEvents logs:StartLiveTail logs:StopLiveTail on arn:aws:logs:*:*:log-group:/aws/lambda/*
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/lambda.amazonaws.com/AWSServiceRoleForLambda if StringEquals iam:AWSServiceName lambda.amazonaws.com
AWSLambda_ReadOnlyAccess v5
  allow cloudformation:DescribeStacks cloudformation:ListStacks cloudformation:ListStackResources cloudwatch:GetMetricData cloudwatch:ListMetrics ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs kms:ListAliases iam:GetPolicy iam:GetPolicyVersion iam:GetRole iam:GetRolePolicy iam:ListAttachedRolePolicies iam:ListRolePolicies iam:ListRoles logs:DescribeLogGroups lambda:Get* lambda:List* states:DescribeStateMachine states:ListStateMachines tag:GetResources xray:GetTraceSummaries xray:BatchGetTraces on *
  allow logs:DescribeLogStreams logs:GetLogEvents logs:FilterLogEvents logs:StartQuery logs:StopQuery logs:DescribeQueries logs:GetLogGroupFields logs:GetLogRecord logs:GetQueryResults logs:StartLiveTail logs:StopLiveTail on arn:aws:logs:*:*:log-group:/aws/lambda/*
AWSLambdaExecute v1
  allow logs:* on arn:aws:logs:*:*:*
  allow s3:GetObject s3:PutObject on arn:aws:s3:::*
AWSCloudFormationFullAccess v1
  allow cloudformation:* on *
AWSCloudFormationReadOnlyAccess v7
  allow cloudformation:Describe* cloudformation:BatchDescribe* cloudformation:EstimateTemplateCost cloudformation:Get* cloudformation:List* cloudformation:ValidateTemplate cloudformation:Detect* on *
AWSCodeDeployFullAccess v6
  allow codedeploy:* on *
  allow codestar-notifications:CreateNotificationRule codestar-notifications:DescribeNotificationRule codestar-notifications:UpdateNotificationRule codestar-notifications:DeleteNotificationRule codestar-notifications:Subscribe codestar-notifications:Unsubscribe on * if ArnLike codestar-notifications:NotificationsForResource arn:aws:codedeploy:*:*:application:*
  allow codestar-notifications:ListNotificationRules codestar-notifications:ListTargets codestar-notifications:ListTagsforResource codestar-notifications:ListEventTypes on *
  allow sns:CreateTopic sns:SetTopicAttributes on arn:aws:sns:*:*:codestar-notifications*
  allow chatbot:DescribeSlackChannelConfigurations on *
  allow sns:ListTopics on *
AWSStepFunctionsFullAccess v1
  allow states:* on *
AmazonAPIGatewayInvokeFullAccess v2
  allow execute-api:Invoke execute-api:ManageConnections on arn:aws:execute-api:*:*:*
AmazonAPIGatewayAdministrator v1
  allow apigateway:* on arn:aws:apigateway:*::/*
SecretsManagerReadWrite v5
  allow secretsmanager:* cloudformation:CreateChangeSet cloudformation:DescribeChangeSet cloudformation:DescribeStackResource cloudformation:DescribeStacks cloudformation:ExecuteChangeSet docdb-elastic:GetCluster docdb-elastic:ListClusters ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs kms:DescribeKey kms:ListAliases kms:ListKeys lambda:ListFunctions rds:DescribeDBClusters rds:DescribeDBInstances redshift:DescribeClusters redshift-serverless:ListWorkgroups redshift-serverless:GetNamespace tag:GetResources on *
  allow lambda:AddPermission lambda:CreateFunction lambda:GetFunction lambda:InvokeFunction lambda:UpdateFunctionConfiguration on arn:aws:lambda:*:*:function:SecretsManager*
  allow serverlessrepo:CreateCloudFormationChangeSet serverlessrepo:GetApplication on arn:aws:serverlessrepo:*:*:applications/SecretsManager*
  allow s3:GetObject on arn:aws:s3:::awsserverlessrepo-changesets* arn:aws:s3:::secrets-manager-rotation-apps-*/*
AmazonSSMFullAccess v4
  allow cloudwatch:PutMetricData ds:CreateComputer ds:DescribeDirectories ec2:DescribeInstanceStatus logs:* ssm:* ec2messages:* on *
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM* if StringLike iam:AWSServiceName ssm.amazonaws.com
  allow iam:DeleteServiceLinkedRole iam:GetServiceLinkedRoleDeletionStatus on arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*
  allow ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel on *
AmazonSSMReadOnlyAccess v1
  allow ssm:Describe* ssm:Get* ssm:List* on *
AmazonSSMManagedInstanceCore v2
  allow ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument ssm:DescribeDocument ssm:GetManifest ssm:GetParameter ssm:GetParameters ssm:ListAssociations ssm:ListInstanceAssociations ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult ssm:UpdateAssociationStatus ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation on *
  allow ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel on *
  allow ec2messages:AcknowledgeMessage ec2messages:DeleteMessage ec2messages:FailMessage ec2messages:GetEndpoint ec2messages:GetMessages ec2messages:SendReply on *
AmazonSSMPatchAssociation v1
  allow ssm:DescribeEffectivePatchesForPatchBaseline on arn:aws:ssm:*:*:patchbaseline/*
  allow ssm:GetPatchBaseline on arn:aws:ssm:*:*:patchbaseline/*
  allow tag:GetResources on *
  allow ssm:DescribePatchBaselines on *
CloudWatchFullAccess v4
  allow autoscaling:Describe* cloudwatch:* logs:* sns:* iam:GetPolicy iam:GetPolicyVersion iam:GetRole oam:ListSinks on *
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents* if StringLike iam:AWSServiceName events.amazonaws.com
  allow oam:ListAttachedLinks on arn:aws:oam:*:*:sink/*
CloudWatchLogsFullAccess v8
  allow logs:* cloudwatch:GenerateQuery cloudwatch:GenerateQueryResultsSummary observabilityadmin:GetS3TableIntegration observabilityadmin:ListS3TableIntegrations observabilityadmin:ListTelemetryPipelines on *
CloudWatchLogsReadOnlyAccess v12
  allow logs:Describe* logs:Get* logs:List* logs:StartQuery logs:StopQuery logs:TestMetricFilter logs:FilterLogEvents logs:StartLiveTail logs:StopLiveTail cloudwatch:GenerateQuery cloudwatch:GenerateQueryResultsSummary observabilityadmin:ListS3TableIntegrations observabilityadmin:GetS3TableIntegration observabilityadmin:ListTelemetryPipelines on *
CloudWatchAgentServerPolicy v3
  allow cloudwatch:PutMetricData ec2:DescribeVolumes ec2:DescribeTags logs:PutLogEvents logs:PutRetentionPolicy logs:DescribeLogStreams logs:DescribeLogGroups logs:CreateLogStream logs:CreateLogGroup xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets xray:GetSamplingStatisticSummaries on *
  allow ssm:GetParameter on arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*
AWSXrayWriteOnlyAccess v2
  allow xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets xray:GetSamplingStatisticSummaries on *
AWSXRayDaemonWriteAccess v2
  allow xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets xray:GetSamplingStatisticSummaries on *
AmazonMSKFullAccess v7
  allow kafka:* ec2:DescribeSubnets ec2:DescribeVpcs ec2:DescribeSecurityGroups ec2:DescribeRouteTables ec2:DescribeVpcEndpoints ec2:DescribeVpcAttribute kms:DescribeKey kms:CreateGrant logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy logs:DescribeResourcePolicies logs:DescribeLogGroups S3:GetBucketPolicy firehose:TagDeliveryStream on *
  allow ec2:CreateVpcEndpoint on arn:*:ec2:*:*:vpc/* arn:*:ec2:*:*:subnet/* arn:*:ec2:*:*:security-group/*
  allow ec2:CreateVpcEndpoint on arn:*:ec2:*:*:vpc-endpoint/* if StringLike aws:RequestTag/ClusterArn * and StringEquals aws:RequestTag/AWSMSKManaged true
  allow ec2:CreateTags on arn:*:ec2:*:*:vpc-endpoint/* if StringEquals ec2:CreateAction CreateVpcEndpoint
  allow ec2:DeleteVpcEndpoints on arn:*:ec2:*:*:vpc-endpoint/* if StringLike ec2:ResourceTag/ClusterArn * and StringEquals ec2:ResourceTag/AWSMSKManaged true
  allow iam:PassRole on * if StringEquals iam:PassedToService kafka.amazonaws.com
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/kafka.amazonaws.com/AWSServiceRoleForKafka* if StringEquals iam:AWSServiceName kafka.amazonaws.com
  allow iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/delivery.logs.amazonaws.com/AWSServiceRoleForLogDelivery* if StringEquals iam:AWSServiceName delivery.logs.amazonaws.com
AmazonMQFullAccess v5
  allow mq:* cloudformation:CreateStack ec2:CreateNetworkInterface ec2:CreateNetworkInterfacePermission ec2:DeleteNetworkInterface ec2:DeleteNetworkInterfacePermission ec2:DetachNetworkInterface ec2:DescribeInternetGateways ec2:DescribeNetworkInterfaces ec2:DescribeNetworkInterfacePermissions ec2:DescribeRouteTables ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs ec2:CreateSecurityGroup ec2:AuthorizeSecurityGroupIngress on *
  allow logs:CreateLogGroup on arn:aws:logs:*:*:log-group:/aws/amazonmq/*
  allow iam:CreateServiceLinkedRole on * if StringLike iam:AWSServiceName mq.amazonaws.com
AmazonEKSWorkerNodePolicy v3
  allow ec2:DescribeInstances ec2:DescribeInstanceTypes ec2:DescribeRouteTables ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVolumes ec2:DescribeVolumesModifications ec2:DescribeVpcs eks:DescribeCluster eks-auth:AssumeRoleForPodIdentity on *
AmazonEKS_CNI_Policy v6
  allow ec2:AssignPrivateIpAddresses ec2:AttachNetworkInterface ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeInstances ec2:DescribeTags ec2:DescribeNetworkInterfaces ec2:DescribeInstanceTypes ec2:DescribeSubnets ec2:DescribeSecurityGroups ec2:DetachNetworkInterface ec2:ModifyNetworkInterfaceAttribute ec2:UnassignPrivateIpAddresses on *
  allow ec2:CreateTags on arn:aws:ec2:*:*:network-interface/*
AmazonElasticFileSystemClientReadWriteAccess v1
  allow elasticfilesystem:ClientMount elasticfilesystem:ClientWrite elasticfilesystem:DescribeMountTargets on *
AmazonRDSDataFullAccess v3
  allow secretsmanager:GetSecretValue secretsmanager:PutResourcePolicy secretsmanager:PutSecretValue secretsmanager:DeleteSecret secretsmanager:DescribeSecret secretsmanager:TagResource on arn:aws:secretsmanager:*:*:secret:rds-db-credentials/*
  allow dbqms:CreateFavoriteQuery dbqms:DescribeFavoriteQueries dbqms:UpdateFavoriteQuery dbqms:DeleteFavoriteQueries dbqms:GetQueryString dbqms:CreateQueryHistory dbqms:DescribeQueryHistory dbqms:UpdateQueryHistory dbqms:DeleteQueryHistory rds-data:ExecuteSql rds-data:ExecuteStatement rds-data:BatchExecuteStatement rds-data:BeginTransaction rds-data:CommitTransaction rds-data:RollbackTransaction secretsmanager:CreateSecret secretsmanager:ListSecrets secretsmanager:GetRandomPassword tag:GetResources on *
AmazonSESFullAccess v1
  allow ses:* on *
AmazonTextractFullAccess v1
  allow textract:* on *
AmazonAthenaFullAccess v15
  allow athena:* on *
  allow glue:CreateDatabase glue:DeleteDatabase glue:GetCatalog glue:GetCatalogs glue:GetDatabase glue:GetDatabases glue:UpdateDatabase glue:CreateTable glue:DeleteTable glue:BatchDeleteTable glue:UpdateTable glue:GetTable glue:GetTables glue:BatchCreatePartition glue:CreatePartition glue:DeletePartition glue:BatchDeletePartition glue:UpdatePartition glue:GetPartition glue:GetPartitions glue:BatchGetPartition glue:StartColumnStatisticsTaskRun glue:GetColumnStatisticsTaskRun glue:GetColumnStatisticsTaskRuns glue:GetCatalogImportStatus on *
  allow s3:GetBucketLocation s3:GetObject s3:ListBucket s3:ListBucketMultipartUploads s3:ListMultipartUploadParts s3:AbortMultipartUpload s3:CreateBucket s3:PutObject s3:PutBucketPublicAccessBlock on arn:aws:s3:::aws-athena-query-results-*
  allow s3:GetObject s3:ListBucket on arn:aws:s3:::athena-examples*
  allow s3:ListBucket s3:GetBucketLocation s3:ListAllMyBuckets on *
  allow sns:ListTopics sns:GetTopicAttributes on *
  allow cloudwatch:PutMetricAlarm cloudwatch:DescribeAlarms cloudwatch:DeleteAlarms cloudwatch:GetMetricData on *
  allow lakeformation:GetDataAccess on *
  allow datazone:ListDomains datazone:ListProjects datazone:ListAccountEnvironments on *
  allow pricing:GetProducts on *
service-role/AWSLambdaBasicExecutionRole v1
  allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *
service-role/AWSLambdaBasicDurableExecutionRolePolicy v3
  allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents lambda:CheckpointDurableExecution lambda:GetDurableExecutionState on *
service-role/AWSLambdaVPCAccessExecutionRole v3
  allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses on *
service-role/AWSLambdaSQSQueueExecutionRole v1
  allow sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *
service-role/AWSLambdaDynamoDBExecutionRole v1
  allow dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *
service-role/AWSLambdaKinesisExecutionRole v2
  allow kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards kinesis:ListStreams kinesis:SubscribeToShard logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *
service-role/AWSLambdaMSKExecutionRole v2
  allow kafka:DescribeCluster kafka:DescribeClusterV2 kafka:GetBootstrapBrokers ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeVpcs ec2:DeleteNetworkInterface ec2:DescribeSubnets ec2:DescribeSecurityGroups logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *
service-role/AWSLambdaRole v1
  allow lambda:InvokeFunction on *
service-role/AmazonECSTaskExecutionRolePolicy v1
  allow ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage logs:CreateLogStream logs:PutLogEvents on *
service-role/AmazonEC2ContainerServiceforEC2Role v10
  allow ec2:DescribeTags ecs:CreateCluster ecs:DeregisterContainerInstance ecs:DiscoverPollEndpoint ecs:Poll ecs:RegisterContainerInstance ecs:StartTelemetrySession ecs:UpdateContainerInstancesState ecs:Submit* ecr:GetAuthorizationToken ecr:BatchCheckLayerAvailability ecr:GetDownloadUrlForLayer ecr:BatchGetImage logs:CreateLogStream logs:PutLogEvents on *
  allow ecs:TagResource on * if StringEquals ecs:CreateAction CreateCluster|RegisterContainerInstance
  allow ecs:ListTagsForResource on arn:aws:ecs:*:*:task/*/* arn:aws:ecs:*:*:container-instance/*/*
service-role/AmazonEC2ContainerServiceRole v2
  allow ec2:AuthorizeSecurityGroupIngress ec2:Describe* elasticloadbalancing:DeregisterInstancesFromLoadBalancer elasticloadbalancing:DeregisterTargets elasticloadbalancing:Describe* elasticloadbalancing:RegisterInstancesWithLoadBalancer elasticloadbalancing:RegisterTargets on *
service-role/AmazonAPIGatewayPushToCloudWatchLogs v1
  allow logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:DescribeLogStreams logs:PutLogEvents logs:GetLogEvents logs:FilterLogEvents on *
service-role/AWSAppSyncPushToCloudWatchLogs v1
  allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on *
service-role/AWSGlueServiceRole v5
  allow glue:* s3:GetBucketLocation s3:ListBucket s3:ListAllMyBuckets s3:GetBucketAcl ec2:DescribeVpcEndpoints ec2:DescribeRouteTables ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcAttribute iam:ListRolePolicies iam:GetRole iam:GetRolePolicy cloudwatch:PutMetricData on *
  allow s3:CreateBucket on arn:aws:s3:::aws-glue-*
  allow s3:GetObject s3:PutObject s3:DeleteObject on arn:aws:s3:::aws-glue-*/* arn:aws:s3:::*/*aws-glue-*/*
  allow s3:GetObject on arn:aws:s3:::crawler-public* arn:aws:s3:::aws-glue-*
  allow logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on arn:aws:logs:*:*:*:/aws-glue/*
  allow ec2:CreateTags ec2:DeleteTags on arn:aws:ec2:*:*:network-interface/* arn:aws:ec2:*:*:security-group/* arn:aws:ec2:*:*:instance/* if ForAllValues:StringEquals aws:TagKeys aws-glue-service-resource
service-role/AWSCodeDeployRole v11
  allow autoscaling:CompleteLifecycleAction autoscaling:DeleteLifecycleHook autoscaling:DescribeAutoScalingGroups autoscaling:DescribeLifecycleHooks autoscaling:PutLifecycleHook autoscaling:RecordLifecycleActionHeartbeat autoscaling:CreateAutoScalingGroup autoscaling:CreateOrUpdateTags autoscaling:UpdateAutoScalingGroup autoscaling:EnableMetricsCollection autoscaling:DescribePolicies autoscaling:DescribeScheduledActions autoscaling:DescribeNotificationConfigurations autoscaling:SuspendProcesses autoscaling:ResumeProcesses autoscaling:AttachLoadBalancers autoscaling:AttachLoadBalancerTargetGroups autoscaling:PutScalingPolicy autoscaling:PutScheduledUpdateGroupAction autoscaling:PutNotificationConfiguration autoscaling:PutWarmPool autoscaling:DescribeScalingActivities autoscaling:DeleteAutoScalingGroup ec2:DescribeInstances ec2:DescribeInstanceStatus ec2:TerminateInstances tag:GetResources sns:Publish cloudwatch:DescribeAlarms cloudwatch:PutMetricAlarm elasticloadbalancing:DescribeLoadBalancerAttributes elasticloadbalancing:DescribeTargetGroupAttributes elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeInstanceHealth elasticloadbalancing:RegisterInstancesWithLoadBalancer elasticloadbalancing:DeregisterInstancesFromLoadBalancer elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetHealth elasticloadbalancing:RegisterTargets elasticloadbalancing:DeregisterTargets on *
service-role/AmazonRDSEnhancedMonitoringRole v1
  allow logs:CreateLogGroup logs:PutRetentionPolicy on arn:aws:logs:*:*:log-group:RDS*
  allow logs:CreateLogStream logs:PutLogEvents logs:DescribeLogStreams logs:GetLogEvents on arn:aws:logs:*:*:log-group:RDS*:log-stream:*
service-role/AWSCodeDeployRoleForLambda v3
  allow cloudwatch:DescribeAlarms lambda:GetAlias lambda:GetProvisionedConcurrencyConfig lambda:UpdateAlias sns:Publish on *
  allow s3:GetObject s3:GetObjectVersion on arn:aws:s3:::*/CodeDeploy/*
  allow s3:GetObject s3:GetObjectVersion on * if StringEquals s3:ExistingObjectTag/UseWithCodeDeploy true
  allow lambda:InvokeFunction on arn:aws:lambda:*:*:function:CodeDeployHook_*
AWSLambdaManagedEC2ResourceOperator v3
  allow ec2:AttachNetworkInterface ec2:CreateTags ec2:RunInstances on arn:aws:ec2:*:*:instance/* arn:aws:ec2:*:*:network-interface/* arn:aws:ec2:*:*:volume/* if StringEquals ec2:ManagedResourceOperator scaler.lambda.amazonaws.com
  allow ec2:DescribeAvailabilityZones ec2:DescribeCapacityReservations ec2:DescribeInstanceStatus ec2:DescribeInstanceTypeOfferings ec2:DescribeInstanceTypes ec2:DescribeInstances ec2:DescribeSecurityGroups ec2:DescribeSubnets on *
  allow ec2:CreateNetworkInterface ec2:RunInstances on arn:aws:ec2:*:*:subnet/* arn:aws:ec2:*:*:security-group/*
  allow ec2:RunInstances on arn:aws:ec2:*:*:image/* if StringEquals ec2:Owner amazon
`;
