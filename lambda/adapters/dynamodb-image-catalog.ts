import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ClaimLostError } from '../domain/errors';
import { type ImageRecord, isUploadOf, versionSegmentOf } from '../domain/image-record';
import type {
  Claim,
  ClaimAnswer,
  ClaimedRecord,
  ClaimScope,
  ImageCatalog,
  ImageFilter,
  ImagePage,
} from '../domain/ports';
import { compareEvents } from '../domain/sequencer';
import { isNamed, serviceError, translated } from './aws-errors';
import { claimExpression } from './claim-expression';

type Row = Pick<ImageRecord, 'imageId' | 'timestamp'>;

const INDEX_OF: Readonly<Record<ImageFilter['by'], { index: string; attribute: string }>> = {
  status: { index: 'StatusIndex', attribute: 'processingStatus' },
  user: { index: 'UserIndex', attribute: 'userId' },
  date: { index: 'DateIndex', attribute: 'uploadDate' },
};

/** The sort key of the note that an image was forgotten. No event has it, and no index holds the note. */
const FORGOTTEN_NOTE = 0;

/** The image records in one DynamoDB table. Strongly consistent by image, conditional in every write. */
export class DynamoDbImageCatalog implements ImageCatalog {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async history(imageId: string): Promise<ClaimedRecord[]> {
    const rows: ClaimedRecord[] = [];
    await translated(`read the history of ${imageId}`, async () => {
      const pages = paginateQuery(
        { client: this.client },
        {
          TableName: this.table,
          KeyConditionExpression: 'imageId = :imageId AND #timestamp > :note',
          ExpressionAttributeNames: { '#timestamp': 'timestamp' },
          ExpressionAttributeValues: { ':imageId': imageId, ':note': FORGOTTEN_NOTE },
          ConsistentRead: true,
        },
      );
      for await (const page of pages) rows.push(...((page.Items ?? []) as ClaimedRecord[]));
    });
    return rows.sort((a, b) => compareEvents(b, a));
  }

  async claim(record: ImageRecord, claim: Claim, scope: ClaimScope): Promise<ClaimAnswer> {
    const { imageId, timestamp } = record;
    try {
      const answer = await this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          ...claimExpression(record, claim, scope),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return { outcome: 'claimed', record: withoutClaim(answer.Attributes as ClaimedRecord) };
    } catch (error) {
      if (!isConditionFailure(error)) throw serviceError(`claim ${record.key}`, error);
      return this.whyNotClaimed(record, scope);
    }
  }

  private async whyNotClaimed(record: ImageRecord, { existing }: ClaimScope): Promise<ClaimAnswer> {
    const row = await this.read(record);
    // It was there a moment ago: its holder withdrew it, and a retry will find the way clear.
    if (!row) return { outcome: existing ? 'gone' : 'held' };
    if (!isUploadOf(row, versionSegmentOf(record))) return { outcome: 'occupied' };
    if (row.processingStatus === 'PROCESSING') return { outcome: 'held' };
    return { outcome: 'finished', record: withoutClaim(row) };
  }

  async finish(record: ImageRecord, holder: string): Promise<void> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: record,
          ConditionExpression: 'claim.holder = :holder',
          ExpressionAttributeValues: { ':holder': holder },
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw serviceError(`record ${record.key}`, error);
      // A write whose answer was lost is sent again by the SDK, and then finds its own work done.
      const row = await this.read(record);
      if (row?.processedAt === record.processedAt && row?.processingStatus === record.processingStatus)
        return;
      throw new ClaimLostError(`The claim on ${record.key} was lost before its record could be written.`);
    }
  }

  async withdraw({ imageId, timestamp }: Row, holder: string): Promise<void> {
    await this.unlessConditionFails(`withdraw the claim on ${imageId}`, () =>
      this.client.send(
        new DeleteCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          ConditionExpression: 'claim.holder = :holder',
          ExpressionAttributeValues: { ':holder': holder },
        }),
      ),
    );
  }

  async putDeleted(record: ImageRecord): Promise<boolean> {
    const isSameEvent = record.sequencer
      ? 'sequencer = :event'
      : 'attribute_not_exists(sequencer) AND versionId = :event';
    return this.unlessConditionFails(`record the deletion of ${record.key}`, () =>
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

  async markDeleted({ imageId, timestamp }: Row, processedAt: string): Promise<void> {
    await this.unlessConditionFails(`mark ${imageId} deleted`, () =>
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          UpdateExpression:
            'SET processingStatus = :deleted, processedAt = :processedAt REMOVE previews, claim',
          ConditionExpression: 'attribute_exists(imageId)',
          ExpressionAttributeValues: { ':deleted': 'DELETED', ':processedAt': processedAt },
        }),
      ),
    );
  }

  async list(filter: ImageFilter, limit: number, from?: ImagePage['next']): Promise<ImagePage> {
    const { index, attribute } = INDEX_OF[filter.by];
    const page = await translated(`list images by ${filter.by}`, () =>
      this.client.send(
        new QueryCommand({
          TableName: this.table,
          IndexName: index,
          KeyConditionExpression: '#attribute = :value',
          ExpressionAttributeNames: { '#attribute': attribute },
          ExpressionAttributeValues: { ':value': filterValue(filter) },
          ScanIndexForward: false,
          Limit: limit,
          ...(from && { ExclusiveStartKey: { ...from } }),
        }),
      ),
    );
    const records = ((page.Items ?? []) as ClaimedRecord[]).map(withoutClaim);
    return { records, ...(page.LastEvaluatedKey && { next: page.LastEvaluatedKey }) };
  }

  async markForgotten(imageId: string, at: number, ttl: number): Promise<void> {
    const Item = { imageId, timestamp: FORGOTTEN_NOTE, forgottenAt: at, ttl };
    await translated(`note that ${imageId} is forgotten`, () =>
      this.client.send(new PutCommand({ TableName: this.table, Item })),
    );
  }

  async forgottenAt(imageId: string): Promise<number | undefined> {
    const note = await this.read({ imageId, timestamp: FORGOTTEN_NOTE });
    return (note as { forgottenAt?: number } | undefined)?.forgottenAt;
  }

  async forget(imageId: string): Promise<number> {
    const rows = await this.history(imageId);
    for (const { timestamp } of rows) {
      await translated(`forget ${imageId}`, () =>
        this.client.send(new DeleteCommand({ TableName: this.table, Key: { imageId, timestamp } })),
      );
    }
    return rows.length;
  }

  private async read({ imageId, timestamp }: Row): Promise<ClaimedRecord | undefined> {
    const answer = await translated(`read the record of ${imageId}`, () =>
      this.client.send(
        new GetCommand({ TableName: this.table, Key: { imageId, timestamp }, ConsistentRead: true }),
      ),
    );
    return answer.Item as ClaimedRecord | undefined;
  }

  /** Answers false when the condition did not hold, which the callers expect of a repeated event. */
  private async unlessConditionFails(doing: string, write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw serviceError(doing, error);
    }
  }
}

const isConditionFailure = (error: unknown): boolean => isNamed(error, 'ConditionalCheckFailedException');

function withoutClaim({ claim: _, ...record }: ClaimedRecord): ImageRecord {
  return record;
}

function filterValue(filter: ImageFilter): string {
  if (filter.by === 'status') return filter.status;
  return filter.by === 'user' ? filter.userId : filter.date;
}
