import { type SynthesizedStack, statementsOf, synthesize } from '../support/synthesized-stack';

const EXISTING = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const managed = synthesize({ KMS_KEY: 'managed', ENVIRONMENT_SUFFIX: 'prod' });
const existing = synthesize({ KMS_KEY: EXISTING });
const without = synthesize();

const all = (stack: SynthesizedStack, type: string) => Object.values(stack.resources(type));

/** The key that each resource of an environment is encrypted with. */
function keysOf({ storage, pipeline }: typeof without): unknown[] {
  return [
    ...all(storage, 'aws_s3_bucket_server_side_encryption_configuration').map(
      ({ rule }) => Object(rule)[0].apply_server_side_encryption_by_default.kms_master_key_id,
    ),
    ...all(storage, 'aws_dynamodb_table').map((table) => Object(table.server_side_encryption).kms_key_arn),
    ...all(pipeline, 'aws_sqs_queue').map((queue) => queue.kms_master_key_id),
    ...all(pipeline, 'aws_sns_topic').map((topic) => topic.kms_master_key_id),
    ...all(pipeline, 'aws_cloudwatch_log_group').map((group) => group.kms_key_id),
  ];
}

describe('KMS_KEY', () => {
  it('encrypts both buckets, the table, every queue, topic and log group with an existing key', () => {
    const keys = keysOf(existing);
    expect(keys).toHaveLength(2 + 1 + 3 + 2 + 3);
    expect(new Set(keys)).toEqual(new Set([EXISTING]));
    expect(existing.storage.resources('aws_kms_key')).toEqual({});
  });

  it('makes a key that rotates and that Terraform does not delete with the data, with `managed`', () => {
    expect(managed.storage.resource('aws_kms_key')).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(managed.storage.resource('aws_kms_alias').name).toBe('alias/darkroom-prod');
    const { length } = keysOf(existing);
    expect(keysOf(managed)).toEqual(Array(length).fill(expect.stringContaining('aws_kms_key')));
  });

  it('lets the services that send to queues and topics use a key that is made', () => {
    const [, senders, logs] = statementsOf(managed.storage.resource('aws_kms_key').policy);
    expect(senders).toMatchObject({
      Principal: { Service: ['s3.amazonaws.com', 'events.amazonaws.com', 'cloudwatch.amazonaws.com'] },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    });
    expect(logs).toMatchObject({ Principal: { Service: 'logs.us-east-1.amazonaws.com' } });
  });

  it.each(['image-processor-prod', 'image-api-prod'])(
    'lets %s use it through S3, SQS and DynamoDB',
    (name) => {
      const { policy } = managed.pipeline.resource('aws_iam_role_policy', { name });
      const grants = statementsOf(policy).filter(({ Sid }) => Sid === 'UseEncryptionKey');
      expect(grants).toEqual([
        expect.objectContaining({
          Condition: {
            StringEquals: {
              'kms:ViaService': ['s3', 'sqs', 'dynamodb'].map(
                (service) => `${service}.us-east-1.amazonaws.com`,
              ),
            },
          },
        }),
      ]);
    },
  );

  it('is not used unless it is set', () => {
    expect(keysOf(without)).toEqual(Array(keysOf(existing).length).fill(undefined));
    expect(JSON.stringify(without.pipeline.json)).not.toContain('kms:');
  });
});

describe('every bucket', () => {
  it('refuses keys that clients bring themselves, as S3 does for new buckets', () => {
    const rules = [without.stateBackend, without.storage].flatMap((stack) =>
      all(stack, 'aws_s3_bucket_server_side_encryption_configuration').map(({ rule }) => Object(rule)[0]),
    );
    expect(rules.map((rule) => rule.blocked_encryption_types)).toEqual([['SSE-C'], ['SSE-C'], ['SSE-C']]);
  });
});
