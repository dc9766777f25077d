import type { FunctionDeclaration } from '../../../plan/topology/functions';
import { type PartResources, partResourcesOf } from '../../../plan/topology/part-resources';
import { partFlowsOf } from '../../../plan/topology/parts';
import type { Topology } from '../../../plan/topology/topology';
import type { Component, ComponentId, PipelineDiagram } from '../pipeline-diagram';
import { span, storage } from './setting-words';

const component = (
  id: ComponentId,
  name: string,
  address: string,
  settings: Readonly<Record<string, string | undefined>> = {},
): Component => ({
  id,
  name,
  address,
  settings: Object.entries(settings).flatMap(([label, value]) => (value ? [{ label, value }] : [])),
});

/** The components that the topology has. */
const present = (parts: readonly (Component | false | undefined)[]): Component[] =>
  parts.filter((part) => part !== undefined && part !== false);

const outside = (id: ComponentId, name: string): Component => ({ id, name, settings: [] });

/** The diagram of the declared resources. Their connections determine their roles, not their names. */
export function diagramOf(topology: Topology): PipelineDiagram {
  const parts = partResourcesOf(topology);
  const components = [
    ...storesAndQueues(parts, topology),
    ...functionsAndApi(parts),
    ...eventsAndPeople(parts, topology),
    ...webhookComponents(parts),
  ];
  return { components, arrows: partFlowsOf(topology).flows };
}

function storesAndQueues(parts: PartResources, { distributions }: Topology): Component[] {
  const { sourceBucket, processedBucket, uploadsQueue, deadLetterQueue, table, mapping } = parts;
  return present([
    outside('client', 'any client'),
    component('source-bucket', sourceBucket.name, 'aws_s3_bucket', {
      Versioning: sourceBucket.versioned ? 'on' : 'off',
      Events: sourceBucket.notifications.flatMap(({ events }) => events).join(', '),
      Prefix: sourceBucket.notifications.map(({ prefix }) => prefix).join(', '),
    }),
    component('uploads-queue', uploadsQueue.name, 'aws_sqs_queue', {
      'Visibility timeout': span(uploadsQueue.visibilityTimeout),
      Retention: span(uploadsQueue.retention),
      'Maximum attempts': uploadsQueue.redrive && String(uploadsQueue.redrive.maxReceiveCount),
      'Batch size': String(mapping.batchSize),
      'Concurrent batches': mapping.maximumConcurrency && `up to ${mapping.maximumConcurrency}`,
    } as Record<string, string | undefined>),
    deadLetterQueue &&
      component('dead-letter-queue', deadLetterQueue.name, 'aws_sqs_queue', {
        Retention: span(deadLetterQueue.retention),
      }),
    component('processed-bucket', processedBucket.name, 'aws_s3_bucket', {
      Versioning: processedBucket.versioned ? 'on' : 'off',
    }),
    ...distributions.map(({ id, aliases, domainName, trustedKeys }) =>
      component('cdn', id, 'aws_cloudfront_distribution', {
        Domain: aliases[0] ?? domainName,
        Access: trustedKeys.length > 0 ? 'signed' : 'public',
      }),
    ),
    component('image-metadata-table', table.name, 'aws_dynamodb_table', {
      Key: [table.hashKey, table.rangeKey].filter(Boolean).join(', '),
      Indexes: table.indexes.map(({ name }) => name).join(', '),
      'Time to live': table.ttlAttribute,
    }),
  ]);
}

const functionSettings = ({ memoryMb, timeoutSeconds, environment }: FunctionDeclaration) => ({
  Memory: `${memoryMb} MB`,
  Timeout: span(timeoutSeconds),
  'Preview sizes': environment.PREVIEW_SIZES,
  Presets: environment.PREVIEWS && Object.keys(JSON.parse(environment.PREVIEWS).presets).join(', '),
  'Preview format': environment.PREVIEW_FORMAT,
  'Largest file': environment.MAX_IMAGE_SIZE && storage(Number(environment.MAX_IMAGE_SIZE)),
});

const lambdaFunction = (id: ComponentId, fn: FunctionDeclaration | undefined): Component | undefined =>
  fn && component(id, fn.name, 'aws_lambda_function', functionSettings(fn));

function functionsAndApi({
  processor,
  restApi,
  signInFunction,
  apiFunction,
  brake,
}: PartResources): Component[] {
  return present([
    lambdaFunction('image-processor', processor),
    restApi &&
      component('rest-api', restApi.name, 'aws_api_gateway_rest_api', {
        Stage: restApi.stage,
        Routes: Object.keys(restApi.document.paths).join(', '),
        Throttling: restApi.throttling && `${restApi.throttling.rate} requests a second`,
      }),
    lambdaFunction('sign-in', signInFunction),
    lambdaFunction('image-api', apiFunction),
    lambdaFunction('brake', brake),
  ]);
}

function eventsAndPeople(parts: PartResources, { eventArchives, alarms }: Topology): Component[] {
  const { bus, rules, notifications, alerts, emails: people } = parts;
  const [undelivered] = parts.undelivered;
  const [archive] = eventArchives;
  const subscribers = (emails: readonly string[]) => emails.join(', ') || 'none yet';
  return present([
    bus && component('event-bus', bus.name, 'aws_cloudwatch_event_bus'),
    rules.length > 0 &&
      component('notification-rules', `${rules.length} rules`, 'aws_cloudwatch_event_rule', {
        Rules: rules.map(({ name }) => name).join(', '),
      }),
    undelivered &&
      component('undelivered-queue', undelivered.name, 'aws_sqs_queue', {
        Retention: span(undelivered.retention),
      }),
    archive &&
      component('event-archive', archive.name, 'aws_cloudwatch_event_archive', {
        Retention: archive.retentionDays > 0 ? span(archive.retentionDays * 86_400) : 'unlimited',
      }),
    notifications &&
      component('notifications-topic', notifications.name, 'aws_sns_topic', {
        Subscribers: subscribers(notifications.emails),
      }),
    people.length > 0 && outside('email', people.join(', ')),
    alarms.length > 0 &&
      component('alarms', `${alarms.length} alarms`, 'aws_cloudwatch_metric_alarm', {
        Metrics: [...new Set(alarms.map(({ metric }) => metric.name))].join(', '),
      }),
    alerts.length > 0 &&
      component('alerts-topic', alerts.map(({ name }) => name).join(', '), 'aws_sns_topic', {
        Subscribers: subscribers([...new Set(alerts.flatMap(({ emails }) => emails))]),
      }),
  ]);
}

function webhookComponents({ webhooks }: PartResources): Component[] {
  if (!webhooks) return [];
  const { queue, sender } = webhooks;
  return [
    component('webhooks-queue', queue.name, 'aws_sqs_queue', {
      'Maximum attempts': queue.redrive && String(queue.redrive.maxReceiveCount),
      Retention: span(queue.retention),
    } as Record<string, string | undefined>),
    component('webhook-sender', sender.name, 'aws_lambda_function', {
      ...functionSettings(sender),
      'Sends to': sender.environment.WEBHOOK_URL,
    }),
  ];
}
