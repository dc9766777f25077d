import type {
  ErrorResponse,
  ImagePageResponse,
  ImageResponse,
  UploadTicketResponse,
} from '../response-schemas';

/** The examples in the documentation. They have the types of the responses, so an outdated example does not compile. */

const IMAGE_ID = '0b1d6c7a5e4f48d2a3c9e1f0726b8d54';
const PREVIEWS = `previews/${IMAGE_ID}/3sL4kqtJlcpXroDTDmJ_rmSpXd3dIbrHY`;
const PROCESSED = 'https://photo-processed-123456789012-prod.s3.us-east-1.amazonaws.com';
const UPLOADS = 'https://photo-uploads-123456789012-prod.s3.us-east-1.amazonaws.com';

const previewExample = (edge: number, height: number, size: number) => ({
  name: `${edge}x${edge}`,
  key: `${PREVIEWS}/${edge}x${edge}.webp`,
  width: edge,
  height,
  format: 'webp' as const,
  content_type: 'image/webp',
  size,
  url: `${PROCESSED}/${PREVIEWS}/${edge}x${edge}.webp?X-Amz-Signature=4f5c`,
});

const PREVIEW_EXAMPLES = [previewExample(150, 113, 4_112), previewExample(800, 600, 51_377)];

const SRCSET_EXAMPLE = PREVIEW_EXAMPLES.map(({ url, width }) => `${url} ${width}w`).join(', ');

export const imageExample: ImageResponse = {
  image_id: IMAGE_ID,
  status: 'COMPLETED',
  key: 'uploads/alice/harbour.jpg',
  version_id: '3sL4kqtJlcpXroDTDmJ_rmSpXd3dIbrHY',
  user_id: 'alice',
  timestamp: 1_767_225_600_000,
  upload_date: '2026-01-01',
  size: 3_912_443,
  format: 'jpeg',
  content_type: 'image/jpeg',
  width: 4032,
  height: 3024,
  frames: 1,
  space: 'srgb',
  has_alpha: false,
  orientation: 1,
  has_gps: true,
  thumb_hash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  dominant_color: '#2a6f97',
  original: {
    url: `${UPLOADS}/uploads/alice/harbour.jpg?versionId=3sL4kqtJlcpXroDTDmJ_rmSpXd3dIbrHY&X-Amz-Signature=7c1e`,
    content_type: 'image/jpeg',
    size: 3_912_443,
    file_name: 'harbour.jpg',
  },
  previews: PREVIEW_EXAMPLES,
  srcset: SRCSET_EXAMPLE,
  sources: [
    {
      format: 'webp',
      content_type: 'image/webp',
      srcset: SRCSET_EXAMPLE,
      files: PREVIEW_EXAMPLES.map(({ format: _, content_type: __, ...file }) => file),
    },
  ],
  picture: `<picture>\n  <img src="${PREVIEW_EXAMPLES[1]?.url}" srcset="${SRCSET_EXAMPLE}" sizes="(max-width: 800px) 100vw, 800px" width="800" height="600" alt="" loading="lazy" decoding="async" style="max-width:100%;height:auto;background:#2a6f97">\n</picture>`,
  attempts: 1,
  duration_ms: 412,
  processed_at: '2026-01-01T00:00:01.204Z',
  recipe: '9f86d081884c7d65',
};

const { sources: _sources, picture: _picture, ...listedExample } = imageExample;

export const imagePageExample: ImagePageResponse = {
  images: [listedExample],
  next_cursor: 'WyJhMWIyIiwiMGIxZDZjN2E1ZTRmNDhkMmEzYzllMWYwNzI2YjhkNTQiLDE3NjcyMjU2MDAwMDBd',
};

export const processExample = { image_key: 'uploads/alice/harbour.jpg' };

export const uploadExample = {
  file_name: 'harbour.jpg',
  content_type: 'image/jpeg',
  size: 3_912_443,
  user_id: 'alice',
};

export const ownUploadExample = {
  file_name: 'harbour.jpg',
  content_type: 'image/jpeg',
  size: 3_912_443,
};

export const uploadTicketExample: UploadTicketResponse = {
  url: `${UPLOADS}/uploads/alice/5f0c3c1e-harbour.jpg?X-Amz-Signature=9ab1`,
  headers: { 'content-type': 'image/jpeg', 'content-length': '3912443', 'x-amz-meta-user-id': 'alice' },
  key: 'uploads/alice/5f0c3c1e-harbour.jpg',
  image_id: IMAGE_ID,
  expires_at: '2026-01-01T00:15:00.000Z',
  image_url: `https://abc123.execute-api.us-east-1.amazonaws.com/v1/images/${IMAGE_ID}?wait=20`,
  usual_seconds: 2,
};

export const errorExample = (error: ErrorResponse['error'], message: string): ErrorResponse => ({
  error,
  message,
  request_id: '2f9d4c1b-7a56-4a0e-9a0d-3b1c8f6e5d42',
});
