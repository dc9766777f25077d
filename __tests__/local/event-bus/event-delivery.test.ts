import {
  DeliveryError,
  EventDelivery,
  type MessageAttributes,
} from '../../../local/event-bus/event-delivery';
import { compileEventRules, type EventRule } from '../../../local/event-bus/event-rule';
import { RuleRouter } from '../../../local/event-bus/rule-router';
import type { EventRuleDeclaration } from '../../../plan/topology/event-rules';
import { busEvent } from '../../support/bus-events';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:notifications';
const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:000000000000:undelivered';

const declaration: EventRuleDeclaration = {
  address: 'aws_cloudwatch_event_rule.completed',
  name: 'completed',
  arn: 'arn:aws:events:us-east-1:000000000000:rule/images/completed',
  busName: 'images',
  pattern: { source: ['image.processing'] },
  targets: [
    {
      id: 'topic',
      arn: TOPIC,
      inputTransformer: { inputPaths: { key: '$.detail.key' }, inputTemplate: '"Photo <key> is ready."' },
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeSeconds: 60 },
      deadLetterArn: DEAD_LETTERS,
    },
  ],
};

interface Sent {
  readonly arn: string;
  readonly message: string;
  readonly ruleArn: string;
  readonly attributes?: MessageAttributes | undefined;
}

function setUp(refuse: (arn: string, attempt: number) => DeliveryError | undefined, rules = [declaration]) {
  let time = 0;
  let stopped = false;
  let attempts = 0;
  const sent: Sent[] = [];
  const outcomes: string[] = [];
  const delivery = new EventDelivery({
    sender: {
      async send(arn, message, ruleArn, attributes) {
        const problem = refuse(arn, attempts++);
        if (problem) throw problem;
        sent.push({ arn, message, ruleArn, attributes });
      },
    },
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
      return !stopped;
    },
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const matched: string[] = [];
  const router = new RuleRouter(compileEventRules(rules), delivery, ({ name }: EventRule) =>
    matched.push(name),
  );
  const stop = () => {
    stopped = true;
  };
  return { router, sent, outcomes, matched, stop };
}

const throttled = new DeliveryError('THROTTLED', 'slow down', true);
const forbidden = new DeliveryError('NO_PERMISSIONS', 'may not publish', false);

describe('A rule', () => {
  it('brings the transformed event to its target', async () => {
    const { router, sent, outcomes, matched } = setUp(() => undefined);
    router.route('images', busEvent({ detail: { key: 'uploads/a.jpg' } }));
    await router.settle();
    expect(sent).toEqual([
      { arn: TOPIC, message: '"Photo uploads/a.jpg is ready."', ruleArn: declaration.arn },
    ]);
    expect([matched, outcomes]).toEqual([['completed'], ['Invocations']]);
  });

  it('hands the whole event to a target without a transformer', async () => {
    const targets = declaration.targets.map(({ inputTransformer: _, ...target }) => target);
    const { router, sent } = setUp(() => undefined, [{ ...declaration, targets }]);
    const event = busEvent({});
    router.route('images', event);
    await router.settle();
    expect(JSON.parse(sent[0]?.message ?? '')).toEqual(event);
  });

  it('leaves events of other buses and other sources alone', async () => {
    const { router, sent, matched } = setUp(() => undefined);
    router.route('default', busEvent({}));
    router.route('images', busEvent({ source: 'somebody.else' }));
    await router.settle();
    expect([sent, matched]).toEqual([[], []]);
  });

  it('tries again after a passing failure', async () => {
    const { router, sent, outcomes } = setUp((_, attempt) => (attempt < 2 ? throttled : undefined));
    router.route('images', busEvent({}));
    await router.settle();
    expect(sent).toHaveLength(1);
    expect(outcomes).toEqual(['RetryInvocationAttempts', 'RetryInvocationAttempts', 'Invocations']);
  });

  it('sends the event to the dead-letter queue when all attempts failed, and says why', async () => {
    const { router, sent, outcomes } = setUp((arn) => (arn === TOPIC ? throttled : undefined));
    const event = busEvent({});
    router.route('images', event);
    await router.settle();
    expect(sent).toEqual([
      {
        arn: DEAD_LETTERS,
        message: JSON.stringify(event),
        ruleArn: declaration.arn,
        attributes: {
          RULE_ARN: declaration.arn,
          TARGET_ARN: TOPIC,
          ERROR_CODE: 'THROTTLED',
          ERROR_MESSAGE: 'slow down',
          RETRY_ATTEMPTS: '3',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        },
      },
    ]);
    expect(outcomes.slice(-2)).toEqual(['FailedInvocations', 'InvocationsSentToDlq']);
  });

  it('gives up when the event is too old', async () => {
    const [target] = declaration.targets;
    const impatient = { ...target, retryPolicy: { maximumRetryAttempts: 100, maximumEventAgeSeconds: 2 } };
    const { router, sent } = setUp(
      (arn) => (arn === TOPIC ? throttled : undefined),
      [{ ...declaration, targets: [impatient as (typeof declaration.targets)[number]] }],
    );
    router.route('images', busEvent({}));
    await router.settle();
    expect(sent[0]?.attributes?.EXHAUSTED_RETRY_CONDITION).toBe('MaximumEventAgeInSeconds');
  });

  it('tries no more, and gives nothing to the dead-letter queue, once the twin stops', async () => {
    const { router, sent, outcomes, stop } = setUp(() => throttled);
    stop();
    router.route('images', busEvent({}));
    await router.settle();
    expect([sent, outcomes]).toEqual([[], ['RetryInvocationAttempts']]);
  });

  it('does not repeat what is forbidden', async () => {
    const { router, sent, outcomes } = setUp((arn) => (arn === TOPIC ? forbidden : undefined));
    router.route('images', busEvent({}));
    await router.settle();
    expect(outcomes).toEqual(['FailedInvocations', 'InvocationsSentToDlq']);
    expect(sent[0]?.attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
  });

  it('reports an event that not even the dead-letter queue took', async () => {
    const { router, outcomes } = setUp(() => forbidden);
    router.route('images', busEvent({}));
    await router.settle();
    expect(outcomes).toEqual(['FailedInvocations', 'InvocationsFailedToBeSentToDlq']);
  });

  it('is refused by the address of its resource when its pattern or template is not supported', () => {
    const [target] = declaration.targets;
    const broken = {
      ...declaration,
      pattern: { source: [{ cidr: '10.0.0.0/8' }] },
      targets: [{ ...target, inputTransformer: { inputPaths: {}, inputTemplate: '"<who>"' } }],
    } as EventRuleDeclaration;
    expect(() => compileEventRules([broken])).toThrow(
      /rule\.completed: event_pattern: .*"cidr"[\s\S]*target topic: .*<who>/,
    );
  });
});
