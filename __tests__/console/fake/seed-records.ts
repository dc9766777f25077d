import { PERMANENT_FAILURE_CODES } from '../../../lambda/domain/errors';
import { type ImageRecord, imageIdOf, uploadDateOf } from '../../../lambda/domain/image-record';
import type { Picture } from './pictures';

const NAMES = [
  'harbour',
  'orchard',
  'lighthouse',
  'market',
  'fog',
  'stairs',
  'regatta',
  'window',
  'snow',
  'ferry',
];
const USERS = ['alice', 'bob', 'chandra'];
/** One in so many has failed. */
const FAILS_EVERY = 37;
const MINUTE_MS = 60_000;
/** All of them fall within the half hour that the charts show, however many there are. */
const SPREAD_MINUTES = 25;

interface Seeded {
  readonly record: ImageRecord;
  readonly picture: Picture;
}

/** Records of photos that were processed within the last half hour, the same each time but for the time. */
export function* seedRecords(bucket: string, count: number, pictures: readonly Picture[]): Generator<Seeded> {
  const now = Date.now();
  for (let index = 0; index < count; index++) {
    const picture = pictures[(index * 7) % pictures.length];
    if (!picture) return;
    const userId = USERS[index % USERS.length] ?? 'alice';
    const key = `uploads/${userId}/${NAMES[index % NAMES.length]}-${String(index + 1).padStart(4, '0')}.jpg`;
    const imageId = imageIdOf(bucket, key);
    const busy = 1 - Math.abs(Math.sin(index * 1.7)) ** 3;
    const timestamp = Math.round(now - (1 + SPREAD_MINUTES * (1 - index / count) * busy) * MINUTE_MS);
    const version = `seed-${index}`;
    const base = {
      imageId,
      timestamp,
      bucket,
      key,
      versionId: version,
      userId,
      uploadDate: uploadDateOf(timestamp),
      size: 1_800_000 + ((index * 48_271) % 4_000_000),
      attempts: 1,
      durationMs: 240 + ((index * 7_919) % 400),
      processedAt: new Date(timestamp + 900).toISOString(),
    };
    const code = PERMANENT_FAILURE_CODES[Math.floor(index / FAILS_EVERY) % PERMANENT_FAILURE_CODES.length];
    if (code && index % FAILS_EVERY === FAILS_EVERY - 1) {
      const error = { code, message: 'This file cannot be turned into previews.' };
      yield { record: { ...base, processingStatus: 'FAILED', error }, picture };
      continue;
    }
    const previews = picture.previews.map(({ bytes, ...described }) => ({
      ...described,
      key: `previews/${imageId}/${version}/${described.name}.webp`,
      size: bytes.length,
    }));
    yield {
      record: {
        ...base,
        processingStatus: 'COMPLETED',
        format: 'jpeg',
        contentType: 'image/jpeg',
        width: 4032,
        height: 2688,
        frames: 1,
        space: 'srgb',
        hasAlpha: false,
        orientation: 1,
        hasGps: index % 2 === 0,
        thumbHash: picture.thumbHash,
        dominantColor: picture.dominantColor,
        previews,
        timings: { download: 38, inspect: 6, render: base.durationMs - 90, store: 46 },
        recipe: '9f86d081884c7d65',
      },
      picture,
    };
  }
}
