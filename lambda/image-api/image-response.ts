import type { ImageRecord, Preview } from '../domain/image-record';
import { PREVIEW_URL_SECONDS, type PreviewUrl } from '../domain/previews/preview-urls';
import { arePreviewsExpired } from '../domain/previews/stored-previews';
import { originalResponse } from './original-response';
import { pictureOf, sourcesOf, srcsetOf } from './picture-sources';
import type { ImageResponse, PreviewResponse } from './response-schemas';
import type { ApiDependencies } from './route-contract';

/** Internal fields, which clients do not get. */
type Withheld = 'bucket' | 'sequencer' | 'ttl' | 'uploadId' | 'previewsSince';

/**
 * The name in the response for each field of the record. Only fields in this table are returned. A new field of the
 * record does not compile until it is added here or to `Withheld`.
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
    focus: 'focus',
    error: 'error',
    attempts: 'attempts',
    durationMs: 'duration_ms',
    timings: 'timings',
    processedAt: 'processed_at',
    recipe: 'recipe',
  };

/** Creates the URLs of a response. */
type Urls = Pick<ApiDependencies, 'signer' | 'previewUrl'>;

/**
 * Converts a record into a response, with a presigned URL for the original and a URL for the best file of each preview.
 * @param available the previews that can still be downloaded
 */
export async function imageResponse(
  record: ImageRecord,
  urls: Urls,
  available: readonly Preview[] = record.previews ?? [],
): Promise<ImageResponse> {
  const original = await originalResponse(record, urls.signer);
  const image = { ...named(record), ...(original && { original }) };
  if (!record.previews) return image;
  const previews = await Promise.all(available.map((preview) => previewResponse(preview, urls.previewUrl)));
  previews.sort((a, b) => a.width * a.height - b.width * b.height);
  const isExpired = available.length < record.previews.length;
  return { ...image, previews, srcset: srcsetOf(previews), ...(isExpired && { previews_expired: true }) };
}

/**
 * The response for a single image, with all files of its previews. Lists do not include them, because a page of 100
 * images could exceed the 6 MB that a function can return (Lambda quotas, invocation payload).
 * @param available the previews that can still be downloaded
 */
export async function imageDetails(
  record: ImageRecord,
  urls: Urls,
  available: readonly Preview[] = record.previews ?? [],
): Promise<ImageResponse> {
  const image = await imageResponse(record, urls, available);
  if (!record.previews) return image;
  const sources = await sourcesOf(available, urls.previewUrl);
  const picture = pictureOf(sources, record);
  return { ...image, sources, ...(picture && { picture }) };
}

/**
 * The response for an image in a list. S3 is not asked which previews exist. They are omitted if they are so old that
 * S3 may remove them while their URLs are valid.
 */
export function listedImageResponse(
  record: ImageRecord,
  { now, previewLifeMs, ...urls }: Urls & Pick<ApiDependencies, 'now' | 'previewLifeMs'>,
): Promise<ImageResponse> {
  const at = { now: now() + PREVIEW_URL_SECONDS * 1000, previewLifeMs };
  return imageResponse(record, urls, arePreviewsExpired(record, at) ? [] : record.previews);
}

function named(record: ImageRecord): ImageResponse {
  const fields: Partial<Record<keyof ImageResponse, unknown>> = {};
  for (const [field, name] of Object.entries(FIELD_NAMES)) {
    const value = record[field as keyof typeof FIELD_NAMES];
    if (value !== undefined) fields[name] = value;
  }
  return fields as ImageResponse;
}

async function previewResponse(preview: Preview, urlOf: PreviewUrl): Promise<PreviewResponse> {
  const { name, key, width, height, format, contentType, size } = preview;
  return { name, key, width, height, format, content_type: contentType, size, url: await urlOf(key) };
}
