import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { resourceNames } from '../../../stacks/names';
import type { Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { bucketSituation } from '../bucket-situation';

/** Whether a name is in use. `refused`: by another account, which denies access. */
export type NameSituation = 'free' | 'taken' | 'refused';

/** A resource whose name is unique in the account or, for a bucket, globally. */
export interface NamedResource {
  /** Terraform's type. */
  readonly type: string;
  readonly name: string;
  situation(): Promise<NameSituation>;
}

/** The resources of a deployment whose names may be in use, and can be looked up. */
export function namedResources(settings: Settings, account: Account): NamedResource[] {
  const names = resourceNames(settings);
  const { id, region, s3, dynamoDb, sqs, sns, events } = account;
  const bucket = (name: string): NamedResource => ({
    type: 'aws_s3_bucket',
    name,
    situation: async () => {
      const { kind } = await bucketSituation(s3, name, id);
      return kind === 'ours' ? 'taken' : kind;
    },
  });
  const queue = (name: string): NamedResource => ({
    type: 'aws_sqs_queue',
    name,
    situation: () => takenIf(sqs.send(new GetQueueUrlCommand({ QueueName: name }))),
  });
  const topic = (name: string): NamedResource => ({
    type: 'aws_sns_topic',
    name,
    situation: () =>
      takenIf(sns.send(new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:${region}:${id}:${name}` }))),
  });
  return [
    ...(settings.SOURCE_BUCKET ? [] : [bucket(names.sourceBucket(id))]),
    bucket(names.processedBucket(id)),
    {
      type: 'aws_dynamodb_table',
      name: names.metadataTable,
      situation: () => takenIf(dynamoDb.send(new DescribeTableCommand({ TableName: names.metadataTable }))),
    },
    queue(names.uploadsQueue),
    queue(names.deadLetterQueue),
    queue(names.undeliveredQueue),
    {
      type: 'aws_cloudwatch_event_bus',
      name: names.eventBus,
      situation: () => takenIf(events.send(new DescribeEventBusCommand({ Name: names.eventBus }))),
    },
    topic(names.notificationsTopic),
    topic(names.alertsTopic),
  ];
}

const NOT_THERE = /NotFound|NonExistentQueue|QueueDoesNotExist/;

async function takenIf(look: Promise<unknown>): Promise<NameSituation> {
  try {
    await look;
    return 'taken';
  } catch (error) {
    if (error instanceof Error && NOT_THERE.test(error.name)) return 'free';
    throw error;
  }
}
