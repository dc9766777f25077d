import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Account } from '../account';
import { bucketSituation } from '../bucket-situation';

/** `refused`: another account uses the name. `elsewhere`: it is in use in another region. */
export type NameSituation = 'free' | 'taken' | 'refused' | { readonly elsewhere: string };

interface Lookup {
  /** The attribute that contains the name. */
  readonly attribute: string;
  look(name: string, account: Account): Promise<NameSituation>;
}

/**
 * The lookup for each resource type whose name AWS rejects when it exists. Other types, such as alarms and dashboards,
 * are updated if they exist, or have no name.
 */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
  aws_iam_role: named((RoleName, { iam }) => iam.send(new GetRoleCommand({ RoleName }))),
  aws_lambda_function: {
    attribute: 'function_name',
    look: (FunctionName, { lambda }) => takenIf(lambda.send(new GetFunctionCommand({ FunctionName }))),
  },
  aws_cloudwatch_log_group: {
    attribute: 'name',
    look: async (name, { logs }) => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
      return logGroups.some(({ logGroupName }) => logGroupName === name) ? 'taken' : 'free';
    },
  },
  aws_s3_bucket: {
    attribute: 'bucket',
    look: async (name, { id, region, s3 }) => {
      const situation = await bucketSituation(s3, name, id);
      if (situation.kind !== 'ours') return situation.kind;
      return situation.region === region ? 'taken' : { elsewhere: situation.region };
    },
  },
  aws_dynamodb_table: named((TableName, { dynamoDb }) =>
    dynamoDb.send(new DescribeTableCommand({ TableName })),
  ),
  aws_sqs_queue: named((QueueName, { sqs }) => sqs.send(new GetQueueUrlCommand({ QueueName }))),
  aws_sns_topic: named((name, { id, region, sns }) =>
    sns.send(new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:${region}:${id}:${name}` })),
  ),
  aws_cloudwatch_event_bus: named((Name, { events }) => events.send(new DescribeEventBusCommand({ Name }))),
  aws_cloudwatch_event_rule: named((Name, { events }) => events.send(new DescribeRuleCommand({ Name }))),
  aws_cloudwatch_event_archive: named((ArchiveName, { events }) =>
    events.send(new DescribeArchiveCommand({ ArchiveName })),
  ),
};

function named(ask: (name: string, account: Account) => Promise<unknown>): Lookup {
  return { attribute: 'name', look: (name, account) => takenIf(ask(name, account)) };
}

const NOT_THERE = /NotFound|NoSuchEntity|NonExistentQueue|QueueDoesNotExist/;

async function takenIf(lookup: Promise<unknown>): Promise<NameSituation> {
  try {
    await lookup;
    return 'taken';
  } catch (error) {
    if (error instanceof Error && NOT_THERE.test(error.name)) return 'free';
    throw error;
  }
}
