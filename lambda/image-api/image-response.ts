import type { ImageRecord, Preview } from '../domain/image-record';
import type { UrlSigner } from '../domain/signed-urls';
import type { ImageResponse, PreviewResponse } from './response-schemas';

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

/** One record as clients get it, with a presigned URL for each preview. */
export async function imageResponse(record: ImageRecord, signer: UrlSigner): Promise<ImageResponse> {
  const image = named(record);
  if (!record.previews) return image;
  const previews = await Promise.all(record.previews.map((preview) => previewResponse(preview, signer)));
  previews.sort((a, b) => a.width * a.height - b.width * b.height);
  return { ...image, previews, srcset: srcset(previews) };
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
