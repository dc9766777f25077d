import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand, DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { resourceNames } from '../../../stacks/names';
import type { Settings } from '../../../stacks/settings';
import type { Account } from '../account';
import { bucketSituation } from '../bucket-situation';

/** Whether a name is in use. `refused`: by another account, which denies access. `elsewhere`: in another region. */
export type NameSituation = 'free' | 'taken' | 'refused' | { readonly elsewhere: string };

/** A resource whose name is unique in the account or region or, for a bucket, globally. */
export interface NamedResource {
  /** Terraform's type. */
  readonly type: string;
  readonly name: string;
  situation(): Promise<NameSituation>;
}

/** The resources of a deployment whose names may be in use, and can be looked up. */
export function namedResources(settings: Settings, account: Account): NamedResource[] {
  const names = resourceNames(settings);
  const { id, region, s3, dynamoDb, sqs, sns, events, iam, lambda, logs } = account;
  const bucket = (name: string): NamedResource => ({
    type: 'aws_s3_bucket',
    name,
    situation: async () => {
      const situation = await bucketSituation(s3, name, id);
      if (situation.kind !== 'ours') return situation.kind;
      return situation.region === region ? 'taken' : { elsewhere: situation.region };
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
  const role = (name: string): NamedResource => ({
    type: 'aws_iam_role',
    name,
    situation: () => takenIf(iam.send(new GetRoleCommand({ RoleName: name }))),
  });
  const lambdaFunction = (name: string): NamedResource => ({
    type: 'aws_lambda_function',
    name,
    situation: () => takenIf(lambda.send(new GetFunctionCommand({ FunctionName: name }))),
  });
  const logGroup = (name: string): NamedResource => ({
    type: 'aws_cloudwatch_log_group',
    name,
    situation: async () => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
      return logGroups.some(({ logGroupName }) => logGroupName === name) ? 'taken' : 'free';
    },
  });
  const functions = [names.imageProcessor, names.imageApi];
  const uploadsRule = { Name: names.uploadsRule };
  return [
    ...functions.flatMap((name) => [role(name), lambdaFunction(name), logGroup(`/aws/lambda/${name}`)]),
    ...(settings.API_ACCESS_LOGS === 'managed' ? [role(names.apiLogsRole)] : []),
    ...(settings.API_ACCESS_LOGS === 'off' ? [] : [logGroup(`/aws/apigateway/${names.restApi}`)]),
    // The other rules belong to the bus, which is asked for below.
    ...(settings.SOURCE_BUCKET
      ? [
          {
            type: 'aws_cloudwatch_event_rule',
            name: names.uploadsRule,
            situation: () => takenIf(events.send(new DescribeRuleCommand(uploadsRule))),
          },
        ]
      : []),
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

const NOT_THERE = /NotFound|NoSuchEntity|NonExistentQueue|QueueDoesNotExist/;

async function takenIf(look: Promise<unknown>): Promise<NameSituation> {
  try {
    await look;
    return 'taken';
  } catch (error) {
    if (error instanceof Error && NOT_THERE.test(error.name)) return 'free';
    throw error;
  }
}
