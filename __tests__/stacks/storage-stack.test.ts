import { statementsOf, synthesize } from '../support/synthesized-stack';

const { storage } = synthesize();
const ACCOUNT = '${data.aws_caller_identity.current.account_id}';

const SOURCE = { bucket: `photo-uploads-${ACCOUNT}-dev` };
const PROCESSED = { bucket: `photo-processed-${ACCOUNT}-dev` };

/** `bucket` attribute of what belongs to a bucket. */
const of = (bucket: { bucket: string }, stack = storage) => ({
  bucket: stack.reference('aws_s3_bucket', 'bucket', bucket),
});

describe.each([
  ['source bucket', SOURCE],
  ['processed bucket', PROCESSED],
])('the %s', (_, bucket) => {
  it('is named by account and environment', () => {
    expect(storage.resource('aws_s3_bucket', bucket)).toMatchObject(bucket);
  });

  it('is encrypted', () => {
    expect(storage.resource('aws_s3_bucket_server_side_encryption_configuration', of(bucket))).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
  });

  it('blocks all public access', () => {
    expect(storage.resource('aws_s3_bucket_public_access_block', of(bucket))).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('refuses plain HTTP', () => {
    const arn = storage.reference('aws_s3_bucket', 'arn', bucket);
    expect(statementsOf(storage.resource('aws_s3_bucket_policy', of(bucket)).policy)).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  it('aborts incomplete multipart uploads after 7 days', () => {
    expect(storage.resource('aws_s3_bucket_lifecycle_configuration', of(bucket)).rule).toContainEqual(
      expect.objectContaining({
        status: 'Enabled',
        filter: [{ prefix: '' }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      }),
    );
  });
});

describe('the source bucket', () => {
  it('keeps versions', () => {
    expect(storage.resource('aws_s3_bucket_versioning', of(SOURCE))).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
  });

  it('moves originals to Standard-IA at 30 days and Glacier IR at 90, and drops old versions after 30', () => {
    expect(storage.resource('aws_s3_bucket_lifecycle_configuration', of(SOURCE)).rule).toContainEqual({
      id: 'originals',
      status: 'Enabled',
      filter: [{ prefix: 'uploads/' }],
      transition: [
        { days: 30, storage_class: 'STANDARD_IA' },
        { days: 90, storage_class: 'GLACIER_IR' },
      ],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      expiration: [{ expired_object_delete_marker: true }],
    });
  });

  it('lets web pages in only when origins are set: PUT, POST and GET, remembered for an hour', () => {
    expect(storage.resources('aws_s3_bucket_cors_configuration')).toEqual({});

    const origins = ['https://photos.example.com', 'http://localhost:3000'];
    const open = synthesize({ CORS_ALLOWED_ORIGINS: origins.join(',') }).storage;
    expect(open.resource('aws_s3_bucket_cors_configuration', of(SOURCE, open)).cors_rule).toEqual([
      expect.objectContaining({
        allowed_origins: origins,
        allowed_methods: ['PUT', 'POST', 'GET'],
        max_age_seconds: 3600,
      }),
    ]);
    expect(open.resource('aws_s3_bucket_cors_configuration', of(PROCESSED, open)).cors_rule).toEqual([
      expect.objectContaining({ allowed_origins: origins, allowed_methods: ['GET', 'HEAD'] }),
    ]);
  });
});

describe('the processed bucket', () => {
  const rulesWith = (environment: Record<string, string>) => {
    const stack = synthesize(environment).storage;
    return stack.resource('aws_s3_bucket_lifecycle_configuration', of(PROCESSED, stack)).rule;
  };
  const expiry = (days: number) =>
    expect.objectContaining({ status: 'Enabled', filter: [{ prefix: 'previews/' }], expiration: [{ days }] });

  it('expires previews after 365 days, or as set', () => {
    expect(rulesWith({})).toContainEqual(expiry(365));
    expect(rulesWith({ PREVIEW_EXPIRATION_DAYS: '30' })).toContainEqual(expiry(30));
  });

  it('keeps previews for ever with PREVIEW_EXPIRATION_DAYS=0', () => {
    expect(rulesWith({ PREVIEW_EXPIRATION_DAYS: '0' })).toEqual([
      expect.objectContaining({ id: 'abandoned-uploads' }),
    ]);
  });

  it('keeps no versions: previews can be made again', () => {
    expect(Object.keys(storage.resources('aws_s3_bucket_versioning'))).toHaveLength(1);
  });
});

describe('the table', () => {
  const table = storage.resource('aws_dynamodb_table');

  it('has one row for each image and event time', () => {
    expect(table).toMatchObject({ name: 'image-metadata-dev', hash_key: 'imageId', range_key: 'timestamp' });
  });

  it('declares exactly the attributes that its keys use', () => {
    expect(table.attribute).toEqual([
      { name: 'imageId', type: 'S' },
      { name: 'timestamp', type: 'N' },
      { name: 'processingStatus', type: 'S' },
      { name: 'userId', type: 'S' },
      { name: 'uploadDate', type: 'S' },
    ]);
  });

  it.each([
    ['StatusIndex', 'processingStatus'],
    ['UserIndex', 'userId'],
    ['DateIndex', 'uploadDate'],
  ])('has %s by %s and time, all projected', (name, hashKey) => {
    expect(table.global_secondary_index).toContainEqual({
      name,
      hash_key: hashKey,
      range_key: 'timestamp',
      projection_type: 'ALL',
    });
    expect(table.global_secondary_index).toHaveLength(3);
  });

  it('is on demand, encrypted, restorable to any point in time, streamed, and expires by ttl', () => {
    expect(table).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      server_side_encryption: { enabled: true },
      point_in_time_recovery: { enabled: true },
      stream_enabled: true,
      stream_view_type: 'NEW_AND_OLD_IMAGES',
      ttl: { attribute_name: 'ttl', enabled: true },
    });
  });
});

describe('data', () => {
  const keeps = (environment: Record<string, string>) => {
    const { storage: stack } = synthesize(environment);
    const buckets = Object.values(stack.resources('aws_s3_bucket'));
    const table = stack.resource('aws_dynamodb_table');
    return {
      forceDestroy: buckets.map((bucket) => bucket.force_destroy),
      preventDestroy: [...buckets, table].map(({ lifecycle }) => lifecycle),
      deletionProtection: table.deletion_protection_enabled,
    };
  };
  const retained = {
    forceDestroy: [false, false],
    preventDestroy: [{ prevent_destroy: true }, { prevent_destroy: true }, { prevent_destroy: true }],
    deletionProtection: true,
  };
  const disposable = {
    forceDestroy: [true, true],
    preventDestroy: [{ prevent_destroy: false }, { prevent_destroy: false }, { prevent_destroy: false }],
    deletionProtection: false,
  };

  it('is retained in prod and not in dev, even when the same process synthesizes both', () => {
    expect(keeps({ ENVIRONMENT_SUFFIX: 'prod' })).toEqual(retained);
    expect(keeps({ ENVIRONMENT_SUFFIX: 'dev' })).toEqual(disposable);
  });

  it('is retained as RETAIN_DATA says', () => {
    expect(keeps({ RETAIN_DATA: 'true' })).toEqual(retained);
    expect(keeps({ ENVIRONMENT_SUFFIX: 'prod', RETAIN_DATA: 'false' })).toEqual(disposable);
  });
});
