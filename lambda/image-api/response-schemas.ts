import * as z from 'zod';
import { PERMANENT_FAILURE_CODES } from '../domain/errors';
import { IMAGE_FORMATS, PROCESSING_STATUSES } from '../domain/image-record';
import { ERROR_CODES } from './error-codes';

/**
 * Schemas of responses, in snake_case. They type the routes, the OpenAPI document is generated from them, and the
 * tests validate every response with them. The functions do not load them.
 */

const bytes = z.int().min(0);
const pixels = z.int().min(1);
const milliseconds = z.number().min(0);

export const preview = z.object({
  name: z.string().meta({ description: 'The box it was fitted into, e.g. `300x300`.' }),
  key: z.string().meta({ description: 'Key in the processed bucket.' }),
  width: pixels,
  height: pixels,
  format: z.enum(IMAGE_FORMATS),
  content_type: z.string(),
  size: bytes.meta({ description: 'Bytes.' }),
  url: z.url().meta({ description: 'Presigned GET, good for one hour.' }),
});

const failure = z.object({
  code: z.enum(PERMANENT_FAILURE_CODES),
  message: z.string().meta({ description: 'What is wrong with the photo, and what to do about it.' }),
});

export const image = z.object({
  image_id: z.string(),
  status: z.enum(PROCESSING_STATUSES).meta({
    description: 'DELETED when the original is gone; its record stays until the image is forgotten.',
  }),
  key: z.string().meta({ description: 'Key of the original in the source bucket.' }),
  version_id: z.string().optional(),
  e_tag: z.string().optional(),
  user_id: z.string().optional(),
  timestamp: z.int().meta({ description: 'When the version was uploaded or deleted, epoch milliseconds.' }),
  upload_date: z.string().meta({ description: 'The same as a day, `YYYY-MM-DD`, UTC.' }),
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
    description: 'Whether the original tells where it was taken. The place itself is never kept.',
  }),
  camera: z.string().optional(),
  copyright: z.string().optional().meta({ description: 'As EXIF says.' }),
  taken_at: z.string().optional().meta({ description: 'As EXIF says, without a time zone.' }),
  thumb_hash: z.string().optional().meta({ description: 'ThumbHash placeholder, base64.' }),
  dominant_color: z.string().optional().meta({ description: '`#rrggbb`.' }),
  previews: z.array(preview).optional().meta({ description: 'Present when COMPLETED, smallest first.' }),
  srcset: z.string().optional().meta({ description: 'Ready for the `srcset` attribute of an `<img>`.' }),
  error: failure.optional().meta({ description: 'Present when FAILED.' }),
  attempts: z.int().min(1).optional(),
  duration_ms: milliseconds.optional(),
  timings: z
    .object({ download: milliseconds, inspect: milliseconds, render: milliseconds, store: milliseconds })
    .optional()
    .meta({ description: 'Milliseconds of each stage.' }),
  processed_at: z.string().optional().meta({ description: 'ISO 8601.' }),
  recipe: z.string().optional().meta({ description: 'Fingerprint of the settings that made the previews.' }),
});

export const imageWithHistory = image.extend({
  history: z.array(image).optional().meta({
    description: 'All versions, newest first, the image itself among them. Only with `history=true`.',
  }),
});

export const imagePage = z.object({
  images: z.array(image).meta({ description: 'Newest first.' }),
  next_cursor: z.string().optional().meta({ description: 'Absent on the last page.' }),
});

export const uploadTicket = z.object({
  url: z.url().meta({ description: 'Where to PUT the photo.' }),
  headers: z.record(z.string(), z.string()).meta({
    description: 'To be sent exactly so, since the signature covers them.',
  }),
  key: z.string().meta({ description: 'Key that the photo will have in the source bucket.' }),
  image_id: z.string().meta({ description: 'To ask for the image with, once it is uploaded.' }),
  expires_at: z.iso.datetime(),
});

export const errorResponse = z.object({
  error: z.enum(ERROR_CODES),
  message: z.string().meta({ description: 'What is wrong, and what to do about it.' }),
  request_id: z.string().meta({ description: 'Names this request in the logs.' }),
});

export type PreviewResponse = z.output<typeof preview>;
export type ImageResponse = z.output<typeof image>;
export type ImageWithHistoryResponse = z.output<typeof imageWithHistory>;
export type ImagePageResponse = z.output<typeof imagePage>;
export type UploadTicketResponse = z.output<typeof uploadTicket>;
export type ErrorResponse = z.output<typeof errorResponse>;
