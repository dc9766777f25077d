import { randomUUID } from 'node:crypto';
import type { Place } from '../../plan/computed-attributes';
import type { BusEvent } from '../event-bus/event-bus';
import { eventTime } from '../event-bus/event-time';
import { isExpiration, type S3ObjectEvent } from '../s3/store/s3-event';

const CREATED_BY: Readonly<Record<string, string>> = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Post': 'POST Object',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
};

/**
 * The event that a bucket with EventBridge turned on puts on the account's default bus.
 * Source: Amazon S3 User Guide, "EventBridge event message structure". Keys are plain, not URL-encoded.
 */
export function s3BusEvent(event: S3ObjectEvent, { accountId, region }: Place): BusEvent {
  const reason = CREATED_BY[event.eventName];
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': reason ? 'Object Created' : 'Object Deleted',
    source: 'aws.s3',
    account: accountId,
    time: eventTime(event.eventTime),
    region,
    resources: [`arn:aws:s3:::${event.bucket}`],
    detail: {
      version: '0',
      bucket: { name: event.bucket },
      object: objectOf(event),
      'request-id': event.requestId,
      ...(isExpiration(event)
        ? { requester: event.sourceIp, reason: 'Lifecycle Expiration' }
        : { requester: accountId, 'source-ip-address': event.sourceIp, reason: reason ?? 'DeleteObject' }),
      ...(!reason && { 'deletion-type': deletionTypeOf(event) }),
    },
  };
}

const objectOf = ({ key, size, eTag, versionId, sequencer }: S3ObjectEvent) => ({
  key,
  ...(size !== undefined && { size }),
  ...(eTag && { etag: eTag }),
  ...(versionId && { 'version-id': versionId }),
  sequencer,
});

const deletionTypeOf = ({ eventName }: S3ObjectEvent): string =>
  eventName.endsWith(':DeleteMarkerCreated') ? 'Delete Marker Created' : 'Permanently Deleted';
