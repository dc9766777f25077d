import type { FunctionDeclaration } from '../../../plan/topology/functions';
import { partFlowsOf } from '../../../plan/topology/parts';
import { pipelineOf } from '../../../plan/topology/pipeline';
import type { Topology } from '../../../plan/topology/topology';
import { webhooksOf } from '../../../plan/topology/webhooks';
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
  const components = [
    ...storesAndQueues(topology),
    ...functionsAndApi(topology),
    ...eventsAndPeople(topology),
    ...webhookComponents(topology),
  ];
  return { components, arrows: partFlowsOf(topology).flows };
}

function storesAndQueues(topology: Topology): Component[] {
  const { sourceBucket, processedBucket, uploadsQueue, deadLetterQueue, table, mapping } =
    pipelineOf(topology);
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
    ...topology.distributions.map(({ id, aliases, domainName, trustedKeys }) =>
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

function functionsAndApi(topology: Topology): Component[] {
  const { processor, apiFunction } = pipelineOf(topology);
  const [restApi] = topology.restApis;
  return present([
    component('image-processor', processor.name, 'aws_lambda_function', functionSettings(processor)),
    restApi &&
      component('rest-api', restApi.name, 'aws_api_gateway_rest_api', {
        Stage: restApi.stage,
        Routes: Object.keys(restApi.document.paths).join(', '),
        Throttling: restApi.throttling && `${restApi.throttling.rate} requests a second`,
      }),
    apiFunction &&
      component('image-api', apiFunction.name, 'aws_lambda_function', functionSettings(apiFunction)),
  ]);
}

function eventsAndPeople(topology: Topology): Component[] {
  const { eventBuses, eventRules, eventArchives, topics, alarms, queues } = topology;
  const [bus] = eventBuses;
  const rules = eventRules.filter(({ busName }) => busName === bus?.name);
  const mailed = new Set(rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
  const notifications = topics.find(({ arn }) => mailed.has(arn));
  const alerted = new Set(alarms.flatMap(({ actions }) => actions.ALARM));
  const alerts = topics.filter(({ arn }) => alerted.has(arn) && arn !== notifications?.arn);
  const people = [...new Set(topics.flatMap(({ emails }) => emails))];
  const [archive] = eventArchives;
  const unsent = new Set(rules.flatMap(({ targets }) => targets.map(({ deadLetterArn }) => deadLetterArn)));
  const undelivered = queues.find(({ arn }) => unsent.has(arn));
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

function webhookComponents(topology: Topology): Component[] {
  const webhooks = webhooksOf(topology);
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
