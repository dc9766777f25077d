import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ForgottenNote } from '../../domain/ports';
import { translated } from '../aws-errors';
import type { RowKey } from './conditional-writes';
import { placesOf } from './upload-rows';

/** The sort key of the note that an image was forgotten. No event has this timestamp, and the note is in no index. */
export const FORGOTTEN_NOTE = 0;

/** Concurrent writes. */
const CONCURRENCY = 16;

/** Removes all items of an image, and stores the note that it was forgotten. */
export class ForgottenImages {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async markForgotten(imageId: string, note: ForgottenNote, ttl: number): Promise<void> {
    const Item = { imageId, timestamp: FORGOTTEN_NOTE, ...note, ttl };
    await translated(`note that ${imageId} is forgotten`, () =>
      this.client.send(new PutCommand({ TableName: this.table, Item })),
    );
  }

  async forgottenNote(imageId: string): Promise<ForgottenNote | undefined> {
    const item = await this.readNote(imageId);
    const { forgottenAt, isDone = false } = item ?? {};
    return forgottenAt === undefined ? undefined : { forgottenAt, isDone };
  }

  async forget(imageId: string): Promise<number> {
    await this.removeItems(placesOf(imageId));
    return this.removeItems(imageId);
  }

  /** Removes page by page, so that a retry has less to do. Keeps the note that the image is forgotten. */
  private async removeItems(imageId: string): Promise<number> {
    let count = 0;
    for (;;) {
      const keys = await this.keysOf(imageId);
      if (keys.length === 0) return count;
      count += keys.length;
      for (let start = 0; start < keys.length; start += CONCURRENCY) {
        await Promise.all(keys.slice(start, start + CONCURRENCY).map((key) => this.removeItem(key)));
      }
    }
  }

  private async removeItem({ imageId, timestamp }: RowKey): Promise<void> {
    await translated(`forget ${imageId}`, () =>
      this.client.send(new DeleteCommand({ TableName: this.table, Key: { imageId, timestamp } })),
    );
  }

  private async keysOf(imageId: string): Promise<RowKey[]> {
    const page = await translated(`read the records of ${imageId}`, () =>
      this.client.send(
        new QueryCommand({
          TableName: this.table,
          KeyConditionExpression: 'imageId = :imageId AND #timestamp > :note',
          ExpressionAttributeNames: { '#timestamp': 'timestamp' },
          ExpressionAttributeValues: { ':imageId': imageId, ':note': FORGOTTEN_NOTE },
          ProjectionExpression: 'imageId, #timestamp',
          ConsistentRead: true,
          Limit: 1000,
        }),
      ),
    );
    return (page.Items ?? []) as RowKey[];
  }

  private async readNote(imageId: string): Promise<Partial<ForgottenNote> | undefined> {
    const Key = { imageId, timestamp: FORGOTTEN_NOTE };
    const response = await translated(`read the record of ${imageId}`, () =>
      this.client.send(new GetCommand({ TableName: this.table, Key, ConsistentRead: true })),
    );
    return response.Item as Partial<ForgottenNote> | undefined;
  }
}
