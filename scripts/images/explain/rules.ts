import type { PermanentFailureCode } from '../../../lambda/domain/errors';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { Settings } from '../../../stacks/settings';

type Limits = Pick<Settings, 'MAX_IMAGE_SIZE' | 'MAX_IMAGE_PIXELS' | 'MAX_FRAMES'>;

const count = (number: number): string => number.toLocaleString('en');

/** The rule by which each kind of failure is decided, with today's limits. */
const RULES: Readonly<Record<PermanentFailureCode, (limits: Limits, bytes?: number) => string>> = {
  UNSUPPORTED_FORMAT: () => 'the first bytes are not those of a JPEG, PNG, WebP, AVIF, GIF or TIFF',
  CORRUPT_IMAGE: () => 'the decoder could not read the file to its end',
  IMAGE_TOO_LARGE: ({ MAX_IMAGE_SIZE: most }, bytes) =>
    bytes !== undefined && bytes <= most
      ? `bytes ${count(bytes)} were above the limit of that day; today’s MAX_IMAGE_SIZE ${count(most)} admits them`
      : `bytes ${bytes === undefined ? '' : `${count(bytes)} `}> MAX_IMAGE_SIZE ${count(most)}`,
  TOO_MANY_PIXELS: ({ MAX_IMAGE_PIXELS: most }) =>
    `width x height x frames > MAX_IMAGE_PIXELS, which is ${count(most)} today, and a quarter of it for AVIF`,
  TOO_MANY_FRAMES: ({ MAX_FRAMES: most }) =>
    `frames > MAX_FRAMES, which is ${count(most)} today, or pages of a TIFF > 1,000`,
  EMPTY_OBJECT: () => 'bytes = 0',
  PROCESSING_TIMEOUT: () => 'rendering took longer than the function has left to store and record',
  SOURCE_NOT_FOUND: () => 'the version the event named was not there any more when it was read',
};

/** The rule by which an upload failed, with what was measured where that is known. */
export function ruleOf(
  { error, size }: Pick<ImageRecord, 'error' | 'size'>,
  limits: Limits,
  storedBytes?: number,
): string | undefined {
  return error && RULES[error.code](limits, size ?? storedBytes);
}
