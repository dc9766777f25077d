import { setTimeout as pause } from 'node:timers/promises';
import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { bookOfOne, type RecipeBook } from '../../../lambda/domain/previews/recipe-book';
import type { ProcessingDependencies } from '../../../lambda/domain/processing';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { createApi } from '../../../lambda/image-api/api';
import { imageSummaryOf } from '../../../local/console/image-summary';
import type {
  DeadLetter,
  ImageSummary,
  Mail,
  MetricMinute,
  PreviewBody,
  StageOrDeadLetter,
  StageReached,
  TwinChange,
  TwinInfo,
  TwinSnapshot,
  TwinView,
} from '../../../local/console/twin-view';
import { processorOf } from '../../support/processor';
import { recipe } from '../../support/rendering';
import { deadLetterAlarm, quietAlarms } from './alarms';
import { FAKE_DIAGRAM } from './diagram';
import { FakeQueue } from './fake-queue';
import { mailAbout } from './mail';
import { counting, emptyMinute } from './metric-minute';
import type { Picture } from './pictures';
import { seedRecords } from './seed-records';
import { WatchedCatalog } from './watched-catalog';
import { WatchedStore } from './watched-store';

const BUCKET = 'photo-uploads-000000000000-test';
const MAX_IMAGE_SIZE = 10_485_760;
const ATTEMPT_MS = 60_000;
/** A key with this in it fails for a reason that may pass, until the cause is fixed. */
const UNLUCKY = 'unlucky';
const NO_ANSWER = 'The table did not answer in time.';

/**
 * The pipeline's real use cases and API on stores in memory, with a queue in front: all that the console
 * needs of a twin, without processes or ports.
 */
export class FakeTwin implements TwinView {
  readonly store = new WatchedStore({
    onRead: async (key, isDone) => this.reach(key, isDone ? 'inspect' : 'download'),
    onPreview: async (previewKey) => {
      const key = this.keys.get(previewKey.split('/')[1] ?? '');
      if (key) await this.reach(key, 'store');
    },
  });
  readonly catalog = new WatchedCatalog({
    onRecord: (record) => {
      if (record.processingStatus !== 'PROCESSING') this.count(record);
      this.emit({ type: 'image', image: imageSummaryOf(record) });
    },
    onForgotten: (imageId) => {
      this.stages = this.stages.filter((reached) => reached.imageId !== imageId);
      this.emit({ type: 'image-removed', imageId });
    },
  });
  /** A test may change what is in it. */
  readonly recipes: { folders: RecipeBook['folders'] } = bookOfOne(recipe());
  readonly api = createApi(
    {
      ...this.dependencies(),
      signer: {
        signUpload: async ({ bucket, key, contentType, size }) => ({
          url: this.urlOf(bucket, key),
          headers: { 'content-type': contentType, 'content-length': String(size) },
        }),
        signOriginal: async ({ bucket, key }) => this.urlOf(bucket, key),
      },
      previewUrl: async (key) => `${this.info.previewBaseUrl}${key}`,
      processor: processorOf(this.dependencies(), BUCKET).processor,
      sourceBucket: BUCKET,
      maxBytes: MAX_IMAGE_SIZE,
      previewLifeMs: Number.POSITIVE_INFINITY,
      newId: () => crypto.randomUUID(),
      pause: (ms) => pause(ms),
    },
    { allowedOrigins: [], onFault: (error) => process.stderr.write(`${error}\n`) },
  );
  readonly info: TwinInfo;
  /** Whether whatever made the unlucky ones fail is still there. */
  isBroken = true;
  private readonly listeners = new Set<(change: TwinChange) => void>();
  private readonly keys = new Map<string, string>();
  private readonly mails: Mail[] = [];
  private readonly minutes = new Map<number, MetricMinute>();
  private stages: StageReached[] = [];
  private malformed: readonly DeadLetter[] = [];
  private readonly queue = new FakeQueue({
    onMessage: (event) => this.process(event),
    onDeadLetter: ({ key }) => this.reach(key, 'dead-letter'),
    onDepths: (queues) => {
      this.emit({ type: 'queues', queues });
      this.emit({ type: 'alarm', alarm: deadLetterAlarm(queues.deadLetters) });
    },
  });

  /** @param pace how long each stage is made to last at least, milliseconds */
  constructor(
    awsEndpoint: string,
    private readonly pace = 0,
  ) {
    this.info = {
      environment: 'test',
      region: 'us-east-1',
      accountId: '000000000000',
      awsEndpoint,
      apiPath: '/api',
      previewBaseUrl: `${awsEndpoint}/photo-processed-000000000000-test/`,
      recipients: ['photographer@example.com'],
      maxImageSize: MAX_IMAGE_SIZE,
    };
  }

  /** Fills the stores with photos that were processed before. */
  seed(count: number, pictures: readonly Picture[]): void {
    for (const { record, picture } of seedRecords(BUCKET, count, pictures)) {
      this.catalog.rows.set(`${record.imageId}#${record.timestamp}`, record);
      this.count(record);
      for (const [index, preview] of picture.previews.entries()) {
        const key = record.previews?.[index]?.key;
        if (key) this.store.previews.set(key, { preview, metadata: {} });
      }
    }
  }

  /** Handles a PUT like the bucket. */
  async accept(key: string, bytes: Buffer, metadata: Readonly<Record<string, string>> = {}): Promise<void> {
    const now = Date.now();
    const ref = this.store.put(BUCKET, key, bytes, { metadata, lastModified: now });
    this.keys.set(imageIdOf(BUCKET, key), key);
    await this.reach(key, 'uploaded');
    await this.reach(key, 'queued');
    this.queue.send({ ...ref, kind: 'created', eventTime: now, sequencer: now.toString(16) });
  }

  async snapshot(): Promise<TwinSnapshot> {
    const newest = new Map<string, ImageSummary>();
    for (const record of this.catalog.records.toReversed())
      newest.set(record.imageId, imageSummaryOf(record));
    return {
      info: this.info,
      diagram: FAKE_DIAGRAM,
      images: [...newest.values()],
      stages: this.stages.filter(({ imageId }) => newest.get(imageId)?.processingStatus === 'PROCESSING'),
      queues: this.queue.depths,
      alarms: [...quietAlarms().slice(0, -1), deadLetterAlarm(this.queue.depths.deadLetters)],
      mails: this.mails,
      invocations: [],
      metrics: [...this.minutes.values()].sort((a, b) => a.minute - b.minute),
    };
  }

  subscribe(listener: (change: TwinChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async readPreview(key: string): Promise<PreviewBody | undefined> {
    const stored = this.store.previews.get(key);
    return stored && { contentType: stored.preview.contentType, bytes: stored.preview.bytes };
  }

  async deadLetters(): Promise<readonly DeadLetter[]> {
    const letters = this.queue.letters.map(({ key, eventTime, sequencer = '' }) => ({
      messageId: sequencer,
      sentAt: eventTime,
      body: JSON.stringify({ key }),
      keys: [key],
      reason: `${key}: ${NO_ANSWER}`,
      canBeRedriven: true,
    }));
    return [...this.malformed, ...letters];
  }

  async discardDeadLetter(messageId: string): Promise<boolean> {
    const known = this.malformed.length;
    this.malformed = this.malformed.filter((letter) => letter.messageId !== messageId);
    return this.malformed.length < known;
  }

  /** Puts a message into the dead-letter queue that no attempt can read. */
  bury(messageId: string, body: string): void {
    const letter = { messageId, sentAt: Date.now(), body, keys: [], canBeRedriven: false };
    this.malformed = [...this.malformed, { ...letter, reason: 'The message is not JSON.' }];
  }

  async redriveDeadLetters(): Promise<number> {
    const redriven = this.queue.redrive();
    for (const { key } of redriven) void this.reach(key, 'queued');
    return redriven.length;
  }

  private urlOf(bucket: string, key: string): string {
    return `${this.info.awsEndpoint}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  }

  private dependencies(): ProcessingDependencies {
    return {
      store: this.store,
      catalog: this.catalog,
      publisher: { publish: (_, record) => this.publish(record) },
      recipes: this.recipes,
      limits: { maxBytes: MAX_IMAGE_SIZE, maxPixels: 100_000_000, maxFrames: 1 },
      now: Date.now,
    };
  }

  private async publish(record: ImageRecord): Promise<void> {
    await this.reach(record.key, 'recorded');
    await this.reach(record.key, 'published');
    const mail = mailAbout(record, `mail-${this.mails.length + 1}`);
    this.mails.push(mail);
    this.emit({ type: 'mail', mail });
    await this.reach(record.key, 'mailed');
  }

  private async process(event: UploadEvent): Promise<void> {
    const at = Date.now();
    const requestId = crypto.randomUUID();
    const until = at + ATTEMPT_MS;
    const attempt = { holder: requestId, renderBy: until, claimUntil: until };
    const isUnlucky = this.isBroken && event.key.includes(UNLUCKY);
    const message = NO_ANSWER;
    if (!isUnlucky) await processUpload(event, attempt, this.dependencies());
    const outcome = isUnlucky ? { outcome: 'error' as const, message } : { outcome: 'ok' as const };
    const ended = { functionName: 'image-processor-test', requestId, at, durationMs: Date.now() - at };
    this.emit({ type: 'invocation', invocation: { ...ended, ...outcome } });
    if (isUnlucky) throw new Error(message);
  }

  private async reach(key: string, stage: StageOrDeadLetter): Promise<void> {
    const reached = { imageId: imageIdOf(BUCKET, key), key, stage, at: Date.now() };
    this.stages.push(reached);
    this.emit({ type: 'stage', reached });
    if (this.pace > 0) await pause(this.pace);
    if (stage === 'inspect') await this.reach(key, 'render');
  }

  private count(record: ImageRecord): void {
    const minute = Math.floor(Date.parse(record.processedAt ?? '') / 60_000) * 60_000;
    const counted = counting(this.minutes.get(minute) ?? emptyMinute(minute), record);
    this.minutes.set(minute, counted);
    this.emit({ type: 'metrics', minute: counted });
  }

  private emit(change: TwinChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
