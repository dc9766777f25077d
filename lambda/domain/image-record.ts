import { createHash } from 'node:crypto';
import type { PermanentFailureCode } from './errors';
import { ownerOfFolder } from './owner';
import type { UploadRef } from './upload';
import { identityOf, isSameObject } from './upload-identity';

export const PROCESSING_STATUSES = ['PROCESSING', 'COMPLETED', 'FAILED', 'DELETED'] as const;
export type ProcessingStatus = (typeof PROCESSING_STATUSES)[number];

export const IMAGE_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'heic'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Perceptual quantizer, hybrid log-gamma (both ITU-R BT.2100), or a second picture with the brighter values. */
export const HDR_KINDS = ['pq', 'hlg', 'gain-map'] as const;
export type HdrKind = (typeof HDR_KINDS)[number];

/** The media type of a format. Each format is registered with IANA under the name used here. */
export const contentTypeOf = (format: ImageFormat): string => `image/${format}`;

/** One stored preview in a record. `key`, `format`, `contentType` and `size` describe its best format. */
export interface Preview {
  /** The name of its preset: `thumb`, or the box it was fitted into, e.g. `300x300`. */
  readonly name: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** All formats that it is stored in, best first; absent if there is only one. `filesOf` adds the keys. */
  readonly files?: readonly { readonly format: ImageFormat; readonly size: number }[];
  /** `presetId` of the preset that made it; absent if it was made for a plain size in one format. */
  readonly preset?: string;
}

/** The source of a focal point: the metadata of the object, a request, or an analysis of the pixels. */
export const FOCUS_SOURCES = ['metadata', 'request', 'attention'] as const;
export type FocusSource = (typeof FOCUS_SOURCES)[number];

/** The focal point of the upright picture, as fractions of its width and height from the top left. */
export interface RecordedFocus {
  readonly x: number;
  readonly y: number;
  readonly from: FocusSource;
}

/** Facts from the header of an image. Width and height are as displayed, after EXIF orientation. */
export interface ImageFacts {
  readonly format: ImageFormat;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  /** Frames of an animation or pages of a TIFF; 1 for a still image. */
  readonly frames: number;
  /** Colour space as libvips names it, e.g. `srgb`, `cmyk`, `b-w`, `rgb16`. */
  readonly space: string;
  readonly hasAlpha: boolean;
  /** EXIF orientation, 1 to 8; 1 when the image has none. */
  readonly orientation: number;
  /** Whether the metadata carries a GPS position. The position itself is never kept. */
  readonly hasGps: boolean;
  /** Camera make and model. */
  readonly camera?: string;
  /** When the photo was taken: `YYYY-MM-DDTHH:mm:ss`, without a time zone. */
  readonly takenAt?: string;
  /** The copyright notice, which is copied into the previews. */
  readonly copyright?: string;
  /** How the photo stores high dynamic range, if it does. Previews show the standard range. */
  readonly hdr?: HdrKind;
}

/** Milliseconds spent in each stage of one attempt. */
export interface StageTimings {
  readonly download: number;
  readonly inspect: number;
  readonly render: number;
  readonly store: number;
}

/** One row of the table. Each object version has one row; rows of an image are sorted by `timestamp`. */
export interface ImageRecord extends Partial<ImageFacts> {
  readonly imageId: string;
  /** Event time in epoch milliseconds, so a redelivered event finds its own row. */
  readonly timestamp: number;
  readonly processingStatus: ProcessingStatus;
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  /** Names an upload to which S3 gave no version of its own: see `uploadIdOf`. */
  readonly uploadId?: string;
  readonly eTag?: string;
  readonly sequencer?: string;
  readonly userId?: string;
  /** `file-name` of the object's metadata: the name that the client gave, if it differs from the name in the key. */
  readonly fileName?: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly uploadDate: string;
  /** Bytes of the original. */
  readonly size?: number;
  /** Base64. */
  readonly thumbHash?: string;
  /** `#rrggbb`. */
  readonly dominantColor?: string;
  readonly previews?: readonly Preview[];
  /** The point that crops were placed around; absent if no preset crops. */
  readonly focus?: RecordedFocus;
  readonly error?: { readonly code: PermanentFailureCode; readonly message: string };
  readonly attempts?: number;
  readonly durationMs?: number;
  readonly timings?: StageTimings;
  /** ISO 8601. */
  readonly processedAt?: string;
  /** ISO 8601: when the oldest preview was made, if a later attempt reused some. */
  readonly previewsSince?: string;
  /** `recipeId` of the settings that made the previews. */
  readonly recipe?: string;
  /** Epoch seconds. DynamoDB removes the row within a few days after that (DynamoDB, time to live). */
  readonly ttl?: number;
}

/** The image id of a key: the first 32 hexadecimal digits of the SHA-256 of `bucket/key`. */
export function imageIdOf(bucket: string, key: string): string {
  return createHash('sha256').update(`${bucket}/${key}`).digest('hex').slice(0, 32);
}

/** `YYYY-MM-DD` in UTC of an epoch time in milliseconds. */
export const uploadDateOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/**
 * Whether a row was written by a deletion. The row of an upload that a deletion turned into DELETED has `attempts`;
 * the row of a deletion has none.
 */
export const isDeletion = (row: Pick<ImageRecord, 'processingStatus' | 'attempts'>): boolean =>
  row.processingStatus === 'DELETED' && row.attempts === undefined;

/** Whether a row belongs to an upload of this object, and not to its deletion. */
export const isUploadOf = (row: ImageRecord, object: Pick<UploadRef, 'versionId' | 'eTag'>): boolean =>
  !isDeletion(row) && isSameObject(row, object);

export const USER_ID_SOURCES = ['metadata', 'folder'] as const;
/** Where the user of a photo is read from: see `userIdOf`. */
export type UserIdSource = (typeof USER_ID_SOURCES)[number];

/**
 * The user of a photo.
 * - `metadata`: `user-id` of the object's metadata, otherwise the folder after `uploads/`, otherwise undefined. The
 *   uploader decides.
 * - `folder`: the folder after `uploads/`, otherwise undefined. The uploader can only use folders that it may write to.
 */
export function userIdOf(
  key: string,
  metadata: Readonly<Record<string, string>> = {},
  source: UserIdSource = 'metadata',
): string | undefined {
  const named = metadata['user-id']?.trim();
  if (named && source === 'metadata') return named;
  const [, folder, ...rest] = key.split('/');
  return rest.length > 0 && folder ? ownerOfFolder(folder) : undefined;
}

export const PREVIEWS_PREFIX = 'previews/';

/** The prefix of all previews of an image in the processed bucket. */
export const previewsPrefixOf = (imageId: string): string => `${PREVIEWS_PREFIX}${imageId}/`;

/** The prefix of all previews of one upload in the processed bucket. */
export const previewsFolderOf = (row: ImageRecord): string =>
  `${previewsPrefixOf(row.imageId)}${identityOf(row)}/`;

export { versionSegmentOf } from './upload-identity';
