import { dashboardOf, rowsOf } from '../support/monitored-stack';
import { synthesize } from '../support/synthesized-stack';

const darkroom = synthesize();
const { pipeline } = darkroom;
const dashboard = dashboardOf(darkroom);
const rows = rowsOf(dashboard);

describe('the dashboard', () => {
  it('shows the last six hours', () => {
    expect(pipeline.resource('aws_cloudwatch_dashboard').dashboard_name).toBe('image-processing-dev');
    expect(dashboard.start).toBe('-PT6H');
  });

  it.each([
    ['uploads in', 'AWS/SQS', 'NumberOfMessagesSent', 'Sum'],
    ['photos processed', 'ImageProcessing', 'ProcessedImages', 'Sum'],
    ['photos failed', 'ImageProcessing', 'ProcessingErrors', 'Sum'],
    ['previews out', 'ImageProcessing', 'PreviewBytes', 'Sum'],
    ['errors', 'AWS/Lambda', 'Errors', 'Sum'],
    ['throttles', 'AWS/Lambda', 'Throttles', 'Sum'],
    ['average duration', 'AWS/Lambda', 'Duration', 'Average'],
    ['p95 duration', 'AWS/Lambda', 'Duration', 'p95'],
    ['longest duration', 'AWS/Lambda', 'Duration', 'Maximum'],
    ['queue depth and dead letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'],
    ['queue age', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'],
    ['table reads', 'AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'Sum'],
    ['table writes', 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'Sum'],
    ['bucket objects', 'AWS/S3', 'NumberOfObjects', 'Average'],
    ['bucket bytes', 'AWS/S3', 'BucketSizeBytes', 'Average'],
    ['SNS deliveries', 'AWS/SNS', 'NumberOfNotificationsDelivered', 'Sum'],
    ['what Lambda bills', 'AWS/Lambda', 'Duration', 'Sum'],
    ['API requests', 'AWS/ApiGateway', 'Count', 'Sum'],
  ])('shows %s', (_, namespace, name, stat) => {
    const shown = rows.some(
      (row) => row[0] === namespace && row[1] === name && Object(row.at(-1)).stat === stat,
    );
    expect(shown).toBe(true);
  });

  it.each(['StatusIndex', 'UserIndex', 'DateIndex'])('shows what throttles the %s', (index) => {
    const shown = rows.filter((row) => row.includes('GlobalSecondaryIndexName') && row.includes(index));
    expect(shown.map(([, name]) => name)).toEqual(
      expect.arrayContaining(['ReadThrottleEvents', 'WriteThrottleEvents']),
    );
  });

  it('looks at the buckets day by day over two weeks, since S3 measures once a day', () => {
    const daily = dashboard.widgets.filter(({ properties }) =>
      properties.metrics.some(([namespace]) => namespace === 'AWS/S3'),
    );
    expect(daily).toHaveLength(2);
    for (const { properties } of daily) expect(properties).toMatchObject({ period: 86_400, start: '-P14D' });
  });

  it('shows the CDN with DELIVERY, by its metrics in us-east-1', () => {
    const delivered = dashboardOf(synthesize({ DELIVERY: 'cloudfront', AWS_REGION: 'eu-central-1' }));
    const ofCdn = (widgets: typeof dashboard.widgets) =>
      widgets.filter(({ properties }) =>
        properties.metrics.some(([namespace]) => namespace === 'AWS/CloudFront'),
      );
    expect(ofCdn(dashboard.widgets)).toEqual([]);
    const names = ofCdn(delivered.widgets).flatMap(({ properties }) =>
      properties.metrics.map(([, name, ...dimensions]) => [
        name,
        Object(properties).region,
        dimensions.slice(2, 4),
      ]),
    );
    expect(names).toEqual(
      ['Requests', '4xxErrorRate', '5xxErrorRate', 'BytesDownloaded'].map((name) => [
        name,
        'us-east-1',
        ['Region', 'Global'],
      ]),
    );
    const regions = new Set(delivered.widgets.map(({ properties }) => Object(properties).region));
    expect([...regions].sort()).toEqual(['eu-central-1', 'us-east-1']);
  });

  it('lays its charts out without overlaps', () => {
    const places = dashboard.widgets.map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
