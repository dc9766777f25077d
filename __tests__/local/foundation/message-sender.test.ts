import { messageSender, RefusedMessageError } from '../../../local/foundation/message-sender';
import { Gateway } from '../../../local/gateway/gateway';
import { type PublishedMessage, publishedMessages } from '../../../local/notifications/published-message';
import { messagingFront, sqsFront } from '../../../local/queues/messaging-front';
import { type MessagingServer, startMessagingServer } from '../../../local/queues/messaging-server';

const QUEUE_URL = 'http://127.0.0.1/000000000000/uploads';
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';

let messaging: MessagingServer;
let published: PublishedMessage[];
let calls: string[];
const gateway = new Gateway();
const messages = messageSender((call) => gateway.request(call));

beforeAll(async () => {
  messaging = await startMessagingServer('us-east-1');
  gateway.open({
    s3: () => Promise.reject(new Error('no')),
    others: {
      sqs: sqsFront(messaging),
      sns: messagingFront(messaging, (form, answer) => published.push(...publishedMessages(form, answer))),
    },
  });
  gateway.watch(({ service, operation, status }) => calls.push(`${service} ${operation} ${status ?? ''}`));
  const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.CreateQueue' };
  await messaging.request(json, JSON.stringify({ QueueName: 'uploads' }));
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  await messaging.request(form, 'Action=CreateTopic&Name=alerts');
});
beforeEach(() => {
  published = [];
  calls = [];
});
afterAll(() => messaging.close());

describe('A message that one service sends another', () => {
  it('reaches a queue with its attributes, and those who watch the gateway see it', async () => {
    await messages.toQueue({ queueUrl: QUEUE_URL, body: 'Été & "1"', attributes: { ERROR_CODE: 'X' } });
    expect(await messaging.messagesOf('uploads')).toMatchObject([
      { body: 'Été & "1"', messageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'X' } } },
    ]);
    expect(calls).toEqual(['sqs SendMessage ', 'sqs SendMessage 200']);
  });

  it('reaches a topic, with a subject and a text for each protocol', async () => {
    await messages.toTopic({ topicArn: TOPIC, message: 'plain & simple' });
    const texts = JSON.stringify({ default: 'short', email: 'long' });
    await messages.toTopic({ topicArn: TOPIC, message: texts, subject: 'ALARM', isByProtocol: true });
    expect(published).toMatchObject([{ message: 'plain & simple' }, { subject: 'ALARM', message: 'long' }]);
  });

  it('is refused with the error of the service', async () => {
    const toQueue = messages.toQueue({ queueUrl: `${QUEUE_URL}-other`, body: 'x' });
    await expect(toQueue).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
      status: 400,
    });
    const toTopic = messages.toTopic({ topicArn: `${TOPIC}-other`, message: 'x' });
    await expect(toTopic).rejects.toBeInstanceOf(RefusedMessageError);
    await expect(toTopic).rejects.toMatchObject({ code: 'NotFound', status: 404 });
  });
});
