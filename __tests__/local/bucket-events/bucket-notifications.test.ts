import { notificationMessages, testMessages } from '../../../local/bucket-events/bucket-notifications';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';
import type { BucketDeclaration, QueueNotification } from '../../../plan/topology/buckets';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:uploads';

const bucket = (notification: Partial<QueueNotification> = {}): BucketDeclaration => ({
  name: 'photos',
  imported: false,
  versioned: true,
  corsRules: [],
  eventBridge: false,
  transitions: [],
  lifecycleRules: [],
  notifications: [
    {
      id: 'uploads',
      queueArn: QUEUE,
      events: ['s3:ObjectCreated:*'],
      prefix: 'uploads/',
      suffix: '',
      ...notification,
    },
  ],
});

const created = (event: Partial<S3ObjectEvent> = {}): S3ObjectEvent => ({
  eventName: 'ObjectCreated:Put',
  bucket: 'photos',
  key: 'uploads/user-7/Été + sunset (1).JPG',
  size: 7,
  eTag: 'd41d8cd98f00b204e9800998ecf8427e',
  versionId: 'v1',
  sequencer: '0055AED6DCD90281E5',
  eventTime: Date.UTC(2026, 5, 21, 12),
  requestId: 'R1',
  sourceIp: '127.0.0.1',
  ...event,
});

const recordsOf = (event: S3ObjectEvent, from = bucket()) =>
  notificationMessages(event, from, 'eu-west-1').flatMap(({ body }) => JSON.parse(body).Records);

describe('the notification of S3 to a queue', () => {
  it('has the shape of an S3 event message', () => {
    expect(recordsOf(created())).toEqual([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'eu-west-1',
        eventTime: '2026-06-21T12:00:00.000Z',
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: expect.any(String) },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'R1', 'x-amz-id-2': 'R1' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'uploads',
          bucket: {
            name: 'photos',
            ownerIdentity: { principalId: expect.any(String) },
            arn: 'arn:aws:s3:::photos',
          },
          object: {
            key: 'uploads/user-7/%C3%89t%C3%A9+%2B+sunset+%281%29.JPG',
            size: 7,
            eTag: 'd41d8cd98f00b204e9800998ecf8427e',
            versionId: 'v1',
            sequencer: '0055AED6DCD90281E5',
          },
        },
      },
    ]);
  });

  it('says nothing of size and ETag when an object is removed', () => {
    const removed: S3ObjectEvent = {
      eventName: 'ObjectRemoved:DeleteMarkerCreated',
      bucket: 'photos',
      key: 'uploads/a.jpg',
      versionId: 'v2',
      sequencer: '01',
      eventTime: 0,
      requestId: 'R2',
      sourceIp: '127.0.0.1',
    };
    const [record] = recordsOf(removed, bucket({ events: ['s3:ObjectRemoved:*'] }));
    expect(record.s3.object).toEqual({ key: 'uploads/a.jpg', versionId: 'v2', sequencer: '01' });
  });

  it('names S3 itself where a lifecycle rule has removed something', () => {
    const expiration = created({ eventName: 'LifecycleExpiration:Delete', sourceIp: 's3.amazonaws.com' });
    const [record] = recordsOf(expiration, bucket({ events: ['s3:LifecycleExpiration:*'] }));
    expect(record).toMatchObject({
      eventName: 'LifecycleExpiration:Delete',
      userIdentity: { principalId: 's3.amazonaws.com' },
      requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
    });
  });

  it.each([
    ['another event', { events: ['s3:ObjectRemoved:*'] }],
    ['another event of the same family', { events: ['s3:ObjectCreated:Copy'] }],
    ['another prefix', { prefix: 'previews/' }],
    ['another suffix', { suffix: '.png' }],
  ])('is silent when the notification asks for %s', (_, notification) => {
    expect(recordsOf(created(), bucket(notification))).toEqual([]);
  });

  it('speaks when event, prefix and suffix are exactly what is asked for', () => {
    const exact = bucket({ events: ['s3:ObjectCreated:Put'], prefix: 'uploads/user-7/', suffix: '.JPG' });
    expect(recordsOf(created(), exact)).toHaveLength(1);
  });

  it('begins with a test event', () => {
    const [message] = testMessages(bucket(), 'R3', 0);
    expect(message?.queueArn).toBe(QUEUE);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ Event: 's3:TestEvent', Bucket: 'photos' });
  });
});
