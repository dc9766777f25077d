import { USER_ID_SOURCES } from '../../lambda/domain/image-record';
import {
  heicInput,
  maxFrames,
  maxImagePixels,
  maxImageSize,
  userIdSource,
} from '../../lambda/runtime/setting-fields';
import { shared } from '../setting-rules';

/** Which originals are processed, and which user they belong to. */
export const originalSettings = {
  MAX_IMAGE_SIZE: shared(maxImageSize).prefault('10485760').meta({
    allowed: '1 to 268435456 (256 MiB)',
    description: 'The largest original that is processed, in bytes. Larger ones fail.',
  }),
  MAX_IMAGE_PIXELS: shared(maxImagePixels).prefault('100000000').meta({
    allowed: '1 to 1000000000',
    description:
      'The maximum number of pixels of an original: width x height x frames. It bounds decoding time and memory, so JPEG may have four times as many, HEIC half and AVIF a quarter.',
  }),
  MAX_FRAMES: shared(maxFrames).prefault('1').meta({
    allowed: '1 to 500',
    description:
      'The maximum number of frames of an animated original. 1 makes still previews of the first frame.',
  }),
  HEIC_INPUT: shared(heicInput).prefault('true').meta({
    allowed: 'true, false',
    description:
      'Whether HEIC photos are processed. `false` refuses them as `UNSUPPORTED_FORMAT`, for example because of the patents on HEVC.',
  }),
  USER_ID_SOURCE: shared(userIdSource)
    .optional()
    .meta({
      allowed: USER_ID_SOURCES.join(', '),
      description:
        'The source of the user of a photo. `metadata`: `user-id` in the metadata of the object, else the first folder below `uploads/`. `folder`: only that folder, for uploaders that may write to their own folder but must not name another user.',
      none: '`folder` with `SIGN_IN_ISSUER`, else `metadata`.',
    }),
};
