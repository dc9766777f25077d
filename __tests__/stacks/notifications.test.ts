import { displayNameOf } from '../../lambda/domain/display-name';
import type { ImageRecord } from '../../lambda/domain/image-record';
import { transformedText } from '../support/event-bridge-text';
import { statementsOf, synthesize } from '../support/synthesized-stack';

const { pipeline } = synthesize({ NOTIFICATION_EMAIL: 'people@example.com' });
const BUS = pipeline.reference('aws_cloudwatch_event_bus', 'name');
const TOPIC = { name: 'image-processing-notifications-dev' };
const ALERTS = { name: 'image-processing-alerts-dev' };
const UNDELIVERED = { name: 'image-processing-undelivered-dev' };

const ruleOf = (outcome: string) => ({ name: `image-processing-${outcome}-dev` });
const targetOf = (outcome: string, stack = pipeline) =>
  stack.resource('aws_cloudwatch_event_target', {
    rule: stack.reference('aws_cloudwatch_event_rule', 'name', ruleOf(outcome)),
  });

const record: ImageRecord = {
  imageId: '0b1d6c7a5e4f48d2a3c9e1f0726b8d54',
  timestamp: 1_767_225_600_000,
  processingStatus: 'COMPLETED',
  bucket: 'photo-uploads-000000000000-dev',
  key: 'uploads/user-7/Été + sunset (1).JPG',
  uploadDate: '2026-01-01',
  size: 3_912_443,
  format: 'jpeg',
  width: 4032,
  height: 3024,
  durationMs: 412,
  previews: [
    [150, 113, 4112],
    [300, 225, 12_034],
    [800, 600, 51_377],
  ].map(([width = 0, height = 0, size = 0]) => ({
    name: `${width}x${width}`,
    key: `previews/${width}`,
    width,
    height,
    format: 'webp',
    contentType: 'image/webp',
    size,
  })),
};

describe('the bus', () => {
  it('has a name of its own and an archive of 30 days to replay from', () => {
    expect(pipeline.resource('aws_cloudwatch_event_bus').name).toBe('image-processing-events-dev');
    expect(pipeline.resource('aws_cloudwatch_event_archive')).toMatchObject({
      name: 'image-processing-archive-dev',
      event_source_arn: pipeline.reference('aws_cloudwatch_event_bus', 'arn'),
      event_pattern: JSON.stringify({ source: ['image.processing'] }),
      retention_days: 30,
    });
  });
});

describe.each([
  ['completed', 'Image Processing Completed'],
  ['failed', 'Image Processing Failed'],
  ['deleted', 'Image Deleted'],
])('the rule %s', (outcome, detailType) => {
  it(`takes "${detailType}" from the bus to the notifications topic`, () => {
    const rule = pipeline.resource('aws_cloudwatch_event_rule', ruleOf(outcome));
    expect(rule.event_bus_name).toBe(BUS);
    expect(JSON.parse(String(rule.event_pattern))).toEqual({
      source: ['image.processing'],
      'detail-type': [detailType],
    });
    expect(targetOf(outcome)).toMatchObject({
      event_bus_name: BUS,
      arn: pipeline.reference('aws_sns_topic', 'arn', TOPIC),
    });
  });

  it('tries for four hours, then leaves the event in a dead-letter queue', () => {
    expect(targetOf(outcome)).toMatchObject({
      retry_policy: { maximum_event_age_in_seconds: 14_400, maximum_retry_attempts: 50 },
      dead_letter_config: { arn: pipeline.reference('aws_sqs_queue', 'arn', UNDELIVERED) },
    });
  });
});

it('a rule has no target before topic and dead-letter queue admit it', () => {
  const policies = [
    `aws_sns_topic_policy.${pipeline.resource('aws_sns_topic_policy', { arn: pipeline.reference('aws_sns_topic', 'arn', TOPIC) }).logicalId}`,
    `aws_sqs_queue_policy.${pipeline.resource('aws_sqs_queue_policy', { queue_url: pipeline.reference('aws_sqs_queue', 'url', UNDELIVERED) }).logicalId}`,
  ];
  const targets = Object.values(pipeline.resources('aws_cloudwatch_event_target'));
  expect(targets.map((target) => target.depends_on)).toEqual([policies, policies, policies]);
});

describe('a message', () => {
  const textOf = (outcome: string, detail: ImageRecord) =>
    transformedText(targetOf(outcome).input_transformer, { ...detail, displayName: displayNameOf(detail) });

  it('names a photo that is ready, its size, its duration and its previews', () => {
    expect(textOf('completed', record)).toEqual([
      'Your photo Été_sunset_1.JPG is ready.',
      'The original is a jpeg of 4032 x 3024 pixels and 3912443 bytes. It took 412 ms.',
      'Preview 150x150: 150 x 113 pixels, 4112 bytes.',
      'Preview 300x300: 300 x 225 pixels, 12034 bytes.',
      'Preview 800x800: 800 x 600 pixels, 51377 bytes.',
      'Image 0b1d6c7a5e4f48d2a3c9e1f0726b8d54, from photo-uploads-000000000000-dev.',
    ]);
  });

  it('says why a photo failed', () => {
    const error = { code: 'EMPTY_OBJECT', message: 'The file is empty: it has no bytes at all.' } as const;
    const { previews: _, ...unfinished } = record;
    expect(textOf('failed', { ...unfinished, processingStatus: 'FAILED', error }).slice(0, 2)).toEqual([
      'Your photo Été_sunset_1.JPG could not be processed.',
      'The file is empty: it has no bytes at all. (EMPTY_OBJECT)',
    ]);
  });

  it('says that a photo was deleted', () => {
    const { imageId, timestamp, bucket, key, uploadDate } = record;
    const deleted = { imageId, timestamp, bucket, key, uploadDate, processingStatus: 'DELETED' } as const;
    expect(textOf('deleted', deleted)[0]).toBe(
      'Your photo Été_sunset_1.JPG was deleted, and its previews with it.',
    );
  });

  it('contains nothing that the uploader can choose but the safe name', () => {
    const chosen = ['key', 'fileName', 'userId', 'copyright', 'camera'].map((field) => `$.detail.${field}`);
    for (const outcome of ['completed', 'failed', 'deleted']) {
      const { input_paths: paths } = Object(targetOf(outcome).input_transformer);
      expect(Object.values(paths)).toContain('$.detail.displayName');
      expect(Object.values(paths).filter((path) => chosen.includes(String(path)))).toEqual([]);
    }
  });

  it('stays within what EventBridge takes, even with ten previews', () => {
    const sizes = Array.from({ length: 10 }, (_, n) => `${4000 + n}x${4000 + n}`).join(',');
    const { input_paths: paths, input_template: template } = Object(
      targetOf('completed', synthesize({ PREVIEW_SIZES: sizes }).pipeline).input_transformer,
    );
    expect(Object.keys(paths).length).toBeLessThanOrEqual(100);
    expect(template.length).toBeLessThanOrEqual(8192);
    expect(template).toContain('Preview 4009x4009');
  });
});

describe('the notifications topic', () => {
  it('admits EventBridge without a condition, which it does not support, over TLS only', () => {
    const policy = pipeline.resource('aws_sns_topic_policy', {
      arn: pipeline.reference('aws_sns_topic', 'arn', TOPIC),
    });
    expect(statementsOf(policy.policy)).toEqual([
      {
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: [pipeline.reference('aws_sns_topic', 'arn', TOPIC)],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'AdmitPublishers',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: pipeline.reference('aws_sns_topic', 'arn', TOPIC),
      },
    ]);
  });

  it('has a dead-letter queue that admits the same rules, encrypted, for 14 days', () => {
    expect(pipeline.resource('aws_sqs_queue', UNDELIVERED)).toMatchObject({
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
    const policy = pipeline.resource('aws_sqs_queue_policy', {
      queue_url: pipeline.reference('aws_sqs_queue', 'url', UNDELIVERED),
    });
    expect(statementsOf(policy.policy)).toEqual([
      expect.objectContaining({ Sid: 'DenyPlainHttp' }),
      expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: {
          ArnEquals: {
            'aws:SourceArn': ['completed', 'failed', 'deleted'].map((outcome) =>
              pipeline.reference('aws_cloudwatch_event_rule', 'arn', ruleOf(outcome)),
            ),
          },
        },
      }),
    ]);
  });

  it('shows people whom a message is from', () => {
    expect(pipeline.resource('aws_sns_topic', TOPIC).display_name).toBe('Darkroom photos (dev)');
    expect(pipeline.resource('aws_sns_topic', ALERTS).display_name).toBe('Darkroom alerts (dev)');
  });
});

describe('NOTIFY_ON=failures', () => {
  const quiet = synthesize({ NOTIFY_ON: 'failures' }).pipeline;

  it('sends e-mails only for failures', () => {
    const names = Object.values(quiet.resources('aws_cloudwatch_event_rule')).map(({ name }) => name);
    expect(names).toEqual(['image-processing-failed-dev']);
    expect(Object.keys(quiet.resources('aws_cloudwatch_event_target'))).toHaveLength(1);
  });
});

describe('e-mail', () => {
  const subscribers = (environment: Record<string, string>) => {
    const stack = synthesize(environment).pipeline;
    const topics = { notifications: TOPIC, alerts: ALERTS };
    const subscriptions = Object.values(stack.resources('aws_sns_topic_subscription'));
    return Object.fromEntries(
      Object.entries(topics).map(([topic, having]) => {
        const arn = stack.reference('aws_sns_topic', 'arn', having);
        const endpoints = subscriptions
          .filter((subscription) => subscription.topic_arn === arn && subscription.protocol === 'email')
          .map(({ endpoint }) => endpoint);
        return [topic, endpoints];
      }),
    );
  };

  it('goes to nobody unless an address is set', () => {
    expect(subscribers({})).toEqual({ notifications: [], alerts: [] });
  });

  it('goes to NOTIFICATION_EMAIL for alerts when ALERT_EMAIL is not set', () => {
    expect(subscribers({ NOTIFICATION_EMAIL: 'people@example.com' })).toEqual({
      notifications: ['people@example.com'],
      alerts: ['people@example.com'],
    });
  });

  it('goes only to ALERT_EMAIL for alerts when that is set', () => {
    expect(subscribers({ NOTIFICATION_EMAIL: 'people@example.com', ALERT_EMAIL: 'ops@example.com' })).toEqual(
      {
        notifications: ['people@example.com'],
        alerts: ['ops@example.com'],
      },
    );
    expect(subscribers({ ALERT_EMAIL: 'ops@example.com' })).toEqual({
      notifications: [],
      alerts: ['ops@example.com'],
    });
  });
});
