import { S3Error } from '../errors';
import type { S3Request } from '../s3-request';
import type { SecretLookup } from './signature';
import { verifySigV2 } from './signature-v2';
import { verifySigV4 } from './signature-v4';

const SIGNED_BY_HEADER = /^AWS(4-HMAC-SHA256)? /;

/**
 * Authenticates a request. A presigned URL is verified completely, with its expiry and its signed headers. A signature
 * in the Authorization header is not verified. A request without either is anonymous, and is refused, because the
 * buckets are private.
 * @param now epoch milliseconds
 * @throws S3Error `AccessDenied`, `InvalidAccessKeyId`, `SignatureDoesNotMatch`, `AuthorizationQueryParametersError`
 */
export function authenticate(request: S3Request, secretOf: SecretLookup, now: number): void {
  if (request.query.has('X-Amz-Algorithm') || request.query.has('X-Amz-Signature')) {
    verifySigV4(request, secretOf, now);
  } else if (request.query.has('AWSAccessKeyId') || request.query.has('Signature')) {
    verifySigV2(request, secretOf, now);
  } else if (!SIGNED_BY_HEADER.test(request.header('authorization') ?? '')) {
    throw new S3Error('AccessDenied');
  }
}
