import {
  type Statement,
  type SynthesizedStack,
  statementsOf,
  synthesize,
} from '../support/synthesized-stack';

const settings = {
  CORS_ALLOWED_ORIGINS: 'https://photos.example.com',
  NOTIFICATION_EMAIL: 'people@example.com',
};
const own = synthesize(settings);
const imported = synthesize({ ...settings, SOURCE_BUCKET: 'family-photos' });
const stacks: SynthesizedStack[] = [
  own.stateBackend,
  own.storage,
  own.pipeline,
  imported.storage,
  imported.pipeline,
];

const POLICY_ATTRIBUTES = ['policy', 'assume_role_policy'];

/** Every statement of every policy of every stack, with the resource it stands in. */
const statements = stacks.flatMap(({ json }) =>
  Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([id, attributes]) =>
      POLICY_ATTRIBUTES.filter((attribute) => attributes[attribute] !== undefined).flatMap((attribute) =>
        statementsOf(attributes[attribute]).map((statement) => ({ at: `${type}.${id}`, ...statement })),
      ),
    ),
  ),
);

const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
const resourcesOf = ({ Resource = [] }: Statement): string[] => [Resource].flat();

describe('permissions', () => {
  it('are all checked', () => {
    expect(new Set(statements.map(({ at }) => at.split('.')[0]))).toEqual(
      new Set([
        'aws_s3_bucket_policy',
        'aws_sqs_queue_policy',
        'aws_sns_topic_policy',
        'aws_iam_role',
        'aws_iam_role_policy',
      ]),
    );
  });

  it('name each action: no wildcard', () => {
    expect(
      allowed.filter((statement) => actionsOf(statement).some((action) => action.includes('*'))),
    ).toEqual([]);
  });

  it('name each resource, but for X-Ray, which has none to name', () => {
    const unscoped = allowed.filter((statement) => resourcesOf(statement).includes('*'));
    expect(unscoped.length).toBeGreaterThan(0);
    for (const statement of unscoped) {
      expect(actionsOf(statement)).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    }
  });

  const SENDERS: Record<string, unknown> = {
    's3.amazonaws.com': {
      ArnEquals: { 'aws:SourceArn': expect.anything() },
      StringEquals: { 'aws:SourceAccount': '${data.aws_caller_identity.current.account_id}' },
    },
    'cloudwatch.amazonaws.com': {
      ArnEquals: { 'aws:SourceArn': expect.anything() },
      StringEquals: { 'aws:SourceAccount': '${data.aws_caller_identity.current.account_id}' },
    },
    // EventBridge sends the rule's ARN, which contains the account, to queues, and nothing to topics.
    'events.amazonaws.com sqs:SendMessage': { ArnEquals: { 'aws:SourceArn': expect.anything() } },
    'events.amazonaws.com sns:Publish': undefined,
  };

  it('are for one service on queues and topics, under the conditions that it is documented to meet', () => {
    const resourcePolicies = allowed.filter(({ at }) => /^aws_(sqs_queue|sns_topic)_policy\./.test(at));
    expect(resourcePolicies.length).toBeGreaterThanOrEqual(8);
    for (const { Condition, Principal, Action } of resourcePolicies) {
      const service = String(Object(Principal).Service);
      expect(Condition).toEqual(SENDERS[service] ?? SENDERS[`${service} ${Action}`]);
    }
  });

  it('allow publishing only Darkroom’s own events', () => {
    const publishing = allowed.filter((statement) => actionsOf(statement).includes('events:PutEvents'));
    expect(publishing.length).toBeGreaterThan(0);
    for (const { Condition } of publishing) {
      expect(Condition).toEqual({
        'ForAllValues:StringEquals': {
          'events:source': ['image.processing'],
          'events:detail-type': ['Image Processing Completed', 'Image Processing Failed', 'Image Deleted'],
        },
      });
    }
  });

  it('allow uploading only new objects', () => {
    const uploading = allowed.filter(({ Sid }) => Sid === 'PresignUploads');
    expect(uploading.length).toBeGreaterThan(0);
    for (const { Condition } of uploading)
      expect(Condition).toEqual({ Null: { 's3:if-none-match': 'false' } });
  });

  it('are never given to everybody', () => {
    expect(allowed.filter(({ Principal }) => JSON.stringify(Principal ?? '').includes('*'))).toEqual([]);
  });

  it('belong to one role for each function, and one for the access logs', () => {
    const roles = Object.values(own.pipeline.resources('aws_iam_role')).map(({ name }) => name);
    expect(roles.sort()).toEqual(['image-api-dev', 'image-processing-api-logs-dev', 'image-processor-dev']);
    const functions = Object.values(own.pipeline.resources('aws_lambda_function'));
    expect(functions.map((fn) => fn.function_name).sort()).toEqual(['image-api-dev', 'image-processor-dev']);
    expect(new Set(functions.map(({ role }) => role)).size).toBe(2);
  });
});

describe('every store', () => {
  const BUCKET_GUARDS = [
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_policy',
  ];

  it.each(BUCKET_GUARDS)('has its %s if it is a bucket', (guard) => {
    for (const stack of stacks) {
      const guarded = Object.values(stack.resources(guard)).map(({ bucket }) => bucket);
      const buckets = Object.keys(stack.resources('aws_s3_bucket')).map(
        (id) => `\${aws_s3_bucket.${id}.bucket}`,
      );
      expect(guarded.sort()).toEqual(buckets.sort());
    }
  });

  it('is encrypted if it is a queue or a table', () => {
    const queues = stacks.flatMap((stack) => Object.values(stack.resources('aws_sqs_queue')));
    expect(queues.length).toBeGreaterThan(0);
    expect(queues.filter((queue) => queue.sqs_managed_sse_enabled !== true)).toEqual([]);
    expect(own.storage.resource('aws_dynamodb_table').server_side_encryption).toEqual({ enabled: true });
  });

  it('expires and moves only what is written: uploads/ and previews/', () => {
    const prefixes = stacks.flatMap((stack) =>
      Object.values(stack.resources('aws_s3_bucket_lifecycle_configuration')).flatMap(({ rule }) =>
        [rule].flat().flatMap((one) => Object(one).filter.map((filter: { prefix: string }) => filter.prefix)),
      ),
    );
    expect([...new Set(prefixes)].sort()).toEqual(['', 'previews/', 'uploads/']);
  });
});
