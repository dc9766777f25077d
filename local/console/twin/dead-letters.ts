import { parseUploadMessage } from '../../../lambda/process-image/upload-event';
import { messageOf } from '../../foundation/error-message';
import type { KeptMessage } from '../../queues/messaging-server';
import type { DeadLetter } from '../twin-view';

/** Characters of a body that are shown. */
const BODY_SHOWN = 200;

/**
 * A dead letter as the console shows it.
 * @param causeOf returns the reason why the last attempt at a key, or at the message with an id, failed
 */
export function deadLetterOf(
  { messageId, body, sentTimestamp }: KeptMessage,
  bucket: string,
  causeOf: (subject: string) => string | undefined,
): DeadLetter {
  const read = readMessage(body, bucket);
  const keys = 'keys' in read ? read.keys : [];
  const logged = [...keys, messageId].map(causeOf).find((cause) => cause !== undefined);
  return {
    messageId,
    sentAt: sentTimestamp,
    body: body.slice(0, BODY_SHOWN),
    keys,
    reason:
      'malformed' in read ? read.malformed : (logged ?? 'Its cause was not logged since Darkroom started.'),
    canBeRedriven: !('malformed' in read),
  };
}

/** Whether no attempt can read a message. */
export const isMalformed = (body: string, bucket: string): boolean =>
  'malformed' in readMessage(body, bucket);

function readMessage(body: string, bucket: string): { keys: string[] } | { malformed: string } {
  try {
    return { keys: parseUploadMessage(body, bucket).map(({ key }) => key) };
  } catch (error) {
    return { malformed: messageOf(error) };
  }
}
