import { removalAction, s3Actions } from '../../../local/iam/s3-actions';
import { SERVICE_ACTIONS } from '../../../local/iam/service-actions';
import type { OperationRequest } from '../../../local/s3/s3-operation';

const account = { accountId: '000000000000', region: 'us-east-1' };

function asked(method: string, path: string, headers: Readonly<Record<string, string>> = {}): string[] {
  const [, bucket, key] = /^\/([^/?]*)\/?([^?]*)/.exec(path) ?? [];
  const request: OperationRequest = {
    method,
    query: new URLSearchParams(path.split('?')[1] ?? ''),
    header: (name) => headers[name],
    ...(bucket && { bucket }),
    ...(key && { key: decodeURIComponent(key) }),
  };
  return s3Actions(request).map(({ action, resource, context = {} }) =>
    [action, resource, ...Object.entries(context).map((pair) => pair.join('='))].join(' '),
  );
}

describe('A request to S3 needs', () => {
  it.each<[string, string, readonly string[]]>([
    ['GET', '/b/uploads/%C3%89t%C3%A9%20%2B.jpg', ['s3:GetObject arn:aws:s3:::b/uploads/Été +.jpg']],
    ['HEAD', '/b/k', ['s3:GetObject arn:aws:s3:::b/k']],
    ['GET', '/b/k?versionId=v', ['s3:GetObjectVersion arn:aws:s3:::b/k']],
    ['GET', '/b/k?tagging&versionId=v', ['s3:GetObjectVersionTagging arn:aws:s3:::b/k']],
    ['GET', '/b/k?uploadId=u', ['s3:ListMultipartUploadParts arn:aws:s3:::b/k']],
    ['PUT', '/b/k', ['s3:PutObject arn:aws:s3:::b/k']],
    ['PUT', '/b/k?tagging', ['s3:PutObjectTagging arn:aws:s3:::b/k']],
    ['PUT', '/b/k?uploadId=u&partNumber=1', ['s3:PutObject arn:aws:s3:::b/k']],
    ['POST', '/b/k?uploads', ['s3:PutObject arn:aws:s3:::b/k']],
    ['DELETE', '/b/k', ['s3:DeleteObject arn:aws:s3:::b/k']],
    ['DELETE', '/b/k?versionId=v', ['s3:DeleteObjectVersion arn:aws:s3:::b/k']],
    ['DELETE', '/b/k?uploadId=u', ['s3:AbortMultipartUpload arn:aws:s3:::b/k']],
    ['GET', '/b', ['s3:ListBucket arn:aws:s3:::b']],
    [
      'GET',
      '/b?list-type=2&prefix=uploads%2F&delimiter=%2F',
      ['s3:ListBucket arn:aws:s3:::b s3:prefix=uploads/ s3:delimiter=/'],
    ],
    ['GET', '/b?versions&prefix=uploads%2Fa', ['s3:ListBucketVersions arn:aws:s3:::b s3:prefix=uploads/a']],
    ['GET', '/b?uploads', ['s3:ListBucketMultipartUploads arn:aws:s3:::b']],
    ['HEAD', '/b', ['s3:ListBucket arn:aws:s3:::b']],
    ['PUT', '/b', ['s3:CreateBucket arn:aws:s3:::b']],
    ['DELETE', '/b', ['s3:DeleteBucket arn:aws:s3:::b']],
    ['GET', '/', ['s3:ListAllMyBuckets *']],
    ['POST', '/b?delete', []],
  ])('%s %s: %j', (method, path, expected) => {
    expect(asked(method, path)).toEqual(expected);
  });

  it('reading of the source for a copy, of the version named', () => {
    expect(asked('PUT', '/b/k', { 'x-amz-copy-source': 'a/uploads/x%20y.jpg' })).toEqual([
      's3:PutObject arn:aws:s3:::b/k',
      's3:GetObject arn:aws:s3:::a/uploads/x y.jpg',
    ]);
    expect(asked('PUT', '/b/k', { 'x-amz-copy-source': '/a/x?versionId=v' })[1]).toBe(
      's3:GetObjectVersion arn:aws:s3:::a/x',
    );
  });

  it('the condition of a write that may not overwrite', () => {
    expect(asked('PUT', '/b/k', { 'if-none-match': '*' })).toEqual([
      's3:PutObject arn:aws:s3:::b/k s3:if-none-match=*',
    ]);
  });

  it('tagging of its own for an object put with tags', () => {
    expect(asked('PUT', '/b/k', { 'x-amz-tagging': 'a=b' })[1]).toBe('s3:PutObjectTagging arn:aws:s3:::b/k');
  });

  it('removal of each key, or of a version for good', () => {
    expect(removalAction('b', 'k', undefined).action).toBe('s3:DeleteObject');
    expect(removalAction('b', 'k', 'v').action).toBe('s3:DeleteObjectVersion');
  });
});

describe('A request to another service needs', () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/t';
  const bus = 'arn:aws:events:us-east-1:000000000000:event-bus';

  it.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['dynamodb', 'PutItem', { TableName: 't' }, [`dynamodb:PutItem ${table}`]],
    ['dynamodb', 'Query', { TableName: 't', IndexName: 'i' }, [`dynamodb:Query ${table}/index/i`]],
    ['dynamodb', 'GetItem', { TableName: table }, [`dynamodb:GetItem ${table}`]],
    ['dynamodb', 'BatchWriteItem', { RequestItems: { t: [] } }, [`dynamodb:BatchWriteItem ${table}`]],
    ['dynamodb', 'ListTables', {}, ['dynamodb:ListTables *']],
    [
      'sqs',
      'DeleteMessageBatch',
      { QueueUrl: 'http://127.0.0.1:4566/000000000000/q' },
      ['sqs:DeleteMessage arn:aws:sqs:us-east-1:000000000000:q'],
    ],
    ['sqs', 'GetQueueUrl', { QueueName: 'q' }, ['sqs:GetQueueUrl arn:aws:sqs:us-east-1:000000000000:q']],
    ['sns', 'PublishBatch', { TopicArn: 'arn:x' }, ['sns:Publish arn:x']],
    [
      'events',
      'PutEvents',
      { Entries: [{ EventBusName: 'images' }, { EventBusName: `${bus}/other` }, {}] },
      [`events:PutEvents ${bus}/images`, `events:PutEvents ${bus}/other`, `events:PutEvents ${bus}/default`],
    ],
    [
      'secretsmanager',
      'GetSecretValue',
      { SecretId: 'darkroom/key' },
      [
        'secretsmanager:GetSecretValue arn:aws:secretsmanager:us-east-1:000000000000:secret:darkroom/key-000000',
      ],
    ],
  ])('%s %s %j: %j', (service, operation, input, expected) => {
    const actions =
      SERVICE_ACTIONS[service]?.({ method: 'POST', path: '/', operation, input }, account) ?? [];
    expect(actions.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
  });
});

it.each([
  ['processor', 'processor'],
  ['arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Aprocessor', 'processor'],
])('finds the function of an invocation in its path: %s', (named, name) => {
  const path = `/2015-03-31/functions/${named}/invocations`;
  expect(SERVICE_ACTIONS.lambda?.({ method: 'POST', path, operation: '', input: {} }, account)).toEqual([
    {
      action: 'lambda:InvokeFunction',
      resource: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    },
  ]);
});

it('finds the distribution of an invalidation in its path', () => {
  const path = '/2020-05-31/distribution/E123/invalidation';
  expect(SERVICE_ACTIONS.cloudfront?.({ method: 'POST', path, operation: '', input: {} }, account)).toEqual([
    {
      action: 'cloudfront:CreateInvalidation',
      resource: 'arn:aws:cloudfront::000000000000:distribution/E123',
    },
  ]);
});
