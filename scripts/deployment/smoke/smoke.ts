import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { recipeOf } from '../../../lambda/domain/previews/recipe-book';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import { mountainSunrise } from '../../../photo-generators/landscapes';
import { open, paint } from '../../../photo-generators/painting';
import type { Darkroom } from '../../connection/connection';
import { forgetOne } from '../../images/forget/forget-one';
import { problemsOf } from './check-photo';

/** The user of these uploads, as it appears in logs. */
const SMOKE_USER = 'smoke-test';

/** Painted small for speed, then enlarged beyond the usual preview sizes. */
const SCENE = { width: 400, height: 300 };
const ENLARGED = 4;
const POLL_MS = 500;

export interface SmokeOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

export interface SmokeResult {
  readonly key: string;
  readonly imageId: string;
  /** From the end of the upload to the final record. */
  readonly waitedMs: number;
  readonly previews: number;
  /** Empty when the environment works. */
  readonly problems: readonly string[];
  /** Whether the photo was processed with other settings than this command's. */
  readonly hasOtherSettings: boolean;
}

/** Processes one photo in an environment, checks the result, and removes every trace of it. */
export async function smoke(darkroom: Darkroom, options: SmokeOptions): Promise<SmokeResult> {
  const { s3, sourceBucket } = darkroom;
  const key = `${UPLOADS_PREFIX}${SMOKE_USER}/${randomUUID()}.jpg`;
  const imageId = imageIdOf(sourceBucket, key);
  const body = await generatedPhoto();
  try {
    options.onProgress(`Uploading ${key}`);
    await s3.send(
      new PutObjectCommand({ Bucket: sourceBucket, Key: key, Body: body, ContentType: 'image/jpeg' }),
    );
    const start = Date.now();
    const record = await outcomeOf(imageId, darkroom, options);
    const waitedMs = Date.now() - start;
    const problems = record ? await problemsOf(record, darkroom) : [noOutcome(options, darkroom)];
    const previews = record?.previews?.length ?? 0;
    const hasOtherSettings =
      record?.recipe !== undefined && record.recipe !== recipeOf(darkroom.recipes, key).id;
    return { key, imageId, waitedMs, previews, problems, hasOtherSettings };
  } finally {
    options.onProgress('Cleaning up');
    await forgetOne({ imageId, key }, darkroom);
  }
}

const generatedPhoto = (): Promise<Buffer> =>
  open(paint(SCENE.width, SCENE.height, mountainSunrise))
    .resize(SCENE.width * ENLARGED)
    .jpeg()
    .toBuffer();

/** Waits for the final record. */
async function outcomeOf(
  imageId: string,
  { catalog }: Darkroom,
  { timeoutMs, signal, onProgress }: SmokeOptions,
): Promise<ImageRecord | undefined> {
  const start = Date.now();
  while (Date.now() - start < timeoutMs && !signal.aborted) {
    const [record] = await catalog.history(imageId);
    if (record && record.processingStatus !== 'PROCESSING') return record;
    const seconds = Math.round((Date.now() - start) / 1000);
    onProgress(`Waiting for the outcome: ${record?.processingStatus ?? 'no record yet'}, ${seconds} s`);
    await sleep(POLL_MS);
  }
  return undefined;
}

const noOutcome = (
  { timeoutMs, signal }: SmokeOptions,
  { queueUrl, deadLetterQueueUrl }: Darkroom,
): string =>
  signal.aborted
    ? 'It was interrupted'
    : `There was no outcome within ${timeoutMs / 1000} s: check the log of the function, and the queues ${queueUrl} and ${deadLetterQueueUrl}`;
