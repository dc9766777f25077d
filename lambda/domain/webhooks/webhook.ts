import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DarkroomError, MalformedMessageError } from '../errors';
import { parsedJson } from '../parsed-json';

/** An event that is sent to a webhook. */
export interface WebhookMessage {
  /** The same for every copy of an event, so that a receiver can detect duplicates. */
  readonly id: string;
  /** The event in the format of EventBridge, as JSON. */
  readonly body: string;
  /** The key of the image, for the log. */
  readonly key: string;
}

/** The fields of an event that identify it. */
const imageEvent = z.object({
  'detail-type': z.string(),
  detail: z.object({
    imageId: z.string(),
    timestamp: z.number(),
    key: z.string(),
    processingStatus: z.string(),
    processedAt: z.optional(z.string()),
  }),
});

const ID_DIGITS = 32;

/**
 * Converts an event of the bus into a webhook message. The id is derived from the record, because an event that is
 * published again, for example after a redelivered upload, has a new id in EventBridge.
 * @param event JSON
 * @throws MalformedMessageError
 */
export function webhookMessage(event: string): WebhookMessage {
  const parsed = imageEvent.safeParse(parsedJson(event));
  if (!parsed.success) throw new MalformedMessageError('The message is not an event of an image.');
  const { 'detail-type': type, detail } = parsed.data;
  const { imageId, timestamp, key, processingStatus, processedAt = null } = detail;
  const identity = JSON.stringify([type, imageId, timestamp, processingStatus, processedAt]);
  const hash = createHash('sha256').update(identity).digest('hex');
  return { id: `evt_${hash.slice(0, ID_DIGITS)}`, body: event, key };
}

/** Sends events over HTTP. */
export interface WebhookReceiver {
  /** @throws WebhookRefusedError unless the receiver has accepted the message */
  send(message: WebhookMessage): Promise<void>;
}

/** The receiver did not accept the event. It is sent again later. */
export class WebhookRefusedError extends DarkroomError {
  override readonly name = 'WebhookRefusedError';
  readonly code = 'WEBHOOK_REFUSED';
  readonly retryable = true;
}
