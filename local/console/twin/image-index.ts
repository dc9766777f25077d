import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { dynamoDbImageCatalog } from '../../../lambda/adapters/dynamodb/dynamodb-image-catalog';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { ImageCatalog } from '../../../lambda/domain/ports';
import { compareEvents } from '../../../lambda/domain/versions/sequencer';
import { imageSummaryOf } from '../image-summary';
import type { ImageSummary } from '../twin-view';

/** The newest record of every image. All are read at first, then single images when they change. */
export class ImageIndex {
  private readonly client: DynamoDBDocumentClient;
  private readonly catalog: ImageCatalog;
  private readonly images = new Map<string, ImageSummary>();
  private loading: Promise<void> | undefined;

  constructor(
    dynamoDb: DynamoDBClient,
    private readonly table: string,
  ) {
    this.client = DynamoDBDocumentClient.from(dynamoDb);
    this.catalog = dynamoDbImageCatalog(this.client, table);
  }

  async all(): Promise<readonly ImageSummary[]> {
    this.loading ??= this.load();
    await this.loading;
    return [...this.images.values()];
  }

  /** Reads every image again. */
  async readAgain(): Promise<void> {
    this.images.clear();
    this.loading = this.load();
    await this.loading;
  }

  get(imageId: string): ImageSummary | undefined {
    return this.images.get(imageId);
  }

  /** Reads an image again. Returns its newest record, or undefined when none is left. */
  async refresh(imageId: string): Promise<ImageSummary | undefined> {
    const [newest] = await this.catalog.history(imageId);
    if (!newest) {
      this.images.delete(imageId);
      return undefined;
    }
    const summary = imageSummaryOf(newest);
    this.images.set(imageId, summary);
    return summary;
  }

  private async load(): Promise<void> {
    const newest = new Map<string, ImageRecord>();
    for await (const page of paginateScan({ client: this.client }, { TableName: this.table })) {
      for (const record of (page.Items ?? []) as ImageRecord[]) {
        const known = newest.get(record.imageId);
        // The tombstone of a deleted image has no key.
        if (record.key && (!known || compareEvents(record, known) > 0)) newest.set(record.imageId, record);
      }
    }
    for (const [imageId, record] of newest) {
      if (!this.images.has(imageId)) this.images.set(imageId, imageSummaryOf(record));
    }
  }
}
