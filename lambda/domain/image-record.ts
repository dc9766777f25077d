import { createHash } from 'node:crypto';
import type { PermanentFailureCode } from './errors';
import { ownerOfFolder } from './owner';
import type { UploadRef } from './upload';
import { identityOf, isSameObject } from './upload-identity';

export const PROCESSING_STATUSES = ['PROCESSING', 'COMPLETED', 'FAILED', 'DELETED'] as const;
export type ProcessingStatus = (typeof PROCESSING_STATUSES)[number];

export const IMAGE_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'heic'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Perceptual quantizer, hybrid log-gamma (both ITU-R BT.2100), or a second picture of what is brighter. */
export const HDR_KINDS = ['pq', 'hlg', 'gain-map'] as const;
export type HdrKind = (typeof HDR_KINDS)[number];

/** The media type of a format. All of them happen to be registered under the name used here. */
export const contentTypeOf = (format: ImageFormat): string => `image/${format}`;

/** One stored preview, as the record names it: key, format, type and size are those of its first, best format. */
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
  /** Every format it is stored in, best first; absent where there is one. `filesOf` adds the keys. */
  readonly files?: readonly { readonly format: ImageFormat; readonly size: number }[];
  /** `presetId` of the preset that made it; absent from records of sizes in one format. */
  readonly preset?: string;
}

/** Who chose the point that crops are placed around: the object's metadata, a request, or the pixels. */
export const FOCUS_SOURCES = ['metadata', 'request', 'attention'] as const;
export type FocusSource = (typeof FOCUS_SOURCES)[number];

/** A point of the upright picture, in fractions of its width and height from the top left, and who chose it. */
export interface RecordedFocus {
  readonly x: number;
  readonly y: number;
  readonly from: FocusSource;
}

/** What was found in the image's header. Width and height are as displayed, after EXIF orientation. */
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
  /** The copyright notice, which previews carry on. */
  readonly copyright?: string;
  /** How the photo stores brightness beyond white, if it does. Previews show the standard range. */
  readonly hdr?: HdrKind;
}

/** Milliseconds spent in each stage of one attempt. */
export interface StageTimings {
  readonly download: number;
  readonly inspect: number;
  readonly render: number;
  readonly store: number;
}

/** One object version, as the table holds it: one row for each, newest first by `timestamp`. */
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
  /** The `file-name` of the object's metadata: the client's name for the file, where the key has another. */
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
  /** The point that crops were placed around; absent where no preset asks for one. */
  readonly focus?: RecordedFocus;
  readonly error?: { readonly code: PermanentFailureCode; readonly message: string };
  readonly attempts?: number;
  readonly durationMs?: number;
  readonly timings?: StageTimings;
  /** ISO 8601. */
  readonly processedAt?: string;
  /** ISO 8601: when the oldest preview was made, where a later attempt kept some. */
  readonly previewsSince?: string;
  /** `recipeId` of the settings that made the previews. */
  readonly recipe?: string;
  /** Epoch seconds; DynamoDB removes the row some time after. */
  readonly ttl?: number;
}

/** The image of a key: first 32 hex digits of sha256(`bucket/key`). */
export function imageIdOf(bucket: string, key: string): string {
  return createHash('sha256').update(`${bucket}/${key}`).digest('hex').slice(0, 32);
}

/** `YYYY-MM-DD` in UTC of an epoch time in milliseconds. */
export const uploadDateOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/**
 * A row that a deletion wrote, as against an upload's row that a deletion turned to DELETED: only an
 * upload was ever attempted.
 */
export const isDeletion = (row: Pick<ImageRecord, 'processingStatus' | 'attempts'>): boolean =>
  row.processingStatus === 'DELETED' && row.attempts === undefined;

/** Whether a row is that of an upload of this object, and not of its deletion. */
export const isUploadOf = (row: ImageRecord, object: Pick<UploadRef, 'versionId' | 'eTag'>): boolean =>
  !isDeletion(row) && isSameObject(row, object);

export const USER_ID_SOURCES = ['metadata', 'folder'] as const;
/** Who may say whose a photo is: the uploader, in the object's metadata, or the folder that it lies in alone. */
export type UserIdSource = (typeof USER_ID_SOURCES)[number];

/**
 * The user of a photo.
 * - `metadata`: `user-id` of the object's metadata, else the folder after `uploads/`, else nobody.
 * - `folder`: the folder after `uploads/`, else nobody.
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

/** Everything made from one image lies under this prefix of the processed bucket. */
export const previewsPrefixOf = (imageId: string): string => `${PREVIEWS_PREFIX}${imageId}/`;

/** Everything made from one upload lies in this folder of the processed bucket. */
export const previewsFolderOf = (row: ImageRecord): string =>
  `${previewsPrefixOf(row.imageId)}${identityOf(row)}/`;

export { versionSegmentOf } from './upload-identity';
