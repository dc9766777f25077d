import { timingSafeEqual } from 'node:crypto';
import { S3Error } from '../errors';

/** Finds the secret key of an access key id. */
export type SecretLookup = (accessKeyId: string) => string | undefined;

/** @throws S3Error `InvalidAccessKeyId` */
export function secretFor(accessKeyId: string, secretOf: SecretLookup): string {
  const secret = secretOf(accessKeyId);
  if (secret === undefined) {
    throw new S3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: accessKeyId } });
  }
  return secret;
}

/** @throws S3Error `AccessDenied` once the time has passed. Both in epoch milliseconds. */
export function refuseExpired(expires: number, now: number, details: Record<string, string> = {}): void {
  if (now <= expires) return;
  throw new S3Error('AccessDenied', {
    message: 'Request has expired',
    details: { ...details, Expires: secondsIso(expires), ServerTime: secondsIso(now) },
  });
}

/** @throws S3Error `SignatureDoesNotMatch`, with `details` that help to find the difference */
export function compareSignatures(given: string, expected: string, details: Record<string, string>): void {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  if (left.length === right.length && timingSafeEqual(left, right)) return;
  throw new S3Error('SignatureDoesNotMatch', { details: { ...details, SignatureProvided: given } });
}

const secondsIso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
