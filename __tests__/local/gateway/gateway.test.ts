import { request as send } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTimeToLiveCommand, DynamoDBClient, ListBackupsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { EventBuses } from '../../../local/event-bus/event-bus';
import { eventsFront } from '../../../local/event-bus/events-front';
import { TWIN_CREDENTIALS } from '../../../local/foundation/clients';
import { credentialsOf } from '../../../local/foundation/credentials';
import { closeServer, listenOnLoopback } from '../../../local/foundation/loopback';
import { Gateway } from '../../../local/gateway/gateway';
import { messagingFront, sqsFront } from '../../../local/queues/messaging-front';
import { type MessagingServer, startMessagingServer } from '../../../local/queues/messaging-server';
import { dynamoDbFront } from '../../../local/table/dynamodb-front';
import { type DynamoDbServer, startDynamoDbServer } from '../../../local/table/dynamodb-server';

const TABLE = {
  name: 'images',
  hashKey: 'id',
  attributes: [],
  indexes: [],
  hasPointInTimeRecovery: false,
  ttlAttribute: 'ttl',
};
const PLACE = { accountId: '000000000000', region: 'us-east-1', endpoint: '', apiUrl: '' };

let messaging: MessagingServer;
let dynamoDb: DynamoDbServer;
let gateway: Gateway;
let port: number;

beforeAll(async () => {
  messaging = await startMessagingServer('us-east-1');
  dynamoDb = await startDynamoDbServer();
});
afterAll(() => Promise.all([messaging.close(), dynamoDb.close()]));

beforeEach(async () => {
  gateway = new Gateway();
  port = await listenOnLoopback(gateway.server, 0);
  gateway.open({
    s3: async (_, response) => {
      response.end('an object');
    },
    others: {
      sqs: sqsFront(messaging),
      sns: messagingFront(messaging),
      dynamodb: dynamoDbFront(dynamoDb, [TABLE]),
      events: eventsFront(new EventBuses([{ name: 'events' }], PLACE)),
    },
  });
});
afterEach(() => closeServer(gateway.server));

const configuration = (host = '127.0.0.1', credentials = credentialsOf('test')) => ({
  endpoint: `http://${host}:${port}`,
  region: 'us-east-1',
  credentials: { ...credentials },
  maxAttempts: 1,
});

/** A plain request, with the Host header of our choice. */
function get(headers: Record<string, string>): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port, path: '/bucket/key', headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ ...(response.statusCode && { status: response.statusCode }), body });
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the AWS endpoint', () => {
  it('names a service that it does not have, and those it has', async () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=test/20260621/us-east-1/kinesis/aws4_request, Signature=0';
    const { status, body } = await get({ authorization });
    expect(status).toBe(501);
    expect(JSON.parse(body).message).toBe(
      'The local twin has no kinesis; it has s3, sqs, sns, dynamodb, events.',
    );
  });

  it('accepts requests to loopback names only', async () => {
    expect(await get({ host: 'attacker.example' })).toMatchObject({ status: 403 });
    expect(await get({ host: `bucket.localhost:${port}` })).toEqual({ status: 200, body: 'an object' });
  });

  it('says that it is not up yet', async () => {
    const early = new Gateway();
    port = await listenOnLoopback(early.server, 0);
    expect(await get({})).toMatchObject({ status: 503, body: expect.stringContaining('still starting') });
    await closeServer(early.server);
  });

  it('accepts calls of the twin alone once it is closing', async () => {
    await gateway.close(0);
    expect(await get({})).toMatchObject({ status: 503, body: expect.stringContaining('stopping') });
    const asTwin = new SQSClient(configuration('127.0.0.1', TWIN_CREDENTIALS));
    expect(await asTwin.send(new CreateQueueCommand({ QueueName: 'late' }))).toMatchObject({
      QueueUrl: expect.stringContaining('/late'),
    });
  });
});

describe('SQS behind the endpoint', () => {
  it('gives URLs of the endpoint as the client knows it, and takes them under every name', async () => {
    const sqs = new SQSClient({ ...configuration(), useQueueUrlAsEndpoint: false });
    await sqs.send(new CreateQueueCommand({ QueueName: 'names' }));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'names' }));
    expect(QueueUrl).toBe(`http://127.0.0.1:${port}/000000000000/names`);
    for (const url of [QueueUrl, `http://localhost:${port}/000000000000/names`]) {
      const { Attributes: attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
      );
      expect(attributes?.QueueArn).toBe('arn:aws:sqs:us-east-1:000000000000:names');
    }
  });

  it('gives back what a client that went away was waiting for', async () => {
    const sqs = new SQSClient(configuration());
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'impatient' }));
    const leaving = new AbortController();
    const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }), {
      abortSignal: leaving.signal,
    });
    await sleep(100);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'still here' }));
    const { Messages: messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }),
    );
    expect(messages?.map(({ Body }) => Body)).toEqual(['still here']);
  });
});

describe('other services behind the endpoint', () => {
  it('DynamoDB describes the time to live that the stacks declare', async () => {
    const client = new DynamoDBClient(configuration());
    const { TimeToLiveDescription: description } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: 'images' }),
    );
    expect(description).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  });

  it('DynamoDB refuses an operation it lacks by its name', async () => {
    const client = new DynamoDBClient(configuration());
    await expect(client.send(new ListBackupsCommand({}))).rejects.toThrow(
      "The local twin's DynamoDB has no ListBackups.",
    );
  });

  it('EventBridge returns a result for each entry', async () => {
    const client = new EventBridgeClient(configuration());
    const entry = { Source: 'a', DetailType: 'b', Detail: '{}', EventBusName: 'events' };
    const answer = await client.send(new PutEventsCommand({ Entries: [entry, { ...entry, Detail: '' }] }));
    expect(answer).toMatchObject({ FailedEntryCount: 1 });
  });

  it('EventBridge refuses an operation it lacks by its name', async () => {
    const client = new EventBridgeClient(configuration());
    await expect(client.send(new ListRulesCommand({}))).rejects.toThrow(
      "The local twin's EventBridge has no ListRules.",
    );
  });

  it('SNS is available', async () => {
    const client = new SNSClient(configuration());
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:gone';
    await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
      name: expect.stringContaining('NotFound'),
    });
  });
});
