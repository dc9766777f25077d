import type { ImageRecord, Preview } from '../domain/image-record';
import type { UrlSigner } from '../domain/signed-urls';
import { arePreviewsExpired } from '../domain/stored-previews';
import { originalResponse } from './original-response';
import type { ImageResponse, PreviewResponse } from './response-schemas';
import type { ApiDependencies } from './route-contract';

/** Fields that clients do not get: they locate things, order events or serve the table. */
type Withheld = 'bucket' | 'sequencer' | 'ttl' | 'uploadId';

/**
 * The response's name for each field of the record. Only fields named here are returned, and a new field of the
 * record does not compile until it is named here or withheld.
 */
const FIELD_NAMES: Readonly<Record<Exclude<keyof ImageRecord, Withheld | 'previews'>, keyof ImageResponse>> =
  {
    imageId: 'image_id',
    processingStatus: 'status',
    key: 'key',
    versionId: 'version_id',
    eTag: 'e_tag',
    userId: 'user_id',
    fileName: 'file_name',
    timestamp: 'timestamp',
    uploadDate: 'upload_date',
    size: 'size',
    format: 'format',
    contentType: 'content_type',
    width: 'width',
    height: 'height',
    frames: 'frames',
    space: 'space',
    hasAlpha: 'has_alpha',
    orientation: 'orientation',
    hasGps: 'has_gps',
    hdr: 'hdr',
    camera: 'camera',
    copyright: 'copyright',
    takenAt: 'taken_at',
    thumbHash: 'thumb_hash',
    dominantColor: 'dominant_color',
    error: 'error',
    attempts: 'attempts',
    durationMs: 'duration_ms',
    timings: 'timings',
    processedAt: 'processed_at',
    recipe: 'recipe',
  };

/** Seconds for which the URLs of previews are valid. */
const PREVIEW_URL_SECONDS = 3600;

/**
 * One record as clients get it, with presigned URLs for the original and each preview.
 * @param available the previews that can still be downloaded
 */
export async function imageResponse(
  record: ImageRecord,
  signer: UrlSigner,
  available: readonly Preview[] = record.previews ?? [],
): Promise<ImageResponse> {
  const original = await originalResponse(record, signer);
  const image = { ...named(record), ...(original && { original }) };
  if (!record.previews) return image;
  const previews = await Promise.all(available.map((preview) => previewResponse(preview, signer)));
  previews.sort((a, b) => a.width * a.height - b.width * b.height);
  const isExpired = available.length < record.previews.length;
  return { ...image, previews, srcset: srcset(previews), ...(isExpired && { previews_expired: true }) };
}

/**
 * One record of many as clients get it. Its previews are not looked up: they are left out once they are so old that
 * S3 may remove them while their URLs are valid.
 */
export function listedImageResponse(
  record: ImageRecord,
  { signer, now, previewLifeMs }: Pick<ApiDependencies, 'signer' | 'now' | 'previewLifeMs'>,
): Promise<ImageResponse> {
  const at = { now: now() + PREVIEW_URL_SECONDS * 1000, previewLifeMs };
  return imageResponse(record, signer, arePreviewsExpired(record, at) ? [] : record.previews);
}

function named(record: ImageRecord): ImageResponse {
  const fields: Partial<Record<keyof ImageResponse, unknown>> = {};
  for (const [field, name] of Object.entries(FIELD_NAMES)) {
    const value = record[field as keyof typeof FIELD_NAMES];
    if (value !== undefined) fields[name] = value;
  }
  return fields as ImageResponse;
}

async function previewResponse(preview: Preview, signer: UrlSigner): Promise<PreviewResponse> {
  const { name, key, width, height, format, contentType, size } = preview;
  const url = await signer.signPreview(key, PREVIEW_URL_SECONDS);
  return { name, key, width, height, format, content_type: contentType, size, url };
}

/**
 * The value of an `<img>`'s `srcset`. Small originals are not enlarged, so several previews can have the same
 * width; HTML allows each width once.
 */
function srcset(previews: readonly PreviewResponse[]): string {
  const byWidth = new Map(previews.map(({ width, url }) => [width, url]));
  return [...byWidth].map(([width, url]) => `${url} ${width}w`).join(', ');
}
