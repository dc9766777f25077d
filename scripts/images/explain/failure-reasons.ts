import type { PermanentFailureCode } from '../../../lambda/domain/errors';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { Settings } from '../../../stacks/settings';
import { formatNumber } from '../../cli/quantities';

type Limits = Pick<Settings, 'MAX_IMAGE_SIZE' | 'MAX_IMAGE_PIXELS' | 'MAX_FRAMES'>;

/** The reason behind each failure code, with the current limits. */
const REASONS: Readonly<Record<PermanentFailureCode, (limits: Limits, bytes?: number) => string>> = {
  UNSUPPORTED_FORMAT: () => 'the first bytes are not those of a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF',
  CORRUPT_IMAGE: () => 'the decoder could not read the whole file',
  IMAGE_TOO_LARGE: ({ MAX_IMAGE_SIZE: max }, bytes) =>
    bytes !== undefined && bytes <= max
      ? `bytes ${formatNumber(bytes)} exceeded the limit at that time; the current MAX_IMAGE_SIZE ${formatNumber(max)} admits them`
      : `bytes ${bytes === undefined ? '' : `${formatNumber(bytes)} `}> MAX_IMAGE_SIZE ${formatNumber(max)}`,
  TOO_MANY_PIXELS: ({ MAX_IMAGE_PIXELS: max }) =>
    `width x height x frames > MAX_IMAGE_PIXELS, currently ${formatNumber(max)}, or a quarter of it for AVIF`,
  TOO_MANY_FRAMES: ({ MAX_FRAMES: max }) =>
    `frames > MAX_FRAMES, currently ${formatNumber(max)}, or pages of a TIFF > 1,000`,
  EMPTY_OBJECT: () => 'bytes = 0',
  PROCESSING_TIMEOUT: () => 'rendering left the function too little time to store and record the result',
  SOURCE_ARCHIVED: () => 'the file is in an archive, and has to be restored before it can be read',
  SOURCE_ENCRYPTED: () => 'the file is encrypted with a key that does not let Darkroom decrypt it',
  SOURCE_NOT_FOUND: () => 'the version named by the event no longer existed when it was read',
};

/** The reason why an upload was refused, with the measured value where it is known. */
export function failureReasonOf(
  { error, size }: Pick<ImageRecord, 'error' | 'size'>,
  limits: Limits,
  storedBytes?: number,
): string | undefined {
  return error && REASONS[error.code](limits, size ?? storedBytes);
}
