import type { Arrow, Component, PipelineDiagram } from '../../../local/console/pipeline-diagram';

const component = (
  id: Component['id'],
  name: string,
  address: string,
  settings: Readonly<Record<string, string>> = {},
): Component => ({
  id,
  name,
  address,
  settings: Object.entries(settings).map(([label, value]) => ({ label, value })),
});

const arrow = (from: Arrow['from'], to: Arrow['to'], label: string): Arrow => ({ from, to, label });

/** The diagram with every part, as the stacks of an environment called `test` would declare it. */
export const FAKE_DIAGRAM: PipelineDiagram = {
  components: [
    { id: 'client', name: 'any client', settings: [] },
    component('source-bucket', 'photo-uploads-000000000000-test', 'aws_s3_bucket.source', {
      Versioning: 'on',
      'Old versions': 'kept for 30 days',
    }),
    component('uploads-queue', 'image-uploads-test', 'aws_sqs_queue.uploads', {
      'Visibility timeout': '6 min',
      'Tries before dead letter': '3',
    }),
    component('dead-letter-queue', 'image-uploads-dlq-test', 'aws_sqs_queue.dead-letters', {
      Retention: '14 days',
    }),
    component('image-processor', 'image-processor-test', 'aws_lambda_function.image-processor', {
      Memory: '1769 MB',
      Timeout: '60 s',
      Architecture: 'arm64',
      'Photos at once': 'up to 10 batches',
    }),
    component('processed-bucket', 'photo-processed-000000000000-test', 'aws_s3_bucket.processed', {
      'Previews expire': 'after 365 days',
    }),
    component('image-metadata-table', 'image-metadata-test', 'aws_dynamodb_table.image-metadata', {
      Key: 'imageId, timestamp',
      Indexes: 'StatusIndex, UserIndex, DateIndex',
    }),
    component('event-bus', 'image-processing-events-test', 'aws_cloudwatch_event_bus.image-events'),
    component('notification-rules', '3 rules', 'aws_cloudwatch_event_rule', {
      Wording: 'input transformers',
    }),
    component('undelivered-queue', 'image-processing-undelivered-test', 'aws_sqs_queue.undelivered'),
    component('event-archive', 'image-processing-archive-test', 'aws_cloudwatch_event_archive.image-events'),
    component('notifications-topic', 'image-processing-notifications-test', 'aws_sns_topic.notifications'),
    { id: 'email', name: 'photographer@example.com', settings: [] },
    component('rest-api', 'image-processing-api-test', 'aws_api_gateway_rest_api.image-api', {
      Authorization: 'IAM, Signature Version 4',
    }),
    component('image-api', 'image-api-test', 'aws_lambda_function.image-api', { Memory: '1769 MB' }),
    component('alarms', '12 alarms', 'aws_cloudwatch_metric_alarm'),
    component('cdn', 'E2EXAMPLE', 'aws_cloudfront_distribution', { Access: 'public' }),
    component('sign-in', 'image-sign-in-test', 'aws_lambda_function', { Memory: '512 MB' }),
    component('brake', 'image-brake-test', 'aws_lambda_function', { Memory: '512 MB' }),
    component('webhooks-queue', 'image-webhooks-test', 'aws_sqs_queue', { 'Tries at most': '12' }),
    component('webhook-sender', 'image-webhook-sender-test', 'aws_lambda_function', {
      'Sends to': 'https://shop.example.com/photos',
    }),
    component('alerts-topic', 'image-processing-alerts-test', 'aws_sns_topic.alerts'),
  ],
  arrows: [
    arrow('client', 'source-bucket', 'PUT uploads/'),
    arrow('client', 'rest-api', 'signed requests'),
    arrow('client', 'cdn', 'GET previews/'),
    arrow('source-bucket', 'uploads-queue', 'object events'),
    arrow('uploads-queue', 'image-processor', 'batches of messages'),
    arrow('webhooks-queue', 'webhook-sender', 'batches of messages'),
    arrow('uploads-queue', 'dead-letter-queue', 'after 3 receives'),
    arrow('webhooks-queue', 'undelivered-queue', 'after 12 receives'),
    arrow('event-bus', 'notification-rules', 'events'),
    arrow('notification-rules', 'notifications-topic', 'messages'),
    arrow('notification-rules', 'undelivered-queue', 'undelivered events'),
    arrow('notification-rules', 'webhooks-queue', 'messages'),
    arrow('event-bus', 'event-archive', 'copies of events'),
    arrow('image-processor', 'source-bucket', 'reads'),
    arrow('image-processor', 'processed-bucket', 'reads and writes'),
    arrow('image-processor', 'image-metadata-table', 'reads and writes'),
    arrow('image-processor', 'event-bus', 'events'),
    arrow('image-processor', 'cdn', 'invalidations'),
    arrow('image-api', 'source-bucket', 'reads and writes'),
    arrow('image-api', 'processed-bucket', 'reads and writes'),
    arrow('image-api', 'image-metadata-table', 'reads and writes'),
    arrow('image-api', 'event-bus', 'events'),
    arrow('image-api', 'cdn', 'invalidations'),
    arrow('image-api', 'image-processor', 'invocations'),
    arrow('brake', 'image-metadata-table', 'writes'),
    arrow('brake', 'image-processor', 'stops'),
    arrow('processed-bucket', 'cdn', 'previews'),
    arrow('rest-api', 'image-api', 'validated requests'),
    arrow('rest-api', 'sign-in', 'tokens to check'),
    arrow('alarms', 'alerts-topic', 'changes of state'),
    arrow('alarms', 'brake', 'changes of state'),
    arrow('alerts-topic', 'email', 'mail'),
    arrow('notifications-topic', 'email', 'mail'),
  ],
};
