import type { ImageRecord, Preview } from '../../../lambda/domain/image-record';
import { presignedUrls } from '../../../lambda/domain/previews/preview-urls';
import { imageResponse } from '../../../lambda/image-api/image-response';
import { image } from '../../../lambda/image-api/response-schemas';
import { RecordingSigner } from '../../support/api';

const preview = (edge: number, width: number): Preview => ({
  name: `${edge}x${edge}`,
  key: `previews/0b/v1/${edge}x${edge}.webp`,
  width,
  height: Math.round((width * 3) / 4),
  format: 'webp',
  contentType: 'image/webp',
  size: 10,
});

const record: ImageRecord = {
  imageId: '0b1d6c7a5e4f48d2a3c9e1f0726b8d54',
  timestamp: 1_767_225_600_000,
  processingStatus: 'COMPLETED',
  bucket: 'photo-uploads-000000000000-test',
  key: 'uploads/a.jpg',
  versionId: 'v1',
  eTag: 'e1',
  sequencer: '0055AED6DCD90281E5',
  userId: 'alice',
  uploadDate: '2026-01-01',
  size: 5,
  format: 'jpeg',
  contentType: 'image/jpeg',
  width: 400,
  height: 300,
  frames: 1,
  space: 'srgb',
  hasAlpha: false,
  orientation: 6,
  hasGps: true,
  hdr: 'gain-map',
  camera: 'Fujifilm X-T5',
  takenAt: '2025-12-31T23:59:59',
  copyright: 'A. Liddell',
  thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  dominantColor: '#2a6f97',
  previews: [preview(800, 400), preview(150, 150)],
  attempts: 1,
  durationMs: 12.5,
  timings: { download: 1, inspect: 2, render: 3, store: 4 },
  processedAt: '2026-01-01T00:00:01.000Z',
  recipe: '9f86d081884c7d65',
  ttl: 1_800_000_000,
};

const signer = new RecordingSigner();
const urls = { signer, previewUrl: presignedUrls(signer) };

const responseTo = (overrides: Partial<ImageRecord> = {}) => imageResponse({ ...record, ...overrides }, urls);

it('has every field of the record in snake_case, except those that are withheld', async () => {
  const response = await responseTo();
  const expected = Object.keys(record)
    .filter((field) => !['bucket', 'sequencer', 'ttl'].includes(field))
    .map((field) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .map((field) => (field === 'processing_status' ? 'status' : field));
  expect(Object.keys(response).sort()).toEqual([...expected, 'original', 'srcset'].sort());
});

it('matches the documented schema', async () => {
  const response = await responseTo({ error: { code: 'CORRUPT_IMAGE', message: 'It ends too early.' } });
  expect(image.strict().parse(response)).toEqual(response);
});

it('does not reveal the claim of a row that is being processed', async () => {
  const claimed = { ...record, claim: { holder: 'message-1', until: 9 } };
  const text = JSON.stringify(await imageResponse(claimed, urls));
  expect(text).not.toMatch(/claim|message-1|holder/);
});

describe('previews', () => {
  it('are sorted by size, smallest first, each with a URL that is valid for an hour', async () => {
    const { previews } = await responseTo();
    expect(previews?.map(({ name, url }) => [name, url])).toEqual([
      ['150x150', 'https://processed.example/previews/0b/v1/150x150.webp?expires=3600'],
      ['800x800', 'https://processed.example/previews/0b/v1/800x800.webp?expires=3600'],
    ]);
  });

  it('are listed in srcset by width', async () => {
    const { srcset, previews } = await responseTo();
    expect(srcset).toBe(`${previews?.[0]?.url} 150w, ${previews?.[1]?.url} 400w`);
  });

  it('are listed in srcset once per width, as HTML requires', async () => {
    const { srcset } = await responseTo({ previews: [preview(300, 90), preview(800, 90)] });
    expect(srcset?.match(/ 90w/g)).toHaveLength(1);
  });

  it('are absent when the image has none', async () => {
    const { previews: _, ...failed } = record;
    const fields = Object.keys(await imageResponse(failed, urls));
    expect(fields.filter((field) => ['previews', 'srcset'].includes(field))).toEqual([]);
  });
});
