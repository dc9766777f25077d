import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import sharp from 'sharp';
import { dynamoDbImageCatalog } from '../../../lambda/adapters/dynamodb/dynamodb-image-catalog';
import { S3ImageStore } from '../../../lambda/adapters/s3/s3-image-store';
import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { imageHistory } from '../../../lambda/domain/listing/image-history';
import type { ImageCatalog } from '../../../lambda/domain/ports';
import { recipeOfSizes } from '../../../lambda/domain/previews/preview-recipe';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import { storedPreviews } from '../../../lambda/domain/previews/stored-previews';
import type { ProcessingDependencies } from '../../../lambda/domain/processing';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { newestRows } from '../../../lambda/domain/versions/newest-rows';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';
import { type EmbeddedServices, PROCESSED, SOURCE, TABLE } from './embedded-services';

/** Items in one BatchWriteItem. Source: DynamoDB API reference. */
const MAX_BATCH = 25;
const HISTORY_PAGE = 20;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One key with a history of any length, and the measured steps on it. */
export class LongHistory {
  private readonly store: S3ImageStore;
  private readonly catalog: ImageCatalog;
  private readonly dependencies: ProcessingDependencies;
  private readonly imageId: string;
  private length = 0;
  /** The timestamp of the first added row. Later rows follow by one millisecond each. */
  private readonly startedAt = Date.now() - HOUR;

  constructor(
    private readonly services: EmbeddedServices,
    private readonly key: string,
  ) {
    this.store = new S3ImageStore(services.s3, PROCESSED);
    this.catalog = dynamoDbImageCatalog(services.documents, TABLE);
    this.imageId = imageIdOf(SOURCE, key);
    this.dependencies = {
      store: this.store,
      catalog: this.catalog,
      publisher: { publish: async () => undefined },
      recipes: bookOfOne(
        recipeOfSizes({ sizes: [{ width: 32, height: 32 }], formats: ['webp'], fit: 'inside', maxFrames: 1 }),
      ),
      limits: { maxBytes: 1_000_000, maxPixels: 1_000_000, maxFrames: 1 },
      now: Date.now,
    };
  }

  /** Adds versions with records, like uploads processed long ago, until there are `versions`. */
  async grow(versions: number, { areDeleted = false } = {}): Promise<void> {
    const body = await photo();
    while (this.length < versions) {
      const records: ImageRecord[] = [];
      for (; this.length < versions && records.length < MAX_BATCH; this.length += 1) {
        records.push(this.record(await this.put(body), areDeleted));
      }
      const requests = records.map((Item) => ({ PutRequest: { Item } }));
      await this.services.documents.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
    }
  }

  async upload(): Promise<UploadEvent> {
    const event = uploadEvent(await this.put(await photo()));
    await processUpload(event, attempt(), this.dependencies);
    return event;
  }

  async delete(versionId?: string): Promise<void> {
    const request = { Bucket: SOURCE, Key: this.key, ...(versionId && { VersionId: versionId }) };
    await this.services.s3.send(new DeleteObjectCommand(request));
    await deleteImage(uploadEvent(this.lastEvent()), this.dependencies);
  }

  /** Reads the same as `GET /images/{image_id}?history=true`. */
  async get(): Promise<void> {
    const [newest] = await newestRows(this.imageId, this.catalog);
    if (newest) await storedPreviews(newest, this.store);
    await imageHistory(this.imageId, { limit: HISTORY_PAGE }, this.catalog);
  }

  private async put(Body: Buffer): Promise<S3ObjectEvent> {
    await this.services.s3.send(new PutObjectCommand({ Bucket: SOURCE, Key: this.key, Body }));
    return this.lastEvent();
  }

  private lastEvent(): S3ObjectEvent {
    const event = this.services.events.at(-1);
    if (!event) throw new Error('The bucket has sent no event.');
    return event;
  }

  private record(event: S3ObjectEvent, isDeleted: boolean): ImageRecord {
    const { sequencer, versionId = '', eTag = '', size = 0 } = event;
    return {
      imageId: this.imageId,
      timestamp: this.startedAt + this.length,
      processingStatus: isDeleted ? 'DELETED' : 'COMPLETED',
      bucket: SOURCE,
      key: this.key,
      versionId,
      eTag,
      sequencer,
      size,
      uploadDate: '2026-01-01',
      attempts: 1,
      recipe: 'of long ago',
      ...(!isDeleted && { previews: [] }),
    };
  }
}

const attempt = () => ({
  holder: `bench-${Date.now()}`,
  renderBy: Date.now() + MINUTE,
  claimUntil: Date.now() + MINUTE,
});

const uploadEvent = ({ eventName, key, eventTime, sequencer, ...event }: S3ObjectEvent): UploadEvent => {
  const removal = eventName.endsWith('DeleteMarkerCreated') ? 'delete-marker-created' : 'version-deleted';
  return {
    kind: eventName.startsWith('ObjectCreated:') ? 'created' : removal,
    bucket: SOURCE,
    key,
    eventTime,
    sequencer,
    ...(event.size !== undefined && { size: event.size }),
    ...(event.eTag && { eTag: event.eTag }),
    ...(event.versionId && { versionId: event.versionId }),
  };
};

let painted: Buffer | undefined;

async function photo(): Promise<Buffer> {
  painted ??= await sharp({ create: { width: 40, height: 30, channels: 3, background: '#4060a0' } })
    .png()
    .toBuffer();
  return painted;
}
