import { parseUploadMessage } from '../../../lambda/process-image/upload-event';
import { s3BusEvent } from '../../../local/bucket-events/s3-bus-event';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';

const place = {
  accountId: '000000000000',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:4566',
  apiUrl: 'http://127.0.0.1:8080/api',
};
const event: S3ObjectEvent = {
  eventName: 'ObjectCreated:Put',
  bucket: 'somebodys-photos',
  key: 'uploads/Été + sunset (1).JPG',
  size: 12,
  eTag: 'abc',
  versionId: 'v1',
  sequencer: '0011',
  eventTime: Date.parse('2026-01-01T00:00:00.000Z'),
  requestId: 'r1',
  sourceIp: '127.0.0.1',
};
const understood = (given: S3ObjectEvent) =>
  parseUploadMessage(JSON.stringify(s3BusEvent(given, place)), 'somebodys-photos');

describe("S3's event on the default bus", () => {
  it('describes a new object in a form that the processor understands', () => {
    expect(understood(event)).toEqual([
      {
        kind: 'created',
        bucket: 'somebodys-photos',
        key: 'uploads/Été + sunset (1).JPG',
        size: 12,
        eTag: 'abc',
        versionId: 'v1',
        sequencer: '0011',
        eventTime: event.eventTime,
      },
    ]);
  });

  it.each([
    ['ObjectRemoved:Delete', 'version-deleted'],
    ['ObjectRemoved:DeleteMarkerCreated', 'delete-marker-created'],
    ['LifecycleExpiration:Delete', 'version-deleted'],
    ['LifecycleExpiration:DeleteMarkerCreated', 'delete-marker-created'],
  ] as const)('describes %s', (eventName, kind) => {
    expect(understood({ ...event, eventName })).toEqual([expect.objectContaining({ kind })]);
  });

  it('names the lifecycle rule as the reason of an expiration, and no client', () => {
    const expiration = {
      ...event,
      eventName: 'LifecycleExpiration:Delete',
      sourceIp: 's3.amazonaws.com',
    } as const;
    const { detail } = s3BusEvent(expiration, place);
    expect(detail).toMatchObject({
      requester: 's3.amazonaws.com',
      reason: 'Lifecycle Expiration',
      'deletion-type': 'Permanently Deleted',
    });
    expect(detail).not.toHaveProperty('source-ip-address');
  });
});
