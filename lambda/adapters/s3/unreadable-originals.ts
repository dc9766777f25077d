import { PermanentImageError } from '../../domain/errors';
import { isNamed, statusOf } from '../aws-errors';

/** 404: the object or version does not exist. 405: the version is a delete marker. 412: the object was replaced. */
const GONE_STATUSES: readonly (number | undefined)[] = [404, 405, 412];

/** The permanent reason why S3 refuses to return an original; undefined if a retry may succeed. */
export function refusalOf(error: unknown): PermanentImageError | undefined {
  if (GONE_STATUSES.includes(statusOf(error)) && !isNamed(error, 'NoSuchBucket')) {
    const message = 'The file was removed or replaced before it could be processed.';
    return new PermanentImageError('SOURCE_NOT_FOUND', message, { cause: error });
  }
  if (isNamed(error, 'InvalidObjectState')) {
    const message =
      'The file is in an archive (S3 Glacier or Intelligent-Tiering). Restore it, then upload it again or process it again.';
    return new PermanentImageError('SOURCE_ARCHIVED', message, { cause: error });
  }
  if (isDeniedByKey(error)) {
    const message =
      'The file is encrypted with a KMS key that does not let Darkroom decrypt it. Allow kms:Decrypt to its functions, then process it again.';
    return new PermanentImageError('SOURCE_ENCRYPTED', message, { cause: error });
  }
  // The response of HeadObject has no body, so the error has no name.
  if (statusOf(error) === 400) {
    const message =
      'The file is encrypted with a key that only its uploader has (SSE-C). Upload it without such a key.';
    return new PermanentImageError('SOURCE_ENCRYPTED', message, { cause: error });
  }
  return undefined;
}

const isDeniedByKey = (error: unknown): boolean =>
  isNamed(error, 'KMS.DisabledException', 'KMS.NotFoundException') ||
  (isNamed(error, 'AccessDenied') && error instanceof Error && error.message.includes('kms:Decrypt'));
