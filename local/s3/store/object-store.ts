import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BodyFiles } from '../body/body-files';
import { S3Error } from '../errors';
import {
  NULL_VERSION,
  type ObjectDescription,
  type ObjectVersion,
  type StoredBody,
  type StoredVersion,
} from '../stored-object';
import { Journal } from './journal';
import { type Bucket, type IndexEntry, ObjectIndex } from './object-index';
import type { ObjectCreatedEventName, RemovalFamily, RequestOrigin, S3ObjectEvent } from './s3-event';
import { SequencerClock } from './sequencer-clock';

export interface ObjectStoreOptions {
  /** The folder of the index and the bodies. */
  readonly dataDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onEvent: OnEvent;
}

/** Takes an event. The event is kept until the promise resolves, and is reported again after a crash. */
export type OnEvent = (event: S3ObjectEvent) => Promise<void> | void;

/** An object to store. Its bytes are on disk already. */
export interface NewObject {
  readonly bucket: Bucket;
  readonly key: string;
  readonly body: StoredBody;
  readonly description: ObjectDescription;
  readonly eventName: ObjectCreatedEventName;
  readonly origin: RequestOrigin;
  /** Further entries of the same change. */
  readonly furtherEntries?: readonly IndexEntry[];
  /** Checks the current version at the moment of the change, and throws to refuse it. */
  readonly precondition?: (current: ObjectVersion | undefined) => void;
}

/** The result of a request to delete. */
export interface Removal {
  /** The version removed, or the delete marker made. */
  readonly versionId?: string;
  readonly deleteMarker: boolean;
}

const newVersionId = (): string => randomBytes(16).toString('hex');

/** Buckets, objects and their versions, by S3's rules: stored on disk, each change reported as an event. */
export class ObjectStore {
  private readonly reporting = new Set<Promise<void>>();

  private constructor(
    readonly index: ObjectIndex,
    readonly bodies: BodyFiles,
    readonly now: () => number,
    private readonly journal: Journal<IndexEntry>,
    private readonly clock: SequencerClock,
    private readonly onEvent: OnEvent,
  ) {}

  /** Opens a folder as an earlier run left it, or an empty one. */
  static async open({ dataDir, now, onEvent }: ObjectStoreOptions): Promise<ObjectStore> {
    await mkdir(dataDir, { recursive: true });
    const index = new ObjectIndex();
    const clock = new SequencerClock(now);
    const replay = (entry: IndexEntry): void => {
      index.apply(entry);
      if (entry.change === 'version') clock.resumeAfter(entry.version.sequencer);
      if ('sequencer' in entry) clock.resumeAfter(entry.sequencer);
    };
    function* snapshot(): Generator<IndexEntry> {
      yield { change: 'sequencer', sequencer: clock.current() };
      yield* index.snapshot();
    }
    const journal = await Journal.open(join(dataDir, 'index.jsonl'), replay, snapshot);
    const known = index.bodyFiles();
    const bodies = await BodyFiles.open(join(dataDir, 'bodies'), (file) => known.has(file));
    return new ObjectStore(index, bodies, now, journal, clock, onEvent);
  }

  /** Applies all entries together in memory. Resolves when they are on disk and unused bodies are removed. */
  async commit(entries: readonly IndexEntry[]): Promise<void> {
    const released = entries.flatMap((entry) => this.index.apply(entry));
    await this.journal.append(entries);
    await this.bodies.remove(released);
  }

  /** The current version, which may be a delete marker. */
  newest(bucket: Bucket, key: string): StoredVersion | undefined {
    return bucket.versions.get(key)?.[0];
  }

  /** The object that a read without a version id returns. */
  current(bucket: Bucket, key: string): ObjectVersion | undefined {
    const newest = this.newest(bucket, key);
    return newest?.kind === 'object' ? newest : undefined;
  }

  version(bucket: Bucket, key: string, versionId: string): StoredVersion | undefined {
    return bucket.versions.get(key)?.find((version) => version.versionId === versionId);
  }

  /** Stores a body on disk as the newest version of its key. Removes it when the precondition fails. */
  async put(object: NewObject): Promise<ObjectVersion> {
    const { bucket, key, body, description, precondition } = object;
    try {
      // The bucket may have been deleted while the body was received.
      this.index.bucket(bucket.record.name);
      precondition?.(this.current(bucket, key));
    } catch (error) {
      await this.bodies.remove([body.file]);
      throw error;
    }
    const version: ObjectVersion = { ...this.identity(bucket, key), kind: 'object', ...body, ...description };
    await this.commitAndReport(
      [{ change: 'version', bucket: bucket.record.name, version }, ...(object.furtherEntries ?? [])],
      eventOf(bucket, version, object.eventName, object.origin),
    );
    return version;
  }

  /** Replaces a version's tags. No event is reported for it. */
  async tag(bucket: Bucket, version: ObjectVersion, tags: Readonly<Record<string, string>>): Promise<void> {
    const { key, versionId } = version;
    await this.commit([{ change: 'tagged', bucket: bucket.record.name, key, versionId, tags }]);
  }

  /** Deletes a key: with a delete marker in a bucket with versions, else the object itself. */
  async removeCurrent(
    bucket: Bucket,
    key: string,
    origin: RequestOrigin,
    family: RemovalFamily = 'ObjectRemoved',
  ): Promise<Removal> {
    if (!bucket.record.versioned) {
      await this.removeVersion(bucket, key, NULL_VERSION, origin, family);
      return { deleteMarker: false };
    }
    const marker: StoredVersion = { ...this.identity(bucket, key), kind: 'delete-marker' };
    await this.commitAndReport(
      [{ change: 'version', bucket: bucket.record.name, version: marker }],
      eventOf(bucket, marker, `${family}:DeleteMarkerCreated`, origin),
    );
    return { versionId: marker.versionId, deleteMarker: true };
  }

  /** Deletes one version permanently. A missing version is not an error and causes no event. */
  async removeVersion(
    bucket: Bucket,
    key: string,
    versionId: string,
    origin: RequestOrigin,
    family: RemovalFamily = 'ObjectRemoved',
  ): Promise<Removal> {
    const version = this.version(bucket, key, versionId);
    if (!version) return { versionId, deleteMarker: false };
    const sequencer = this.clock.next();
    const { name } = bucket.record;
    const removed = { ...version, sequencer, lastModified: this.now() };
    await this.commitAndReport(
      [{ change: 'version-removed', bucket: name, key, versionId, sequencer }],
      eventOf(bucket, removed, `${family}:Delete`, origin),
    );
    return { versionId, deleteMarker: version.kind === 'delete-marker' };
  }

  /**
   * Creates a bucket, or changes the settings of an existing one.
   * @throws S3Error when versions would be switched off
   */
  async defineBucket(settings: Omit<Bucket['record'], 'createdAt'>): Promise<void> {
    const known = this.index.buckets.get(settings.name)?.record;
    if (known?.versioned && !settings.versioned) {
      throw new S3Error('InvalidRequest', {
        message: `Bucket ${settings.name} has versions already; they cannot be switched off again.`,
      });
    }
    const bucket = { ...settings, createdAt: known?.createdAt ?? this.now() };
    await this.commit([{ change: 'bucket', bucket }]);
  }

  /** @throws S3Error `BucketNotEmpty` */
  async removeBucket(bucket: Bucket): Promise<void> {
    const { name } = bucket.record;
    if (bucket.keys.size > 0) throw new S3Error('BucketNotEmpty', { details: { BucketName: name } });
    const abandoned = [...this.index.uploads.values()].filter(({ upload }) => upload.bucket === name);
    await this.commit([
      ...abandoned.map(({ upload }) => ({ change: 'upload-ended', uploadId: upload.uploadId }) as const),
      { change: 'bucket-removed', name },
    ]);
  }

  /** Reports the events that an earlier run could not report. */
  reportPending(): void {
    for (const event of this.index.events.values()) this.report(event);
  }

  /** Resolves once every acknowledged change is on disk. */
  async close(): Promise<void> {
    await Promise.all(this.reporting);
    await this.journal.close();
  }

  /** Writes a change together with its event, so that there is never one without the other. */
  private async commitAndReport(entries: readonly IndexEntry[], event: S3ObjectEvent): Promise<void> {
    await this.commit([...entries, { change: 'event', event }]);
    this.report(event);
  }

  /** A refused event is kept until the next start. Its receiver reports the reason. */
  private report(event: S3ObjectEvent): void {
    const taken = Promise.resolve(this.onEvent(event))
      .then(() => this.commit([{ change: 'event-taken', taken: event.sequencer }]))
      .catch(() => undefined)
      .finally(() => this.reporting.delete(taken));
    this.reporting.add(taken);
  }

  private identity(bucket: Bucket, key: string) {
    const { versioned, suspended } = bucket.record;
    const versionId = versioned && !suspended ? newVersionId() : NULL_VERSION;
    return { key, versionId, sequencer: this.clock.next(), lastModified: this.now() };
  }
}

function eventOf(
  bucket: Bucket,
  version: StoredVersion,
  eventName: S3ObjectEvent['eventName'],
  { requestId, sourceIp }: RequestOrigin,
): S3ObjectEvent {
  const created = version.kind === 'object' && eventName.startsWith('ObjectCreated:');
  return {
    eventName,
    bucket: bucket.record.name,
    key: version.key,
    ...(created && { size: version.size, eTag: version.eTag }),
    ...(bucket.record.versioned && { versionId: version.versionId }),
    sequencer: version.sequencer,
    eventTime: version.lastModified,
    requestId,
    sourceIp,
  };
}
