import type { Plan } from '../../plan/plan';
import { readTopology } from '../../plan/topology/topology';
import { UnsupportedDeclarationError } from '../../plan/unsupported';
import { withResource } from '../support/plans';
import { planOfEnvironment } from '../support/synthesized-stack';

const URLS = { endpoint: 'http://127.0.0.1:4566', apiUrl: 'http://127.0.0.1:8080/api' };

const topologyOf = (environment?: Record<string, string>) =>
  readTopology(planOfEnvironment(environment), URLS);

it.each(['managed', 'arn:aws:kms:us-east-1:000000000000:key/12345678-1234-1234-1234-123456789012'])(
  'the topology of stacks encrypted with KMS_KEY=%s is that without the key',
  (key) => {
    const namesOf = ({ buckets, queues, functions, topics }: ReturnType<typeof topologyOf>) =>
      [buckets, queues, functions, topics].map((each) => each.map(({ name }) => name));
    expect(namesOf(topologyOf({ KMS_KEY: key }))).toEqual(namesOf(topologyOf()));
  },
);

describe('the topology of the synthesized stacks', () => {
  const topology = topologyOf();

  it('has both buckets, the source with versions and the one notification', () => {
    const [source, processed] = ['uploads', 'processed'].map((kind) =>
      topology.buckets.find(({ name }) => name === `photo-${kind}-000000000000-dev`),
    );
    expect(source).toMatchObject({ versioned: true, corsRules: [] });
    expect(source?.notifications).toEqual([
      {
        id: expect.any(String),
        queueArn: 'arn:aws:sqs:us-east-1:000000000000:image-uploads-dev',
        events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:LifecycleExpiration:*'],
        prefix: 'uploads/',
        suffix: '',
      },
    ]);
    expect(processed).toMatchObject({ versioned: false, notifications: [] });
  });

  it('has the lifecycle rules of both buckets', () => {
    const abandoned = { id: 'abandoned-uploads', prefix: '', abandonedUploadDays: 7 };
    const rulesOf = (kind: string) =>
      topology.buckets.find(({ name }) => name === `photo-${kind}-000000000000-dev`)?.lifecycleRules;
    expect(rulesOf('uploads')).toEqual([
      { id: 'originals', prefix: 'uploads/', noncurrentDays: 30, expiredMarkers: true },
      abandoned,
    ]);
    expect(rulesOf('processed')).toEqual([
      { id: 'previews', prefix: 'previews/', expirationDays: 365 },
      abandoned,
    ]);
  });

  it('has the uploads queue with its redrive policy, at the endpoint', () => {
    expect(topology.queues.find(({ name }) => name === 'image-uploads-dev')).toMatchObject({
      url: 'http://127.0.0.1:4566/000000000000/image-uploads-dev',
      visibilityTimeout: 360,
      redrive: {
        deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:image-uploads-dlq-dev',
        maxReceiveCount: 3,
      },
    });
  });

  it('has the table with its three indexes and its time to live', () => {
    const [table] = topology.tables;
    expect(table).toMatchObject({ hashKey: 'imageId', rangeKey: 'timestamp', ttlAttribute: 'ttl' });
    expect(table?.indexes.map(({ name }) => name)).toEqual(['StatusIndex', 'UserIndex', 'DateIndex']);
  });

  it('has the processor with every reference in its environment replaced', () => {
    const processor = topology.functions.find(({ name }) => name === 'image-processor-dev');
    expect(processor).toMatchObject({ handler: 'handler.handler', timeoutSeconds: 60, memoryMb: 1769 });
    expect(processor?.environment).toMatchObject({
      SOURCE_BUCKET: 'photo-uploads-000000000000-dev',
      METADATA_TABLE: 'image-metadata-dev',
      EVENT_BUS_NAME: 'image-processing-events-dev',
    });
    expect(JSON.stringify(processor)).not.toContain('${');
  });

  it('feeds the processor from the uploads queue, failures named one by one', () => {
    expect(topology.eventSourceMappings).toEqual([
      expect.objectContaining({
        queueArn: 'arn:aws:sqs:us-east-1:000000000000:image-uploads-dev',
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:image-processor-dev',
        maximumConcurrency: 10,
        reportsItemFailures: true,
      }),
    ]);
  });

  it('resolves every output', () => {
    expect(topology.outputs).toMatchObject({
      api_url: 'http://127.0.0.1:8080/api',
      dead_letter_queue_url: 'http://127.0.0.1:4566/000000000000/image-uploads-dlq-dev',
    });
    expect(JSON.stringify(topology.outputs)).not.toContain('${');
  });

  it('follows the settings', () => {
    const other = topologyOf({
      ENVIRONMENT_SUFFIX: 'staging',
      AWS_REGION: 'eu-west-1',
      CORS_ALLOWED_ORIGINS: 'https://example.org',
      MAX_CONCURRENCY: '3',
    });
    expect(other.place.region).toBe('eu-west-1');
    expect(other.functions.map(({ name }) => name)).toContain('image-processor-staging');
    expect(other.eventSourceMappings[0]?.maximumConcurrency).toBe(3);
    const source = other.buckets.find(({ name }) => name.startsWith('photo-uploads'));
    expect(source?.corsRules[0]?.allowedOrigins).toEqual(['https://example.org']);
  });
});

describe('reading a topology', () => {
  const read = (plan: Plan) => () => readTopology(plan, URLS);

  it('refuses a resource of a type it does not know, by its address', () => {
    const plan = withResource(planOfEnvironment(), 'aws_kinesis_stream', 'clicks', { name: 'clicks' });
    expect(read(plan)).toThrow('aws_kinesis_stream.clicks: resources of this type are not supported');
  });

  it('refuses an attribute it does not know, by its name', () => {
    const plan = withResource(planOfEnvironment(), 'aws_sqs_queue', 'late', {
      name: 'late',
      content_based_deduplication: true,
    });
    expect(read(plan)).toThrow('aws_sqs_queue.late: content_based_deduplication is not supported');
  });

  it('refuses a value it cannot honour', () => {
    const plan = withResource(planOfEnvironment(), 'aws_sqs_queue', 'ordered', {
      name: 'ordered.fifo',
      fifo_queue: true,
    });
    expect(read(plan)).toThrow('aws_sqs_queue.ordered: fifo_queue');
  });

  it('names all problems of a type at once', () => {
    const plan = withResource(planOfEnvironment(), 'aws_sqs_queue', 'odd', {
      fifo_queue: true,
      unheard_of: 1,
    });
    try {
      readTopology(plan, URLS);
      throw new Error('it was taken');
    } catch (error) {
      expect(error).toBeInstanceOf(UnsupportedDeclarationError);
      expect((error as UnsupportedDeclarationError).problems).toHaveLength(3);
    }
  });
});
