import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { ImageRecord } from '../../domain/image-record';
import { type RowKey, sameUpload, unlessConditionFails } from './conditional-writes';

/** Removes rows, and marks them as deleted, swept or ordered, without a claim. All changes are safe to repeat. */
export class RemovalsAndMarks {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  discard(row: ImageRecord): Promise<boolean> {
    const same = sameUpload(row);
    return this.update(`discard a record of ${row.imageId}`, row, {
      UpdateExpression: 'SET processingStatus = :deleted REMOVE previews, claim',
      ConditionExpression: `attribute_exists(imageId) AND ${same.condition}`,
      ExpressionAttributeValues: { ':deleted': 'DELETED', ...same.values },
    });
  }

  async remove(record: ImageRecord): Promise<void> {
    const { imageId, timestamp, processingStatus } = record;
    const same = sameUpload(record);
    await unlessConditionFails(`remove a record of ${imageId}`, () =>
      this.client.send(
        new DeleteCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          ConditionExpression: `processingStatus = :status AND ${same.condition}`,
          ExpressionAttributeValues: { ':status': processingStatus, ...same.values },
        }),
      ),
    );
  }

  async setSequencer(row: RowKey, sequencer: string): Promise<void> {
    await this.update(`order a record of ${row.imageId}`, row, {
      UpdateExpression: 'SET sequencer = :sequencer',
      ConditionExpression:
        'attribute_exists(imageId) AND (attribute_not_exists(sequencer) OR sequencer < :sequencer) AND (processingStatus <> :deleted OR (attribute_exists(versionId) AND versionId <> :none))',
      ExpressionAttributeValues: { ':sequencer': sequencer, ':deleted': 'DELETED', ':none': 'null' },
    });
  }

  async markSwept(row: RowKey): Promise<void> {
    await this.update(`finish the deletion of ${row.imageId}`, row, {
      UpdateExpression: 'SET isSwept = :swept',
      ConditionExpression: 'attribute_exists(imageId)',
      ExpressionAttributeValues: { ':swept': true },
    });
  }

  async putDeleted(record: ImageRecord): Promise<boolean> {
    const isSameEvent = record.sequencer
      ? 'sequencer = :event'
      : 'attribute_not_exists(sequencer) AND versionId = :event';
    return unlessConditionFails(`record the deletion of ${record.key}`, () =>
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: record,
          ConditionExpression: `attribute_not_exists(imageId) OR (attribute_not_exists(attempts) AND ${isSameEvent})`,
          ExpressionAttributeValues: { ':event': record.sequencer ?? record.versionId ?? '' },
        }),
      ),
    );
  }

  async markDeleted(row: RowKey, processedAt: string): Promise<void> {
    await this.update(`mark ${row.imageId} deleted`, row, {
      UpdateExpression: 'SET processingStatus = :deleted, processedAt = :processedAt REMOVE previews, claim',
      ConditionExpression: 'attribute_exists(imageId)',
      ExpressionAttributeValues: { ':deleted': 'DELETED', ':processedAt': processedAt },
    });
  }

  private update(
    action: string,
    { imageId, timestamp }: RowKey,
    change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<boolean> {
    return unlessConditionFails(action, () =>
      this.client.send(new UpdateCommand({ TableName: this.table, Key: { imageId, timestamp }, ...change })),
    );
  }
}
