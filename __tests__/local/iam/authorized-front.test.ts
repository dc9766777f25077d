import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { accessKeyIdOf } from '../../../local/foundation/credentials';
import { readBody } from '../../../local/foundation/http';
import { serviceOf } from '../../../local/gateway/service-of';
import { authorizedFront } from '../../../local/iam/authorized-front';
import { Authorizer } from '../../../local/iam/authorizer';

/** The error of each service's own SDK for a refusal. */

const ROLE = { name: 'nobody', arn: 'arn:aws:iam::000000000000:role/nobody', policies: [] };
const account = { accountId: '000000000000', region: 'us-east-1' };
const reached: string[] = [];
let server: Server;
let endpoint: string;

beforeAll(async () => {
  const authorizer = new Authorizer({
    roles: [ROLE],
    resourcePolicies: new Map(),
    account,
    onDenied: () => undefined,
  });
  server = createServer((request, response) => {
    const service = serviceOf({ headers: request.headers, url: request.url ?? '/' });
    const front = authorizedFront(
      service,
      async () => {
        reached.push(service);
        response.end('{}');
      },
      authorizer,
      account,
    );
    void readBody(request).then((body) => front(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const calls: readonly [service: string, call: (configuration: Configuration) => Promise<unknown>, string][] =
  [
    [
      'dynamodb',
      (to) =>
        new DynamoDBClient(to).send(new PutItemCommand({ TableName: 'images', Item: { id: { S: '1' } } })),
      'dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/images',
    ],
    [
      'sqs',
      (to) =>
        new SQSClient(to).send(
          new SendMessageCommand({ QueueUrl: `${endpoint}/000000000000/q`, MessageBody: 'x' }),
        ),
      'sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:q',
    ],
    [
      'sns',
      (to) =>
        new SNSClient(to).send(
          new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: '<&>' }),
        ),
      'sns:Publish on resource: arn:aws:sns:us-east-1:000000000000:t',
    ],
    [
      'events',
      (to) =>
        new EventBridgeClient(to).send(
          new PutEventsCommand({
            Entries: [{ EventBusName: 'images', Source: 's', DetailType: 't', Detail: '{}' }],
          }),
        ),
      'events:PutEvents on resource: arn:aws:events:us-east-1:000000000000:event-bus/images',
    ],
    [
      'lambda',
      (to) => new LambdaClient(to).send(new InvokeCommand({ FunctionName: 'processor', Payload: '{}' })),
      'lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:processor',
    ],
  ];

interface Configuration {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const as = (accessKeyId: string): Configuration => ({
  endpoint,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: 'x' },
});

describe('A role without permissions', () => {
  it.each(calls)('is refused by %s, which names role, action and resource', async (_, call, what) => {
    reached.length = 0;
    const error: Error = await call(as(accessKeyIdOf(ROLE.arn))).then(
      () => new Error('It was let through'),
      (refusal) => refusal,
    );
    expect(error.name).toMatch(/AccessDenied|AuthorizationError/);
    expect(error.message).toContain(`${ROLE.arn} is not authorized to perform: ${what}`);
    expect(reached).toEqual([]);
  });
});

describe('Any other key', () => {
  it.each(calls)('may ask %s for everything', async (service, call) => {
    reached.length = 0;
    await call(as('test')).catch(() => undefined);
    expect(reached).toEqual([service]);
  });
});
