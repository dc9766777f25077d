import type { BucketDeclaration, QueueNotification } from '../../plan/topology/buckets';
import { isExpiration, type S3ObjectEvent } from '../s3/store/s3-event';

/** A message that S3 sends to a queue. */
export interface NotificationMessage {
  readonly queueArn: string;
  readonly body: string;
}

/** The messages that S3 sends to queues for one change of an object, by its bucket's notifications. */
export function notificationMessages(
  event: S3ObjectEvent,
  bucket: BucketDeclaration,
  region: string,
): NotificationMessage[] {
  return bucket.notifications
    .filter((notification) => isMeant(notification, event))
    .map((notification) => ({
      queueArn: notification.queueArn,
      body: JSON.stringify({ Records: [recordOf(event, notification, region)] }),
    }));
}

/** The messages that S3 sends when a notification is created, to test its permission. */
export function testMessages(
  bucket: BucketDeclaration,
  requestId: string,
  time: number,
): NotificationMessage[] {
  const body = JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(time).toISOString(),
    Bucket: bucket.name,
    RequestId: requestId,
    HostId: requestId,
  });
  return bucket.notifications.map(({ queueArn }) => ({ queueArn, body }));
}

function isMeant({ events, prefix, suffix }: QueueNotification, { eventName, key }: S3ObjectEvent): boolean {
  const wanted = events.some((pattern) => {
    const name = pattern.replace(/^s3:/, '');
    return name.endsWith(':*') ? eventName.startsWith(name.slice(0, -1)) : eventName === name;
  });
  return wanted && key.startsWith(prefix) && key.endsWith(suffix);
}

/** Amazon S3 User Guide, "Event message structure". */
function recordOf(event: S3ObjectEvent, { id }: QueueNotification, awsRegion: string): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion,
    eventTime: new Date(event.eventTime).toISOString(),
    eventName: event.eventName,
    userIdentity: { principalId: isExpiration(event) ? event.sourceIp : 'AWS:LOCAL' },
    requestParameters: { sourceIPAddress: event.sourceIp },
    responseElements: { 'x-amz-request-id': event.requestId, 'x-amz-id-2': event.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: id,
      bucket: {
        name: event.bucket,
        ownerIdentity: { principalId: 'LOCAL' },
        arn: `arn:aws:s3:::${event.bucket}`,
      },
      object: {
        key: formEncoded(event.key),
        ...(event.size !== undefined && { size: event.size }),
        ...(event.eTag && { eTag: event.eTag }),
        ...(event.versionId && { versionId: event.versionId }),
        sequencer: event.sequencer,
      },
    },
  };
}

/** S3 encodes keys as forms do, with `+` for a space, and leaves the slashes. */
const formEncoded = (key: string): string =>
  new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
