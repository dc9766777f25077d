import * as z from 'zod/mini';
import { unquoted } from '../domain/e-tag';
import { MalformedMessageError } from '../domain/errors';
import { UPLOADS_PREFIX, type UploadEvent } from '../domain/upload';

/** `source` and `detail-type` of the messages that operator commands send to the uploads queue. */
export const OPERATOR_SOURCE = 'darkroom.operator';
export const REPROCESS_REQUESTED = 'Reprocess Requested';

/** A record of an S3 event notification. Source: Amazon S3 User Guide, "Event message structure". */
const s3Record = z.object({
  eventSource: z.literal('aws:s3'),
  eventName: z.string(),
  eventTime: z.iso.datetime(),
  s3: z.object({
    bucket: z.object({ name: z.string().check(z.minLength(1)) }),
    object: z.object({
      key: z.string().check(z.minLength(1)),
      size: z.optional(z.int().check(z.nonnegative())),
      eTag: z.optional(z.string()),
      versionId: z.optional(z.string()),
      sequencer: z.optional(z.string()),
    }),
  }),
});
const s3Notification = z.object({ Records: z.array(s3Record).check(z.minLength(1)) });

/** S3 sends this message once, when a notification is configured. */
const s3TestEvent = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });

/**
 * An S3 event from EventBridge, for an imported bucket. Source: S3 User Guide, "EventBridge event message structure".
 */
const eventBridgeEvent = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.enum(['Object Created', 'Object Deleted']),
  time: z.iso.datetime(),
  detail: z.object({
    bucket: z.object({ name: z.string().check(z.minLength(1)) }),
    object: z.object({
      key: z.string().check(z.minLength(1)),
      size: z.optional(z.int().check(z.nonnegative())),
      etag: z.optional(z.string()),
      'version-id': z.optional(z.string()),
      sequencer: z.optional(z.string()),
    }),
    'deletion-type': z.optional(z.enum(['Permanently Deleted', 'Delete Marker Created'])),
  }),
});

/** The request of an operator to process a version again. It has the shape of an S3 event from EventBridge. */
const reprocessRequest = z.object({
  ...eventBridgeEvent.shape,
  source: z.literal(OPERATOR_SOURCE),
  'detail-type': z.literal(REPROCESS_REQUESTED),
  detail: z.extend(eventBridgeEvent.shape.detail, { reprocess: z.enum(['if-outdated', 'always']) }),
});

const uploadMessage = z.union([s3TestEvent, s3Notification, eventBridgeEvent, reprocessRequest]);

/**
 * Parses the body of one queue message. Returns an empty list for an S3 test event or a folder marker.
 * @throws MalformedMessageError if the body is not an event of S3 or EventBridge about `uploads/` in `bucket`
 */
export function parseUploadMessage(body: string, bucket: string): UploadEvent[] {
  const message = parsedJson(body);
  const parsed = uploadMessage.safeParse(message);
  if (!parsed.success) {
    const fields = Object.keys(Object(message)).slice(0, 8).join(', ') || 'none';
    throw new MalformedMessageError(
      `The message is neither an S3 notification, an S3 test event nor an EventBridge event of S3. Its fields: ${fields}.`,
    );
  }
  const events = eventsOf(parsed.data);
  for (const event of events) refuseForeign(event, bucket);
  return events.filter((event) => !isFolderMarker(event));
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new MalformedMessageError('The message is not JSON.', { cause });
  }
}

function eventsOf(message: z.output<typeof uploadMessage>): UploadEvent[] {
  if ('Records' in message) return message.Records.map(fromS3);
  if (!('detail' in message)) return [];
  if (message.source === 'aws.s3') return [fromEventBridge(message)];
  return [{ ...fromEventBridge(message), kind: 'created', reprocess: message.detail.reprocess }];
}

function fromS3({ eventName, eventTime, s3 }: z.output<typeof s3Record>): UploadEvent {
  const { key, eTag, ...object } = s3.object;
  return withoutAbsent({
    kind: kindOf(eventName),
    bucket: s3.bucket.name,
    key: decodedKey(key),
    eventTime: Date.parse(eventTime),
    eTag: unquoted(eTag),
    ...object,
  });
}

/** Keys in EventBridge events are not URL-encoded, unlike those in S3 event notifications. */
function fromEventBridge(event: z.output<typeof eventBridgeEvent | typeof reprocessRequest>): UploadEvent {
  const { bucket, object } = event.detail;
  const isMarker = event.detail['deletion-type'] === 'Delete Marker Created';
  const removal = isMarker ? 'delete-marker-created' : 'version-deleted';
  return withoutAbsent({
    kind: event['detail-type'] === 'Object Created' ? 'created' : removal,
    bucket: bucket.name,
    key: object.key,
    eventTime: Date.parse(event.time),
    versionId: object['version-id'],
    eTag: unquoted(object.etag),
    sequencer: object.sequencer,
    size: object.size,
  });
}

function kindOf(eventName: string): UploadEvent['kind'] {
  if (eventName.startsWith('ObjectCreated:')) return 'created';
  // Lifecycle rules have their own event names for removed versions and delete markers.
  if (/^(ObjectRemoved|LifecycleExpiration):DeleteMarkerCreated$/.test(eventName))
    return 'delete-marker-created';
  if (/^(ObjectRemoved|LifecycleExpiration):Delete$/.test(eventName)) return 'version-deleted';
  throw new MalformedMessageError(
    `The message is about ${eventName}, an event that Darkroom does not subscribe to.`,
  );
}

/** S3 encodes keys like HTML forms: `+` is a space, and the rest is percent-encoded UTF-8. Decode exactly once. */
function decodedKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch (cause) {
    throw new MalformedMessageError('The object key in the message is not URL-encoded.', { cause });
  }
}

/** A message must not make the function read another bucket, or process previews as uploads. */
function refuseForeign(event: UploadEvent, bucket: string): void {
  if (event.bucket !== bucket) throw new MalformedMessageError('The message is about another bucket.');
  if (!event.key.startsWith(UPLOADS_PREFIX)) {
    throw new MalformedMessageError(`The message is about an object outside ${UPLOADS_PREFIX}.`);
  }
}

/** The S3 console creates a folder as an empty object whose key ends with a slash. */
const isFolderMarker = ({ key, size, kind }: UploadEvent): boolean =>
  key.endsWith('/') && (kind !== 'created' || size === 0);

type Loose<T> = { [Name in keyof T]: T[Name] | undefined };

function withoutAbsent<T>(fields: Loose<T>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
