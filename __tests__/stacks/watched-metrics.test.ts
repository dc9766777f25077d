import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '../../lambda/domain/metrics';
import { dashboardOf, dimensionsOf, monitoredNames, rowsOf } from '../support/monitored-stack';
import { synthesize } from '../support/synthesized-stack';

const darkroom = synthesize();
const names = monitoredNames(darkroom);
const alarms = Object.values(darkroom.pipeline.resources('aws_cloudwatch_metric_alarm'));
const rows = rowsOf(dashboardOf(darkroom));

/** Dimensions in which AWS publishes the metrics of a namespace, and the values that are in this stack. */
const OWNED: Record<string, readonly Record<string, readonly string[]>[]> = {
  'AWS/Lambda': [{ FunctionName: [names.processor, names.api] }],
  'AWS/SQS': [
    {
      QueueName: ['image-uploads-dev', 'image-uploads-dlq-dev', 'image-processing-undelivered-dev'].map(
        names.queue,
      ),
    },
  ],
  'AWS/DynamoDB': [
    { TableName: [names.table] },
    { TableName: [names.table], GlobalSecondaryIndexName: ['StatusIndex', 'UserIndex', 'DateIndex'] },
  ],
  'AWS/ApiGateway': [{ ApiName: [names.restApi.ApiName], Stage: [names.restApi.Stage] }],
  'AWS/SNS': [
    { TopicName: ['image-processing-notifications-dev', 'image-processing-alerts-dev'].map(names.topic) },
  ],
  'AWS/Events': [{ EventBusName: [names.bus], RuleName: ['completed', 'failed', 'deleted'].map(names.rule) }],
  'AWS/S3': [
    {
      BucketName: [names.bucket('uploads'), names.bucket('processed')],
      StorageType: [
        'AllStorageTypes',
        'StandardStorage',
        'StandardIAStorage',
        'GlacierInstantRetrievalStorage',
      ],
    },
  ],
  [METRIC_NAMESPACE]: [{ [METRIC_DIMENSION]: ['dev'] }],
};

describe('a metric of alarms and charts', () => {
  const looked = [
    ...alarms.map((alarm) => ({
      namespace: String(alarm.namespace),
      name: String(alarm.metric_name),
      dimensions: Object(alarm.dimensions) as Record<string, unknown>,
    })),
    ...rows.map((row) => ({ namespace: row[0], name: row[1], dimensions: dimensionsOf(row) })),
  ];

  it('is emitted by our code or published by AWS for a resource of these stacks', () => {
    for (const { namespace, dimensions } of looked) {
      const fits = (OWNED[namespace] ?? []).some(
        (owned) =>
          Object.keys(owned).sort().join() === Object.keys(dimensions).sort().join() &&
          Object.entries(owned).every(([name, values]) => values.includes(String(dimensions[name]))),
      );
      expect({ namespace, dimensions, fits }).toEqual({ namespace, dimensions, fits: true });
    }
  });

  it('comes from the code in our own namespace, and all metrics of the code are watched', () => {
    const emitted = looked.filter(({ namespace }) => namespace === METRIC_NAMESPACE).map(({ name }) => name);
    expect([...new Set(emitted)].sort()).toEqual(Object.values<string>(METRICS).sort());
  });
});
