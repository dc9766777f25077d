import { PermanentImageError } from '../../lambda/domain/errors';
import { imageIdOf } from '../../lambda/domain/image-record';
import { bookOfOne } from '../../lambda/domain/previews/recipe-book';
import { deleteImage } from '../../lambda/domain/removals/delete-image';
import type { UploadEvent } from '../../lambda/domain/upload';
import { isSameObject } from '../../lambda/domain/upload-identity';
import { processNow } from '../../lambda/domain/uploads/process-now';
import { processUpload } from '../../lambda/domain/uploads/process-upload';
import { parseUploadMessage } from '../../lambda/process-image/upload-event';
import type { Darkroom } from '../../scripts/connection/connection';
import type { SourceObject } from '../../scripts/connection/source-objects';
import { checkImage, type StoredImage } from '../../scripts/reconcile/check-image';
import { fixFinding } from '../../scripts/reconcile/fix-finding';
import { currentOf, olderIn, reasons, stateDifferences } from './history-differences';
import { InMemoryImageStore, type Versioning } from './in-memory-image-store';
import { recipe } from './rendering';
import { eTagsOf, type Photos } from './two-photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from './uploads';

export const KEY = 'uploads/user-7/harbour.png';
const IMAGE = imageIdOf(SOURCE_BUCKET, KEY);
const HOUR = 60 * 60_000;
const MAX_ROUNDS = 4;

/**
 * A step on the key: a photo is uploaded (`A`, `B`), the key is deleted (`d`), its newest version or marker is permanently
 * removed (`x`), or the one below (`y`), or the one below that (`z`); versioning is suspended (`s`) or enabled (`e`).
 */
export type Step = 'A' | 'B' | 'd' | 'x' | 'y' | 'z' | 's' | 'e';

const QUICK: Parameters<typeof inMemoryPipeline>[0] = {
  recipes: bookOfOne(recipe({ sizes: [{ width: 16, height: 16 }], format: 'png' })),
};

/** One key of a bucket, its history, and the pipeline that receives its events. */
export class KeyHistory {
  readonly store: InMemoryImageStore;
  readonly pipeline: ReturnType<typeof inMemoryPipeline>;
  readonly events: UploadEvent[] = [];
  private clock = Date.UTC(2026, 5, 21, 12);

  constructor(
    versioning: Versioning,
    private readonly photos: Photos,
    /** Milliseconds from one step to the next. */
    private readonly stepMs = 130,
  ) {
    this.store = new InMemoryImageStore(versioning);
    this.pipeline = inMemoryPipeline({ ...QUICK, store: this.store, now: () => this.clock });
  }

  /** Carries out one step. @returns false if it has no effect */
  do(step: Step): boolean {
    this.clock += this.stepMs;
    if (step === 's' || step === 'e') return this.switchVersioning(step === 's' ? 'Suspended' : 'Enabled');
    if (step === 'A' || step === 'B') return this.put(this.photos[step]);
    if (step === 'd') return this.deleteKey();
    return this.removeVersion({ x: 0, y: 1, z: 2 }[step]);
  }

  /** Advances the clock. */
  pass(milliseconds: number): void {
    this.clock += milliseconds;
  }

  async deliver(event: UploadEvent, message = `m-${this.events.indexOf(event)}`): Promise<void> {
    const { dependencies } = this.pipeline;
    const attempt = attemptBy(message, this.clock);
    if (event.kind === 'created') await processUpload(event, attempt, dependencies);
    else await deleteImage(event, dependencies, attempt);
  }

  /** Requests processing of the current object by `POST /process`, which knows no event. */
  async ask(): Promise<void> {
    const attempt = attemptBy(`api-${this.clock}`, this.clock);
    try {
      await processNow({ bucket: SOURCE_BUCKET, key: KEY }, attempt, this.pipeline.dependencies);
    } catch (error) {
      if (!(error instanceof PermanentImageError)) throw error;
    }
  }

  /** `reconcile --fix`, until it finds nothing. @returns what it found */
  async reconcile(): Promise<string[]> {
    const found: string[] = [];
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      this.clock += HOUR;
      const patience = { now: this.clock, graceMs: HOUR / 4, previewLifeMs: Number.POSITIVE_INFINITY };
      const findings = checkImage(await this.stored(), patience);
      if (findings.length === 0) return found;
      for (const finding of findings) await fixFinding(finding, this.darkroom());
      found.push(...findings.map(({ kind }) => kind));
    }
    return [...found, 'and again'];
  }

  /** The differences of records, previews and announcements from the bucket. */
  async differences(): Promise<string[]> {
    const { catalog, publisher } = this.pipeline;
    const rows = await catalog.history(IMAGE);
    const versions = this.versions();
    const current = currentOf(versions);
    const wasAnnounced = publisher.types.includes('Image Processing Completed');
    const last = publisher.events.at(-1);
    const state = { versions, rows, previews: [...this.store.previews.keys()] };
    return [
      ...stateDifferences(state, eTagsOf(this.photos)),
      ...reasons({
        'the image is gone, and nobody was told': !current && wasAnnounced && last?.type !== 'Image Deleted',
        'something else was announced last': !!current && !!last && !isSameObject(last.record, current),
        'the image lives, and its deletion was announced last': !!current && last?.type === 'Image Deleted',
      }),
    ];
  }

  private put(bytes: Buffer): boolean {
    const seconds = Math.floor(this.clock / 1000) * 1000;
    const { versionId, ...object } = this.store.put(SOURCE_BUCKET, KEY, bytes, { lastModified: seconds });
    const version = this.store.versioning === 'Off' ? {} : { versionId };
    return this.happened({ kind: 'created', ...object, ...version });
  }

  private deleteKey(): boolean {
    const isThere = this.current() !== undefined;
    const versionId = this.store.markDeleted(SOURCE_BUCKET, KEY);
    if (versionId) return this.happened({ kind: 'delete-marker-created', versionId });
    return isThere && this.happened({ kind: 'version-deleted' });
  }

  private removeVersion(index: number): boolean {
    const version = this.store.versionsOf(SOURCE_BUCKET, KEY)[index];
    if (!version || this.store.versioning === 'Off') return false;
    const { versionId } = version;
    this.store.removeVersion(SOURCE_BUCKET, KEY, versionId);
    return this.happened({ kind: 'version-deleted', versionId });
  }

  private switchVersioning(versioning: Versioning): boolean {
    if (this.store.versioning === versioning) return false;
    this.store.versioning = versioning;
    return true;
  }

  private happened(event: Partial<UploadEvent>): boolean {
    this.events.push(uploadEvent({ key: KEY, ...event, eventTime: this.clock }));
    return true;
  }

  private current(): { versionId: string; eTag: string } | undefined {
    return currentOf(this.versions());
  }

  private versions() {
    return this.store
      .versionsOf(SOURCE_BUCKET, KEY)
      .map(({ versionId, object }) => ({ versionId, ...(object && { ...object, eTag: object.eTag }) }));
  }

  private async stored(): Promise<StoredImage> {
    const all = this.store.versionsOf(SOURCE_BUCKET, KEY);
    const [newest] = all;
    const object = newest?.object && {
      key: KEY,
      versionId: newest.versionId,
      eTag: newest.object.eTag,
      size: newest.object.bytes.length,
      lastModified: newest.object.lastModified,
    };
    return {
      imageId: IMAGE,
      rows: await this.pipeline.catalog.history(IMAGE),
      previews: [...this.store.previews.keys()],
      versions: new Map(
        all.flatMap(({ versionId, object: stored }) => (stored ? [[versionId, stored.eTag]] : [])),
      ),
      older: this.older(),
      ...(object && { object }),
    };
  }

  private older(): SourceObject[] {
    return olderIn(this.versions()).flatMap(({ versionId, eTag, bytes, lastModified }) =>
      eTag && bytes && lastModified !== undefined
        ? [{ key: KEY, versionId, eTag, size: bytes.length, lastModified }]
        : [],
    );
  }

  /** The environment for fixes. It delivers queued messages immediately. */
  private darkroom(): Darkroom {
    const send = async ({ input }: { input: { Entries: { MessageBody: string }[] } }) => {
      for (const { MessageBody } of input.Entries) {
        for (const event of parseUploadMessage(MessageBody, SOURCE_BUCKET)) await this.deliver(event, 'fix');
      }
      return {};
    };
    const { recipes } = this.pipeline.dependencies;
    const settings = { MAX_IMAGE_SIZE: 1e7, MAX_IMAGE_PIXELS: 1e8, MAX_FRAMES: 1 };
    const { catalog, publisher } = this.pipeline;
    const { store } = this;
    return {
      store,
      catalog,
      publisher,
      recipes,
      settings,
      sourceBucket: SOURCE_BUCKET,
      sqs: { send },
    } as never;
  }
}
