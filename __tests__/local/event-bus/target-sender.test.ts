import type { DeliveryError } from '../../../local/event-bus/event-delivery';
import { targetSender } from '../../../local/event-bus/target-sender';
import { RefusedMessageError } from '../../../local/foundation/message-sender';
import type { Denial, ServiceCaller } from '../../../local/iam/authorizer';
import type { RequestedAction } from '../../../local/iam/requested-action';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alerts';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:undelivered';
const RULE = 'arn:aws:events:us-east-1:000000000000:rule/images/completed';

function setUp({ refusal, failure }: { refusal?: string; failure?: Error } = {}) {
  const sent: unknown[] = [];
  const asked: (ServiceCaller & RequestedAction)[] = [];
  const send = async (message: unknown) => {
    if (failure) throw failure;
    sent.push(message);
  };
  const sender = targetSender({
    messages: { toQueue: send, toTopic: send },
    queueUrlOf: (arn) => (arn === QUEUE ? 'http://queue' : undefined),
    authorizer: {
      async decideService(caller, action) {
        asked.push({ ...caller, ...action });
        return refusal === undefined ? undefined : ({ message: refusal } as Denial);
      },
    },
  });
  return { sender, sent, asked };
}

const failureOf = (sending: Promise<void>) => sending.then(undefined, (error: DeliveryError) => error);

describe('A rule', () => {
  it('publishes to a topic, asking as EventBridge', async () => {
    const { sender, sent, asked } = setUp();
    await sender.send(TOPIC, 'hello', RULE);
    expect(sent).toEqual([{ topicArn: TOPIC, message: 'hello' }]);
    expect(asked).toEqual([
      { service: 'events.amazonaws.com', sourceArn: RULE, action: 'sns:Publish', resource: TOPIC },
    ]);
  });

  it('sends to a queue, with what it says about a failure', async () => {
    const { sender, sent } = setUp();
    await sender.send(QUEUE, 'hello', RULE, { ERROR_CODE: 'THROTTLED' });
    expect(sent).toEqual([
      { queueUrl: 'http://queue', body: 'hello', attributes: { ERROR_CODE: 'THROTTLED' } },
    ]);
  });

  it('sends any character to a queue, the rare ones as JSON escapes', async () => {
    const { sender, sent } = setUp();
    await sender.send(QUEUE, JSON.stringify({ key: 'uploads/🏔 é.jpg' }), RULE);
    const [{ body }] = sent as [{ body: string }];
    expect(body).toBe('{"key":"uploads/\\ud83c\\udfd4 é.jpg"}');
    expect(JSON.parse(body)).toEqual({ key: 'uploads/🏔 é.jpg' });
  });

  it('sends nothing where the policy does not admit it, and need not try again', async () => {
    const { sender, sent } = setUp({ refusal: 'not admitted' });
    expect(await failureOf(sender.send(TOPIC, 'hello', RULE))).toMatchObject({
      code: 'NO_PERMISSIONS',
      message: 'not admitted',
      retryable: false,
    });
    expect(sent).toEqual([]);
  });

  it('finds no queue that is not declared', async () => {
    const { sender } = setUp();
    expect(await failureOf(sender.send(`${QUEUE}-other`, 'x', RULE))).toMatchObject({ code: 'NO_RESOURCE' });
  });

  it.each([
    ['a passing failure', new RefusedMessageError('ServiceUnavailable', 'no', 503), true],
    ['too many requests', new RefusedMessageError('Throttling', 'no', 429), true],
    ['an error of any other kind', new Error('no'), true],
    ['a refusal', new RefusedMessageError('InvalidParameter', 'no', 400), false],
  ])('tries again after %s: %s %s', async (_, failure, retryable) => {
    const { sender } = setUp({ failure });
    expect(await failureOf(sender.send(TOPIC, 'x', RULE))).toMatchObject({ retryable });
  });
});
