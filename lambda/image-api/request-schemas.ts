import * as z from 'zod';
import { PROCESSING_STATUSES } from '../domain/image-record';
import { isOwner, MAX_OWNER_BYTES } from '../domain/owner';
import { parseFocalPoint } from '../domain/previews/focal-point';
import { MAX_KEY_BYTES, UPLOADS_PREFIX } from '../domain/upload';
import { MAX_WAIT_SECONDS } from '../domain/uploads/await-outcome';
import { canonicalContentType, UPLOADABLE_CONTENT_TYPES } from '../domain/uploads/upload-content-type';

/**
 * Schemas of requests. The routes parse requests with them, and the bodies and parameters in the OpenAPI document are
 * generated from them, so the two cannot differ.
 */

/** An HTTP client or proxy may resolve such a segment, and leave `uploads/`. */
const RELATIVE_SEGMENT = /(^|\/)\.{1,2}(\/|$)/;
/** S3 and DynamoDB reject these characters. */
const NUL_OR_HALF_A_SURROGATE_PAIR = /\0|\p{Surrogate}/u;
const isText = (text: string): boolean => !NUL_OR_HALF_A_SURROGATE_PAIR.test(text);
const NOT_TEXT = 'must be valid Unicode without NUL';

export const imageKey = z
  .string()
  .max(MAX_KEY_BYTES, `must be at most ${MAX_KEY_BYTES} bytes`)
  .regex(/^uploads\/[\s\S]*[^/]$/, `must be the key of an object under ${UPLOADS_PREFIX}, not of a folder`)
  .refine((key) => Buffer.byteLength(key) <= MAX_KEY_BYTES, `must be at most ${MAX_KEY_BYTES} bytes`)
  .refine((key) => !RELATIVE_SEGMENT.test(key), 'must not have . or .. as a path segment')
  .refine(isText, NOT_TEXT)
  .meta({
    description: 'Key of an object under `uploads/` in the source bucket, at most 1,024 bytes; not a folder.',
  });

export const imageId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits in lower case')
  .meta({ description: 'The image: the first 32 hex digits of the SHA-256 of `bucket/key`.' });

/** The path parameters of routes about one image. */
export const imageInPath = z.object({ image_id: imageId });

export const userId = z
  .string()
  .refine(
    isOwner,
    `must be 1 to ${MAX_OWNER_BYTES} bytes of text without control characters, and without a space at its start or end`,
  )
  .meta({
    description: `The owner of the photo, such as a user's id or e-mail address: up to ${MAX_OWNER_BYTES} bytes of text. In the key, characters other than letters, digits, \`.\`, \`_\`, \`@\`, \`:\` and \`-\` are encoded as \`=XX\`.`,
  });

/** A point of the upright picture, as text: `0.4,0.3`. */
const focus = z
  .string()
  .refine((text) => parseFocalPoint(text) !== undefined, 'must be two fractions from 0 to 1, such as 0.4,0.3')
  .meta({
    description:
      'The point that crops with the position `focus` are placed around: fractions of the width and height of the upright photo, from the top left, such as `0.4,0.3`.',
  });

export const processRequest = z.strictObject({ image_key: imageKey, focus: focus.optional() });

export const uploadRequest = z.strictObject({
  file_name: z.string().min(1, 'must not be empty').max(255, 'must be at most 255 characters').meta({
    description:
      "The photo's file name. Characters that are unsafe in S3 keys are replaced in the key; the image keeps the original name.",
  }),
  content_type: z
    .string()
    .transform(canonicalContentType)
    .pipe(z.enum(UPLOADABLE_CONTENT_TYPES, `must be one of ${UPLOADABLE_CONTENT_TYPES.join(', ')}`))
    .meta({
      description:
        'The type of the photo. Other spellings, such as `image/jpg` or `IMAGE/JPEG; q=1`, are accepted; the upload must send the `content-type` of the response.',
    }),
  size: z
    .int('must be a whole number of bytes')
    .min(1, 'must be at least 1 byte')
    .meta({ description: 'The exact number of bytes of the upload. Above the limit the response is 413.' }),
  user_id: userId.optional(),
  focus: focus.optional(),
});

/** Without `user_id`, because the owner is the person who is signed in. */
export const ownUploadRequest = uploadRequest.omit({ user_id: true });

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 25;

const pageSize = z
  .string()
  .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${MAX_PAGE_SIZE}`)
  .transform(Number)
  .pipe(
    z
      .int()
      .min(1, `must be from 1 to ${MAX_PAGE_SIZE}`)
      .max(MAX_PAGE_SIZE, `must be from 1 to ${MAX_PAGE_SIZE}`),
  )
  .default(DEFAULT_PAGE_SIZE);

const pageCursor = z
  .string()
  .min(1, 'must not be empty')
  .max(512, 'must be at most 512 characters')
  .optional();

const wait = z
  .string()
  .regex(/^\d{1,2}$/, `must be a whole number of seconds from 0 to ${MAX_WAIT_SECONDS}`)
  .transform(Number)
  .pipe(z.int().min(0).max(MAX_WAIT_SECONDS, `must be at most ${MAX_WAIT_SECONDS} seconds`))
  .default(0);

export const getImageQuery = z.object({
  wait: wait.meta({
    description:
      'Seconds to wait for an image that does not exist yet or is being processed. The API responds as soon as its newest version is COMPLETED, FAILED or DELETED, or after this time.',
  }),
  history: z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error: 'must be true or false' })
    .optional()
    .meta({ description: 'Whether to return the versions of the image, newest first.' }),
  limit: pageSize.meta({ description: 'Maximum number of versions in one page of the history.' }),
  cursor: pageCursor.meta({ description: 'Where the page starts: `next_cursor` of the previous page.' }),
});

export const listImagesQuery = z.object({
  status: z
    .enum(PROCESSING_STATUSES, `must be one of ${PROCESSING_STATUSES.join(', ')}`)
    .optional()
    .meta({ description: 'Versions with this status.' }),
  user_id: z
    .string()
    .min(1, 'must not be empty')
    .max(256, 'must be at most 256 characters')
    .refine(isText, NOT_TEXT)
    .optional()
    .meta({ description: 'Versions of this user.' }),
  date: z.iso
    .date('must be a date, YYYY-MM-DD')
    .optional()
    .meta({ description: 'Versions uploaded on this day, UTC.' }),
  name: z
    .string()
    .min(1, 'must not be empty')
    .max(255, 'must be at most 255 characters')
    .refine(isText, NOT_TEXT)
    .optional()
    .meta({
      description:
        'Versions with this text in the file name, not case-sensitive. Names have no index, so each page reads up to about 1,000 versions; one filter in addition makes it faster.',
    }),
  limit: pageSize.meta({ description: 'The maximum number of versions in one page.' }),
  cursor: pageCursor.meta({
    description: '`next_cursor` of the previous page, with the same filter and name.',
  }),
});

/** The filters of a list. Exactly one is required; with `name`, at most one is allowed. */
export const LIST_FILTERS = ['status', 'user_id', 'date'] as const;

/** Without filters, because the list contains the images of the person who is signed in. */
export const listOwnImagesQuery = listImagesQuery.omit({ status: true, user_id: true, date: true }).strict();
