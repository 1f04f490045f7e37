import type { Flow } from '../../model/breadth.js';
import { remembered } from '../../patterns/remembered.js';
import { patternsOverlap } from './wildcards.js';

/**
 * What actions do with messages, by service. Everything of a service that is not listed and not reading administers it.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html, list_amazonsns.html,
 * list_amazonkinesisdatastreams.html, list_amazonkinesisfirehose.html, list_amazoneventbridge.html,
 * list_apachekafkaapisforamazonmskclusters.html, list_awsiot.html, list_awsappsync.html, list_amazonkinesisvideostreams.html,
 * list_amazonmq.html (whose messages are the broker's own business)
 */
const FLOWS: Readonly<Record<string, Readonly<Record<Flow, string>>>> = {
  sqs: {
    // The calls for several messages at once are allowed by the actions for one.
    consume: 'ReceiveMessage DeleteMessage ChangeMessageVisibility',
    publish: 'SendMessage',
    administer:
      'CreateQueue DeleteQueue PurgeQueue SetQueueAttributes AddPermission RemovePermission StartMessageMoveTask CancelMessageMoveTask',
  },
  sns: {
    consume: 'Subscribe ConfirmSubscription',
    publish: 'Publish',
    administer:
      'CreateTopic DeleteTopic SetTopicAttributes AddPermission RemovePermission SetSubscriptionAttributes PutDataProtectionPolicy',
  },
  kinesis: {
    consume: 'GetRecords GetShardIterator SubscribeToShard RegisterStreamConsumer',
    publish: 'PutRecord PutRecords',
    administer:
      'CreateStream DeleteStream UpdateShardCount MergeShards SplitShard PutResourcePolicy DeleteResourcePolicy UpdateStreamMode DecreaseStreamRetentionPeriod IncreaseStreamRetentionPeriod',
  },
  firehose: {
    consume: '',
    publish: 'PutRecord PutRecordBatch',
    administer: 'CreateDeliveryStream DeleteDeliveryStream UpdateDestination',
  },
  events: {
    consume: '',
    publish: 'PutEvents PutRawEvents PutPartnerEvents',
    administer:
      'CreateEventBus DeleteEventBus UpdateEventBus PutPermission RemovePermission PutResourcePolicy DeleteResourcePolicy PutRule DeleteRule PutTargets RemoveTargets CreateSubscriber UpdateSubscriber DeleteSubscriber StartReplay',
  },
  'kafka-cluster': {
    consume: 'ReadData',
    publish: 'WriteData',
    administer:
      'CreateTopic DeleteTopic AlterTopic AlterTopicDynamicConfiguration AlterCluster AlterClusterDynamicConfiguration',
  },
  appsync: {
    consume: 'EventSubscribe',
    publish: 'EventPublish',
    administer: 'CreateChannelNamespace UpdateChannelNamespace DeleteChannelNamespace',
  },
  kinesisvideo: {
    consume: 'GetMedia GetMediaForFragmentList',
    publish: 'PutMedia',
    administer: 'CreateStream UpdateStream DeleteStream UpdateDataRetention',
  },
  mq: {
    consume: '',
    publish: '',
    administer:
      'CreateBroker UpdateBroker DeleteBroker RebootBroker CreateUser UpdateUser DeleteUser CreateConfiguration UpdateConfiguration',
  },
  iot: {
    consume: 'Subscribe Receive GetRetainedMessage',
    publish: 'Publish RetainPublish',
    administer: 'CreatePolicy AttachPolicy DetachPolicy CreateTopicRule ReplaceTopicRule DeleteTopicRule',
  },
};

/** Words for the destination of each service. */
const DESTINATIONS: Readonly<Record<string, string>> = {
  sqs: 'queue',
  sns: 'topic',
  kinesis: 'stream',
  firehose: 'delivery stream',
  events: 'event bus',
  'kafka-cluster': 'topic',
  appsync: 'channel',
  kinesisvideo: 'video stream',
  mq: 'broker',
  iot: 'topic',
};

/** What an action, or a pattern of actions, of one service lets one do with messages; empty where it does nothing with any. */
export function flowsOf(action: string): readonly Flow[] {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  const flows = Object.hasOwn(FLOWS, service) ? FLOWS[service] : undefined;
  if (flows === undefined) return [];
  return (['consume', 'publish', 'administer'] as const).filter((flow) =>
    flows[flow]
      .toLowerCase()
      .split(' ')
      .some((known) => known !== '' && patternsOverlap(name, known)),
  );
}

/** Actions on a message that somebody has received already: by themselves they let nobody read one. */
const OF_THE_RECEIVED = ['sqs:deletemessage', 'sqs:changemessagevisibility'];
const RECEIVING = 'sqs:receivemessage';

/** The same for what is granted, where an action that works on received messages only consumes nothing. */
export function grantedFlowsOf(action: string): readonly Flow[] {
  return rememberedFlows(action, () => flowsGrantedBy(action));
}

/** Policies name few such actions, and the same again and again. */
const rememberedFlows = remembered<readonly Flow[]>(2_000);

function flowsGrantedBy(action: string): readonly Flow[] {
  const flows = flowsOf(action);
  const pattern = action.toLowerCase();
  const isAfterwards =
    OF_THE_RECEIVED.some((one) => patternsOverlap(pattern, one)) && !patternsOverlap(pattern, RECEIVING);
  return isAfterwards ? flows.filter((flow) => flow !== 'consume') : flows;
}

/** What a service's messages go to; `undefined` for a service without messages. */
export function destinationWord(service: string): string | undefined {
  return Object.hasOwn(DESTINATIONS, service) ? DESTINATIONS[service] : undefined;
}
