/**
 * Commands of the AWS CLI whose IAM prefix has another name; all others share it. The CLI's names are botocore's
 * (https://github.com/boto/botocore/tree/develop/botocore/data) with the three that the CLI renames; the prefixes are
 * those of https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * under which the service's operations stand.
 */
const RENAMED =
  'accessanalyzer=access-analyzer amp=aps apigatewaymanagementapi=execute-api apigatewayv2=apigateway appconfigdata=appconfig ' +
  'appintegrations=app-integrations application-insights=applicationinsights backupsearch=backup-search bedrock-agent=bedrock ' +
  'bedrock-agent-runtime=bedrock bedrock-agentcore-control=bedrock-agentcore bedrock-data-automation=bedrock ' +
  'bedrock-data-automation-runtime=bedrock bedrock-runtime=bedrock chime-sdk-identity=chime chime-sdk-media-pipelines=chime ' +
  'chime-sdk-meetings=chime chime-sdk-messaging=chime chime-sdk-voice=chime cleanroomsml=cleanrooms-ml ' +
  'cloudcontrol=cloudformation cloudhsmv2=cloudhsm cloudsearchdomain=cloudsearch codeguruprofiler=codeguru-profiler ' +
  'configservice=config connect-contact-lens=connect connectcampaigns=connect-campaigns connectcases=cases ' +
  'customer-profiles=profile deploy=codedeploy docdb=rds dynamodbstreams=dynamodb efs=elasticfilesystem ' +
  'elb=elasticloadbalancing elbv2=elasticloadbalancing emr=elasticmapreduce forecastquery=forecast greengrassv2=greengrass ' +
  'iot-data=iot iot-jobs-data=iotjobsdata iotevents-data=iotevents iotsecuretunneling=iot ivs-realtime=ivs keyspaces=cassandra ' +
  'kinesis-video-archived-media=kinesisvideo kinesis-video-media=kinesisvideo kinesis-video-signaling=kinesisvideo ' +
  'kinesisanalyticsv2=kinesisanalytics launch-wizard=launchwizard lex-models=lex lex-runtime=lex lexv2-models=lex ' +
  'lexv2-runtime=lex location=geo mailmanager=ses marketplace-catalog=aws-marketplace marketplace-entitlement=aws-marketplace ' +
  'mediastore-data=mediastore meteringmarketplace=aws-marketplace migration-hub-refactor-spaces=refactor-spaces ' +
  'migrationhuborchestrator=migrationhub-orchestrator migrationhubstrategy=migrationhub-strategy mturk=mechanicalturk ' +
  'mwaa=airflow neptune=rds neptunedata=neptune-db opensearch=es opensearchserverless=aoss personalize-events=personalize ' +
  'personalize-runtime=personalize pinpoint=mobiletargeting pinpoint-email=ses pinpoint-sms-voice=sms-voice ' +
  'pinpoint-sms-voice-v2=sms-voice qconnect=wisdom resourcegroupstaggingapi=tag s3api=s3 s3control=s3 s3outposts=s3-outposts ' +
  'sagemaker-a2i-runtime=sagemaker sagemaker-edge=sagemaker sagemaker-featurestore-runtime=sagemaker ' +
  'sagemaker-metrics=sagemaker sagemaker-runtime=sagemaker service-quotas=servicequotas ' +
  'servicecatalog-appregistry=servicecatalog sesv2=ses sso-admin=sso stepfunctions=states support-app=supportapp ' +
  'timestream-query=timestream timestream-write=timestream voice-id=voiceid workspaces-thin-client=thinclient';

const PREFIXES: ReadonlyMap<string, string> = new Map(
  RENAMED.split(' ').map((pair) => pair.split('=') as [string, string]),
);

/** The IAM prefix of a service as the AWS CLI names it. */
export function iamPrefix(service: string): string {
  return PREFIXES.get(service) ?? service;
}
