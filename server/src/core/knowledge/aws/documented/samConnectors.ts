import type { DocumentedStatement } from './documentedPolicies.js';
import { readStatement } from './documentedPolicies.js';

/** Where SAM writes what a connector allows: into the role of its source, of its destination, or a policy of the destination. */
type ConnectorPlace = 'source' | 'destination' | 'policy';

/** One statement that a connector stands for. */
export interface ConnectorStatement extends DocumentedStatement {
  /** `Read` or `Write`: it is written where the connector asks for that. */
  readonly permission: string;
  /** The service that is let in, for a policy of the destination. */
  readonly service?: string;
}

/** What a connector between two types stands for. Texts hold `{Source.Arn}`, `{Destination.Name}` and the like. */
export interface ConnectorProfile {
  readonly place: ConnectorPlace;
  readonly statements: readonly ConnectorStatement[];
}

/**
 * By the types of source and destination: the permission, the service that is let in, and a statement.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html, in detail
 * https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/connector_profiles/profiles.json
 */
const PROFILES = `
AWS::DynamoDB::Table AWS::Lambda::Function destination
  Read allow dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams on {Source.Arn}/stream/*
AWS::Events::Rule AWS::SNS::Topic policy
  Write by events.amazonaws.com allow sns:Publish on {Destination.Arn} if ArnEquals aws:SourceArn {Source.Arn}
AWS::Events::Rule AWS::Events::EventBus source
  Write allow events:PutEvents on {Destination.Arn}
AWS::Events::Rule AWS::StepFunctions::StateMachine source
  Write allow states:StartExecution on {Destination.Arn}
AWS::Events::Rule AWS::Lambda::Function policy
  Write by events.amazonaws.com allow lambda:InvokeFunction on {Destination.Arn} if ArnLike AWS:SourceArn {Source.Arn}
AWS::Events::Rule AWS::SQS::Queue policy
  Write by events.amazonaws.com allow sqs:SendMessage on {Destination.Arn} if ArnEquals aws:SourceArn {Source.Arn}
AWS::Lambda::Function AWS::Lambda::Function source
  Write allow lambda:InvokeAsync lambda:InvokeFunction on {Destination.Arn}
AWS::Lambda::Function AWS::S3::Bucket source
  Read allow s3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts on {Destination.Arn} {Destination.Arn}/*
  Write allow s3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject on {Destination.Arn} {Destination.Arn}/*
AWS::Lambda::Function AWS::DynamoDB::Table source
  Read allow dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect on {Destination.Arn} {Destination.Arn}/index/*
  Write allow dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate on {Destination.Arn} {Destination.Arn}/index/*
AWS::Lambda::Function AWS::SQS::Queue source
  Read allow sqs:ReceiveMessage sqs:GetQueueAttributes on {Destination.Arn}
  Write allow sqs:DeleteMessage sqs:SendMessage sqs:ChangeMessageVisibility sqs:PurgeQueue on {Destination.Arn}
AWS::Lambda::Function AWS::SNS::Topic source
  Write allow sns:Publish on {Destination.Arn}
AWS::Lambda::Function AWS::StepFunctions::StateMachine source
  Write allow states:StartExecution states:StartSyncExecution on {Destination.Arn}
  Write allow states:StopExecution on arn:{AWS::Partition}:states:{AWS::Region}:{AWS::AccountId}:execution:{Destination.Name}:*
  Read allow states:DescribeStateMachine states:ListExecutions on {Destination.Arn}
  Read allow states:DescribeExecution states:DescribeStateMachineForExecution states:GetExecutionHistory on arn:{AWS::Partition}:states:{AWS::Region}:{AWS::AccountId}:execution:{Destination.Name}:*
AWS::Lambda::Function AWS::Events::EventBus source
  Write allow events:PutEvents on {Destination.Arn}
AWS::Lambda::Function AWS::Location::PlaceIndex source
  Read allow geo:DescribePlaceIndex geo:GetPlace geo:SearchPlaceIndexForPosition geo:SearchPlaceIndexForSuggestions geo:SearchPlaceIndexForText on {Destination.Arn}
AWS::ApiGatewayV2::Api AWS::Lambda::Function policy
  Write by apigateway.amazonaws.com allow lambda:InvokeFunction on {Destination.Arn} if ArnLike AWS:SourceArn arn:{AWS::Partition}:execute-api:{AWS::Region}:{AWS::AccountId}:{Source.ResourceId}/{Source.Qualifier}
AWS::ApiGateway::RestApi AWS::Lambda::Function policy
  Write by apigateway.amazonaws.com allow lambda:InvokeFunction on {Destination.Arn} if ArnLike AWS:SourceArn arn:{AWS::Partition}:execute-api:{AWS::Region}:{AWS::AccountId}:{Source.ResourceId}/{Source.Qualifier}
AWS::SNS::Topic AWS::SQS::Queue policy
  Write by sns.amazonaws.com allow sqs:SendMessage on {Destination.Arn} if ArnEquals aws:SourceArn {Source.Arn}
AWS::SNS::Topic AWS::Lambda::Function policy
  Write by sns.amazonaws.com allow lambda:InvokeFunction on {Destination.Arn} if ArnLike AWS:SourceArn {Source.Arn}
AWS::SQS::Queue AWS::Lambda::Function destination
  Write allow sqs:DeleteMessage on {Source.Arn}
  Read allow sqs:ReceiveMessage sqs:GetQueueAttributes on {Source.Arn}
AWS::S3::Bucket AWS::Lambda::Function policy
  Write by s3.amazonaws.com allow lambda:InvokeFunction on {Destination.Arn} if ArnLike AWS:SourceArn {Source.Arn} and StringEquals AWS:SourceAccount {AWS::AccountId}
AWS::StepFunctions::StateMachine AWS::Lambda::Function source
  Write allow lambda:InvokeAsync lambda:InvokeFunction on {Destination.Arn}
AWS::StepFunctions::StateMachine AWS::SNS::Topic source
  Write allow sns:Publish on {Destination.Arn}
AWS::StepFunctions::StateMachine AWS::SQS::Queue source
  Write allow sqs:SendMessage on {Destination.Arn}
AWS::StepFunctions::StateMachine AWS::S3::Bucket source
  Read allow s3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts on {Destination.Arn} {Destination.Arn}/*
  Write allow s3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject on {Destination.Arn} {Destination.Arn}/*
AWS::StepFunctions::StateMachine AWS::DynamoDB::Table source
  Read allow dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect on {Destination.Arn} {Destination.Arn}/index/*
  Write allow dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate on {Destination.Arn} {Destination.Arn}/index/*
AWS::StepFunctions::StateMachine AWS::StepFunctions::StateMachine source
  Read allow states:DescribeExecution on arn:{AWS::Partition}:states:{AWS::Region}:{AWS::AccountId}:execution:{Destination.Name}:*
  Read allow events:DescribeRule on arn:{AWS::Partition}:events:{AWS::Region}:{AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
  Write allow states:StartExecution on {Destination.Arn}
  Write allow states:StopExecution on arn:{AWS::Partition}:states:{AWS::Region}:{AWS::AccountId}:execution:{Destination.Name}:*
  Write allow events:PutTargets events:PutRule on arn:{AWS::Partition}:events:{AWS::Region}:{AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
AWS::StepFunctions::StateMachine AWS::Events::EventBus source
  Write allow events:PutEvents on {Destination.Arn}
AWS::AppSync::DataSource AWS::DynamoDB::Table source
  Read allow dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect on {Destination.Arn} {Destination.Arn}/index/*
  Write allow dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate on {Destination.Arn} {Destination.Arn}/index/*
AWS::AppSync::DataSource AWS::Lambda::Function source
  Write allow lambda:InvokeAsync lambda:InvokeFunction on {Destination.Arn} {Destination.Arn}:*
AWS::AppSync::DataSource AWS::Events::EventBus source
  Write allow events:PutEvents on {Destination.Arn}
AWS::AppSync::GraphQLApi AWS::Lambda::Function policy
  Write by appsync.amazonaws.com allow lambda:InvokeFunction on {Destination.Arn} if ArnLike AWS:SourceArn arn:{AWS::Partition}:appsync:{AWS::Region}:{AWS::AccountId}:apis/{Source.ResourceId}
`;

/** https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/connector/connector.py */
const TYPES: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
};

/** The type that SAM makes of one of its own; any other type itself. */
export function plainType(type: string): string {
  return Object.hasOwn(TYPES, type) ? (TYPES[type] ?? type) : type;
}

/** What SAM makes of a connector between two types; `undefined` where it knows none. */
export function connectorProfile(source: string, destination: string): ConnectorProfile | undefined {
  const head = `\n${plainType(source)} ${plainType(destination)} `;
  const at = PROFILES.indexOf(head);
  if (at < 0) return undefined;
  const [place = '', ...lines] = PROFILES.slice(at + head.length).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('  '));
  return {
    place: place as ConnectorPlace,
    statements: lines.slice(0, end < 0 ? undefined : end).map((line) => read(line.trim())),
  };
}

function read(line: string): ConnectorStatement {
  const [, permission = '', service, statement = ''] = /^(\w+)(?: by (\S+))? (.*)$/u.exec(line) ?? [];
  return { permission, ...(service === undefined ? {} : { service }), ...readStatement(statement) };
}
