import { MalformedMessageError } from '../../../lambda/domain/errors';
import { parseUploadMessage } from '../../../lambda/process-image/upload-event';

const BUCKET = 'photo-uploads-000000000000-test';

function s3Message({
  key = 'uploads/a.jpg',
  eventName = 'ObjectCreated:Put',
  bucket = BUCKET,
  size = 42,
} = {}) {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: '2026-06-21T12:00:00.123Z',
        eventName,
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
          object: { key, size, eTag: 'd41d8', versionId: 'v1', sequencer: '0A1B' },
        },
      },
    ],
  };
}

function eventBridgeMessage(type: string, detail: Record<string, unknown> = {}) {
  return {
    version: '0',
    source: 'aws.s3',
    'detail-type': type,
    time: '2026-06-21T12:00:00Z',
    detail: {
      bucket: { name: BUCKET },
      object: {
        key: 'uploads/Été + sunset.jpg',
        size: 42,
        etag: 'd41d8',
        'version-id': 'v1',
        sequencer: '0A1B',
      },
      ...detail,
    },
  };
}

const parse = (message: unknown) => parseUploadMessage(JSON.stringify(message), BUCKET);

describe('an S3 notification', () => {
  it('is parsed as an upload event', () => {
    expect(parse(s3Message())).toEqual([
      {
        kind: 'created',
        bucket: BUCKET,
        key: 'uploads/a.jpg',
        eventTime: Date.UTC(2026, 5, 21, 12, 0, 0, 123),
        size: 42,
        eTag: 'd41d8',
        versionId: 'v1',
        sequencer: '0A1B',
      },
    ]);
  });

  it.each([
    ['uploads/user-7/%C3%89t%C3%A9+%2B+sunset+%281%29.jpg', 'uploads/user-7/Été + sunset (1).jpg'],
    ['uploads/100%2525.jpg', 'uploads/100%25.jpg'],
    ['uploads/%F0%9F%93%B7.jpg', 'uploads/📷.jpg'],
  ])('has a URL-encoded key, which is decoded once: %s', (key, expected) => {
    expect(parse(s3Message({ key }))[0]?.key).toBe(expected);
  });

  it.each([
    ['ObjectCreated:CompleteMultipartUpload', 'created'],
    ['ObjectRemoved:DeleteMarkerCreated', 'delete-marker-created'],
    ['ObjectRemoved:Delete', 'version-deleted'],
  ])('with the event name %s is read as %s', (eventName, kind) => {
    expect(parse(s3Message({ eventName }))[0]?.kind).toBe(kind);
  });

  it('is ignored when it is about a folder marker', () => {
    expect(parse(s3Message({ key: 'uploads/holiday/', size: 0 }))).toEqual([]);
  });

  it('is not ignored when it is about an empty file, whose record says why there is no preview', () => {
    expect(parse(s3Message({ size: 0 }))).toHaveLength(1);
  });
});

describe('an EventBridge event of S3', () => {
  it('is parsed as an upload event, with its key unchanged', () => {
    expect(parse(eventBridgeMessage('Object Created'))).toMatchObject([
      { kind: 'created', key: 'uploads/Été + sunset.jpg', versionId: 'v1', eTag: 'd41d8' },
    ]);
  });

  it.each([
    ['Delete Marker Created', 'delete-marker-created'],
    ['Permanently Deleted', 'version-deleted'],
  ])('with the deletion type "%s" is read as %s', (deletion, kind) => {
    expect(parse(eventBridgeMessage('Object Deleted', { 'deletion-type': deletion }))).toMatchObject([
      { kind },
    ]);
  });
});

it('parses an operator’s request to process a version again', () => {
  const request = eventBridgeMessage('Reprocess Requested', { reprocess: 'always' });
  expect(parse({ ...request, source: 'darkroom.operator' })).toMatchObject([
    { kind: 'created', versionId: 'v1', reprocess: 'always' },
  ]);
});

it('ignores the test event of S3', () => {
  expect(parse({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: BUCKET })).toEqual([]);
});

describe('a message is rejected when it', () => {
  it.each([
    ['is not JSON', 'hello'],
    ['has no records', JSON.stringify({ Records: [] })],
    ['is something else', JSON.stringify({ hello: 'world' })],
    ['is null', 'null'],
    ['has a key that is not URL-encoded', JSON.stringify(s3Message({ key: 'uploads/%E0%A4%A.jpg' }))],
    ['is about another bucket', JSON.stringify(s3Message({ bucket: 'somebody-elses' }))],
    ['is about an object outside uploads/', JSON.stringify(s3Message({ key: 'previews/x/y.webp' }))],
    [
      'is about an event without subscription',
      JSON.stringify(s3Message({ eventName: 'ObjectRestore:Post' })),
    ],
  ])('%s', (_, body) => {
    expect(() => parseUploadMessage(body, BUCKET)).toThrow(MalformedMessageError);
  });
});
