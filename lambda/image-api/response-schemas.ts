import * as z from 'zod';
import { PERMANENT_FAILURE_CODES } from '../domain/errors';
import { FOCUS_SOURCES, HDR_KINDS, IMAGE_FORMATS, PROCESSING_STATUSES } from '../domain/image-record';
import { ERROR_CODES } from './error-codes';

/**
 * Schemas of responses, in snake_case. The routes use their types, the OpenAPI document is generated from them, and the
 * tests validate every response with them. The functions do not load them.
 */

const bytes = z.int().min(0);
const pixels = z.int().min(1);
const milliseconds = z.number().min(0);

export const preview = z.object({
  name: z.string().meta({ description: 'The name of its preset: `thumb`, or a size such as `300x300`.' }),
  key: z.string().meta({ description: 'Key in the processed bucket.' }),
  width: pixels,
  height: pixels,
  format: z.enum(IMAGE_FORMATS),
  content_type: z.string(),
  size: bytes.meta({ description: 'Bytes.' }),
  url: z.url().meta({ description: 'Presigned GET, valid for at most one hour.' }),
});

const fraction = z.number().min(0).max(1);

/** All previews in one format. */
export const source = z.object({
  format: z.enum(IMAGE_FORMATS),
  content_type: z.string().meta({ description: 'The value of the `type` attribute of a `<source>`.' }),
  srcset: z.string().meta({
    description:
      'The value of the `srcset` attribute of a `<source>`: the previews with the shape of the largest one.',
  }),
  files: z
    .array(preview.omit({ format: true, content_type: true }))
    .meta({ description: 'Every preview in this format, smallest first.' }),
});

const failure = z.object({
  code: z.enum(PERMANENT_FAILURE_CODES),
  message: z.string().meta({ description: 'The problem with the photo, and how to fix it.' }),
});

const original = z.object({
  url: z.url().meta({ description: 'Presigned GET, valid for at most one hour.' }),
  content_type: z.string().meta({
    description: 'As detected from the content; `application/octet-stream` for a file that is not a photo.',
  }),
  size: bytes.optional().meta({ description: 'Bytes.' }),
  file_name: z.string().meta({ description: 'The name under which a browser saves it.' }),
});

export const image = z.object({
  image_id: z.string(),
  status: z.enum(PROCESSING_STATUSES).meta({
    description: 'DELETED when the original is deleted. The record stays until the image is forgotten.',
  }),
  key: z.string().meta({ description: 'Key of the original in the source bucket.' }),
  version_id: z.string().optional(),
  e_tag: z.string().optional(),
  user_id: z.string().optional(),
  file_name: z.string().optional().meta({
    description: "The client's name for the file, if it differs from the name in the key.",
  }),
  timestamp: z.int().meta({ description: 'When the version was uploaded or deleted, epoch milliseconds.' }),
  upload_date: z.string().meta({ description: 'The day of `timestamp`, `YYYY-MM-DD`, UTC.' }),
  size: bytes.optional().meta({ description: 'Bytes of the original.' }),
  format: z.enum(IMAGE_FORMATS).optional(),
  content_type: z.string().optional().meta({ description: 'As detected from the content.' }),
  width: pixels.optional().meta({ description: 'Pixels, as displayed.' }),
  height: pixels.optional().meta({ description: 'Pixels, as displayed.' }),
  frames: z.int().min(1).optional(),
  space: z.string().optional().meta({ description: 'Colour space of the original.' }),
  has_alpha: z.boolean().optional(),
  orientation: z.int().min(1).max(8).optional().meta({ description: 'EXIF orientation of the original.' }),
  has_gps: z.boolean().optional().meta({
    description: 'Whether the original has GPS coordinates. They are never stored.',
  }),
  hdr: z.enum(HDR_KINDS).optional().meta({
    description:
      'How the original stores brightness beyond white, if it does. Previews show the standard range.',
  }),
  camera: z.string().optional(),
  copyright: z.string().optional().meta({ description: 'From the metadata.' }),
  taken_at: z.string().optional().meta({ description: 'From the metadata, without a time zone.' }),
  thumb_hash: z.string().optional().meta({ description: 'ThumbHash placeholder, base64.' }),
  dominant_color: z.string().optional().meta({ description: '`#rrggbb`.' }),
  original: original.optional().meta({ description: 'The uploaded file. Absent when DELETED.' }),
  previews: z.array(preview).optional().meta({
    description:
      'Present when COMPLETED, smallest first, each in its best format. Only previews that can be downloaded.',
  }),
  previews_expired: z.literal(true).optional().meta({
    description:
      'Present when previews have expired: they are left out of `previews` and `srcset`. `POST /process` makes them again.',
  }),
  srcset: z.string().optional().meta({
    description:
      'The value of the `srcset` attribute of an `<img>`: the previews with the shape of the largest one.',
  }),
  sources: z.array(source).optional().meta({
    description: 'The previews by format, best format first. Not in lists.',
  }),
  picture: z.string().optional().meta({
    description:
      'A `<picture>` element with these sources, to paste into a page. Write its `alt` text. Not in lists.',
  }),
  focus: z
    .object({ x: fraction, y: fraction, from: z.enum(FOCUS_SOURCES) })
    .optional()
    .meta({
      description:
        'The point that crops are placed around, in fractions of the upright picture from the top left, and who chose it: the metadata of the upload, a request, or the pixels.',
    }),
  error: failure.optional().meta({ description: 'Present when FAILED.' }),
  attempts: z.int().min(1).optional(),
  duration_ms: milliseconds.optional(),
  timings: z
    .object({ download: milliseconds, inspect: milliseconds, render: milliseconds, store: milliseconds })
    .optional()
    .meta({ description: 'Milliseconds of each stage.' }),
  processed_at: z.string().optional().meta({ description: 'ISO 8601.' }),
  recipe: z
    .string()
    .optional()
    .meta({ description: 'Hash of the settings that the previews were made with.' }),
});

export const imageWithHistory = image.extend({
  history: z.array(image).optional().meta({
    description: 'One page of its versions, newest first, including this one. Only with `history=true`.',
  }),
  next_cursor: z.string().optional().meta({
    description: 'Continues the history. Absent on its last page, and without `history=true`.',
  }),
});

export const imagePage = z.object({
  images: z.array(image).meta({ description: 'Newest first.' }),
  next_cursor: z.string().optional().meta({
    description: 'Absent on the last page. With `name`, a page can be empty and have a next one.',
  }),
  rows_read: z.int().min(0).optional().meta({
    description: 'How many versions were read for this page. Only with `name`.',
  }),
});

export const uploadTicket = z.object({
  url: z.url().meta({ description: 'The URL to PUT the photo to.' }),
  headers: z.record(z.string(), z.string()).meta({
    description: 'Headers of the PUT. The signature covers them, so send them unchanged.',
  }),
  key: z.string().meta({ description: 'Key of the photo in the source bucket.' }),
  image_id: z.string().meta({ description: 'The id of the image, to get it once it is uploaded.' }),
  expires_at: z.iso.datetime().meta({ description: 'When the URL stops accepting an upload.' }),
  image_url: z.url().meta({
    description:
      'Where to get the image after the upload. The API responds as soon as the image is finished.',
  }),
  usual_seconds: z.int().min(0).meta({
    description:
      'Seconds from the end of the upload until the previews are usually ready. An estimate; a cold start or a queue takes longer.',
  }),
});

export const errorResponse = z.object({
  error: z.enum(ERROR_CODES),
  message: z.string().meta({ description: 'The problem, and how to fix it.' }),
  request_id: z.string().meta({ description: 'The id of this request in the logs.' }),
});

export type PreviewResponse = z.output<typeof preview>;
export type OriginalResponse = z.output<typeof original>;
export type SourceResponse = z.output<typeof source>;
export type ImageResponse = z.output<typeof image>;
export type ImageWithHistoryResponse = z.output<typeof imageWithHistory>;
export type ImagePageResponse = z.output<typeof imagePage>;
export type UploadTicketResponse = z.output<typeof uploadTicket>;
export type ErrorResponse = z.output<typeof errorResponse>;
