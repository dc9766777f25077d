import { AwsMetrics } from '../../../local/monitoring/aws-metrics';
import { EmbeddedMetricError, embeddedMetrics } from '../../../local/monitoring/embedded-metrics';
import type { MetricDatum } from '../../../local/monitoring/metric';
import { MetricStore, MINUTE_MS } from '../../../local/monitoring/metric-store';
import { statisticNamed } from '../../../local/monitoring/statistic';

const line = (aws: object, members: object) =>
  JSON.stringify({ _aws: { Timestamp: 1_000, CloudWatchMetrics: [aws] }, ...members });
const directive = {
  Namespace: 'ImageProcessing',
  Dimensions: [['Environment']],
  Metrics: [{ Name: 'ProcessedImages', Unit: 'Count' }],
};

describe('Metrics in a log line', () => {
  it('are read with their dimensions and values', () => {
    expect(embeddedMetrics(line(directive, { Environment: 'dev', ProcessedImages: [1, 2] }))).toEqual([
      {
        namespace: 'ImageProcessing',
        name: 'ProcessedImages',
        dimensions: { Environment: 'dev' },
        values: [1, 2],
        timestamp: 1_000,
      },
    ]);
  });

  it('count once for each set of dimensions, the empty one included', () => {
    const both = { ...directive, Dimensions: [['Environment', 'service'], []] };
    const members = { Environment: 'dev', service: 'x', ProcessedImages: 1 };
    expect(embeddedMetrics(line(both, members)).map(({ dimensions }) => dimensions)).toEqual([
      { Environment: 'dev', service: 'x' },
      {},
    ]);
  });

  it.each([
    'START RequestId: 1',
    '{"level":"INFO","message":"done"}',
    '{"message":"about \\"_aws\\" only"}',
    '{"_aws"',
  ])('are none in %s', (text) => {
    expect(embeddedMetrics(text)).toEqual([]);
  });

  it.each([
    [
      'a value that is no number',
      line(directive, { Environment: 'dev', ProcessedImages: 'one' }),
      'ProcessedImages',
    ],
    ['no value', line(directive, { Environment: 'dev' }), 'ProcessedImages'],
    ['no text for a dimension', line(directive, { ProcessedImages: 1 }), 'the dimension Environment'],
    ['no namespace', line({ ...directive, Namespace: undefined }, {}), 'Namespace'],
    [
      'more than 100 values',
      line(directive, { Environment: 'dev', ProcessedImages: Array(101).fill(1) }),
      '1 to 100',
    ],
  ])('are lost, and said to be, with %s', (_, text, named) => {
    expect(() => embeddedMetrics(text)).toThrow(EmbeddedMetricError);
    expect(() => embeddedMetrics(text)).toThrow(named);
  });
});

const metric = { namespace: 'N', name: 'M', dimensions: { b: '2', a: '1' } };
const datum = (values: readonly number[], timestamp = 0): MetricDatum => ({ ...metric, values, timestamp });

describe('The metric store', () => {
  const store = () => {
    const metrics = new MetricStore();
    metrics.record(datum(Array.from({ length: 100 }, (_, i) => i + 1)));
    metrics.record(datum([1_000], 4 * MINUTE_MS));
    return metrics;
  };

  it.each([
    ['Sum', 6_050],
    ['SampleCount', 101],
    ['Average', 6_050 / 101],
    ['Minimum', 1],
    ['Maximum', 1_000],
    ['p50', 51],
    ['p95', 96],
    ['p99.9', 1_000],
    ['p100', 1_000],
  ])('returns %s over a period', (name, expected) => {
    expect(store().statistic(metric, statisticNamed(name), 0, 5 * MINUTE_MS)).toBe(expected);
  });

  it('reads the requested minutes only, and distinguishes no data from zero', () => {
    const sum = statisticNamed('Sum');
    expect(store().statistic(metric, sum, 4 * MINUTE_MS, 5 * MINUTE_MS)).toBe(1_000);
    expect(store().statistic(metric, sum, MINUTE_MS, 4 * MINUTE_MS)).toBeUndefined();
    expect(store().statistic({ ...metric, name: 'other' }, sum, 0, MINUTE_MS)).toBeUndefined();
  });

  it('takes dimensions in any order for the same, and others for others', () => {
    const sum = statisticNamed('Sum');
    expect(store().statistic({ ...metric, dimensions: { a: '1', b: '2' } }, sum, 0, MINUTE_MS)).toBe(5_050);
    expect(store().statistic({ ...metric, dimensions: { a: '1' } }, sum, 0, MINUTE_MS)).toBeUndefined();
  });

  it('forgets what is older than six hours', () => {
    const metrics = store();
    metrics.record(datum([1], 6 * 60 * MINUTE_MS));
    expect(metrics.statistic(metric, statisticNamed('Sum'), 0, MINUTE_MS)).toBeUndefined();
    expect(metrics.statistic(metric, statisticNamed('Sum'), MINUTE_MS, 7 * MINUTE_MS)).toBe(1_000);
  });

  it.each(['tm90', 'IQM', 'p101', 'average'])('has no statistic %s', (name) => {
    expect(() => statisticNamed(name)).toThrow(`no statistic ${name}`);
  });
});

describe("AWS's own metrics", () => {
  const recorded = (measure: (aws: AwsMetrics) => void) => {
    const data: MetricDatum[] = [];
    measure(
      new AwsMetrics(
        (taken) => data.push(taken),
        () => 0,
      ),
    );
    return data.map(({ namespace, name, dimensions, values }) => [namespace, name, dimensions, values[0]]);
  };

  it('count the calls of a function, its errors and its time', () => {
    const data = recorded((aws) => aws.invocationEnded({ functionName: 'f', durationMs: 12, failed: true }));
    expect(data).toEqual([
      ['AWS/Lambda', 'Invocations', { FunctionName: 'f' }, 1],
      ['AWS/Lambda', 'Errors', { FunctionName: 'f' }, 1],
      ['AWS/Lambda', 'Throttles', { FunctionName: 'f' }, 0],
      ['AWS/Lambda', 'Duration', { FunctionName: 'f' }, 12],
    ]);
  });

  it('measure what a queue holds', () => {
    const depth = { queueName: 'q', visible: 2, notVisible: 1, ageOfOldestSeconds: 30 };
    expect(recorded((aws) => aws.queueMeasured(depth))).toEqual([
      ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'q' }, 2],
      ['AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', { QueueName: 'q' }, 1],
      ['AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'q' }, 30],
    ]);
  });

  it.each([
    [200, 0, 0],
    [404, 1, 0],
    [502, 0, 1],
  ])('count a response with status %i', (status, clientErrors, serverErrors) => {
    const data = recorded((aws) => aws.requestAnswered({ apiName: 'a', stage: 'v1', status, latencyMs: 5 }));
    const values = Object.fromEntries(data.map(([, name, , value]) => [name, value]));
    expect(values).toEqual({ Count: 1, '4XXError': clientErrors, '5XXError': serverErrors, Latency: 5 });
  });

  it('name the bus of a rule unless it is the default one', () => {
    const data = recorded((aws) => {
      aws.ruleMeasured({ name: 'r', busName: 'images' }, 'FailedInvocations');
      aws.ruleMeasured({ name: 'r', busName: 'default' }, 'FailedInvocations');
    });
    expect(data.map(([, , dimensions]) => dimensions)).toEqual([
      { EventBusName: 'images', RuleName: 'r' },
      { RuleName: 'r' },
    ]);
  });
});
