import type { ImageRecord, Preview } from '../domain/image-record';
import type { UrlSigner } from '../domain/signed-urls';
import type { ImageResponse, PreviewResponse } from './response-schemas';

/** Kept from clients: where things are, what only orders events, and how the table keeps its rows. */
type Withheld = 'bucket' | 'sequencer' | 'ttl';

/**
 * The answer's name for each field of the record. Only what is named here gets out, and a new field of the
 * record does not compile until it is either named here or withheld.
 */
const FIELD_NAMES: Readonly<Record<Exclude<keyof ImageRecord, Withheld | 'previews'>, keyof ImageResponse>> =
  {
    imageId: 'image_id',
    processingStatus: 'status',
    key: 'key',
    versionId: 'version_id',
    eTag: 'e_tag',
    userId: 'user_id',
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

/** How long the URLs of previews are good for. */
const PREVIEW_URL_SECONDS = 3600;

/** One record as clients see it, with a presigned URL for each preview. */
export async function imageResponse(record: ImageRecord, signer: UrlSigner): Promise<ImageResponse> {
  const answer = named(record);
  if (!record.previews) return answer;
  const previews = await Promise.all(record.previews.map((preview) => previewResponse(preview, signer)));
  previews.sort((a, b) => a.width * a.height - b.width * b.height);
  return { ...answer, previews, srcset: srcset(previews) };
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
 * Ready for an `<img srcset>`. Small originals are not enlarged, so that several previews can have the same
 * width; HTML admits each width once.
 */
function srcset(previews: readonly PreviewResponse[]): string {
  const byWidth = new Map(previews.map(({ width, url }) => [width, url]));
  return [...byWidth].map(([width, url]) => `${url} ${width}w`).join(', ');
}
