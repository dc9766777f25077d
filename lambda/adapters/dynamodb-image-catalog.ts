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
import { type ImageRecord, isDeletion } from '../domain/image-record';
import type {
  Claim,
  ClaimAnswer,
  ClaimedRecord,
  ClaimScope,
  ForgottenNote,
  ImageCatalog,
  ImageFilter,
  ImagePage,
  Place,
  PlaceName,
} from '../domain/ports';
import { newestFirst } from '../domain/sequencer';
import { identityOf } from '../domain/upload-identity';
import { isNamed, serviceError, translated } from './aws-errors';
import { claimExpression } from './claim-expression';
import { placesOf, UploadPlaces } from './upload-places';

type Row = Pick<ImageRecord, 'imageId' | 'timestamp'>;

const INDEX_OF: Readonly<Record<ImageFilter['by'], { index: string; attribute: string }>> = {
  status: { index: 'StatusIndex', attribute: 'processingStatus' },
  user: { index: 'UserIndex', attribute: 'userId' },
  date: { index: 'DateIndex', attribute: 'uploadDate' },
};

/** The sort key of the note that an image was forgotten. No event has it, and no index holds the note. */
const FORGOTTEN_NOTE = 0;

/** Rows removed at the same time. */
const CONCURRENCY = 16;

/** The image records in one DynamoDB table. Strongly consistent by image, conditional in every write. */
export class DynamoDbImageCatalog implements ImageCatalog {
  private readonly places: UploadPlaces;

  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {
    this.places = new UploadPlaces(client, table);
  }

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
    return newestFirst(rows);
  }

  async page(imageId: string, limit: number, before?: number): Promise<ClaimedRecord[]> {
    const { from, to } = { from: FORGOTTEN_NOTE + 1, to: (before ?? Number.MAX_SAFE_INTEGER) - 1 };
    if (to < from) return [];
    const page = await translated(`read the newest records of ${imageId}`, () =>
      this.client.send(
        new QueryCommand({
          TableName: this.table,
          KeyConditionExpression: 'imageId = :imageId AND #timestamp BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#timestamp': 'timestamp' },
          ExpressionAttributeValues: { ':imageId': imageId, ':from': from, ':to': to },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: limit,
        }),
      ),
    );
    return (page.Items ?? []) as ClaimedRecord[];
  }

  async row(key: Row): Promise<ClaimedRecord | undefined> {
    return this.read(key);
  }

  locate(name: PlaceName, timestamp: number, ttl?: number): Promise<Place> {
    return this.places.locate(name, timestamp, ttl);
  }

  place(name: PlaceName): Promise<Place | undefined> {
    return this.places.place(name);
  }

  relocate(name: PlaceName, from: number, to: number): Promise<number> {
    return this.places.relocate(name, from, to);
  }

  markGone(name: PlaceName, ttl: number): Promise<Place | undefined> {
    return this.places.markGone(name, ttl);
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
      return this.whyNotClaimed(record);
    }
  }

  private async whyNotClaimed(record: ImageRecord): Promise<ClaimAnswer> {
    const row = await this.read(record);
    // It was there a moment ago: its holder withdrew it, and a retry will find the way clear.
    if (!row) return { outcome: 'held' };
    if (isDeletion(row) || identityOf(row) !== identityOf(record)) return { outcome: 'occupied' };
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

  discard(record: ImageRecord): Promise<boolean> {
    const { imageId, timestamp } = record;
    const same = sameUpload(record);
    return this.unlessConditionFails(`discard a record of ${imageId}`, () =>
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          UpdateExpression: 'SET processingStatus = :deleted REMOVE previews, claim',
          ConditionExpression: `attribute_exists(imageId) AND ${same.condition}`,
          ExpressionAttributeValues: { ':deleted': 'DELETED', ...same.values },
        }),
      ),
    );
  }

  async remove(record: ImageRecord): Promise<void> {
    const { imageId, timestamp, processingStatus } = record;
    const same = sameUpload(record);
    await this.unlessConditionFails(`remove a record of ${imageId}`, () =>
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

  async setSequencer({ imageId, timestamp }: Row, sequencer: string): Promise<void> {
    await this.unlessConditionFails(`order a record of ${imageId}`, () =>
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          UpdateExpression: 'SET sequencer = :sequencer',
          ConditionExpression:
            'attribute_exists(imageId) AND (attribute_not_exists(sequencer) OR sequencer < :sequencer)',
          ExpressionAttributeValues: { ':sequencer': sequencer },
        }),
      ),
    );
  }

  async markSwept({ imageId, timestamp }: Row): Promise<void> {
    await this.unlessConditionFails(`finish the deletion of ${imageId}`, () =>
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          UpdateExpression: 'SET isSwept = :swept',
          ConditionExpression: 'attribute_exists(imageId)',
          ExpressionAttributeValues: { ':swept': true },
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

  async markForgotten(imageId: string, note: ForgottenNote, ttl: number): Promise<void> {
    const Item = { imageId, timestamp: FORGOTTEN_NOTE, ...note, ttl };
    await translated(`note that ${imageId} is forgotten`, () =>
      this.client.send(new PutCommand({ TableName: this.table, Item })),
    );
  }

  async forgottenNote(imageId: string): Promise<ForgottenNote | undefined> {
    const item = (await this.read({ imageId, timestamp: FORGOTTEN_NOTE })) as
      | Partial<ForgottenNote>
      | undefined;
    const { forgottenAt, isDone = false } = item ?? {};
    return forgottenAt === undefined ? undefined : { forgottenAt, isDone };
  }

  async forget(imageId: string): Promise<number> {
    await this.removeItems(placesOf(imageId));
    return this.removeItems(imageId);
  }

  /** Page by page, so that an interrupted run leaves less to the next one. The note that it is forgotten stays. */
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

  private async removeItem({ imageId, timestamp }: Row): Promise<void> {
    await translated(`forget ${imageId}`, () =>
      this.client.send(new DeleteCommand({ TableName: this.table, Key: { imageId, timestamp } })),
    );
  }

  private async keysOf(imageId: string): Promise<Row[]> {
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
    return (page.Items ?? []) as Row[];
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

/** That a row still belongs to the upload it belonged to when it was read. */
function sameUpload(record: ImageRecord): { condition: string; values: Record<string, string> } {
  const named = (['sequencer', 'versionId', 'uploadId'] as const).map(
    (name) => [name, record[name]] as const,
  );
  return {
    condition: named
      .map(([name, value]) => (value === undefined ? `attribute_not_exists(${name})` : `${name} = :${name}`))
      .join(' AND '),
    values: Object.fromEntries(
      named.flatMap(([name, value]) => (value === undefined ? [] : [[`:${name}`, value]])),
    ),
  };
}

const isConditionFailure = (error: unknown): boolean => isNamed(error, 'ConditionalCheckFailedException');

function withoutClaim({ claim: _, ...record }: ClaimedRecord): ImageRecord {
  return record;
}

function filterValue(filter: ImageFilter): string {
  if (filter.by === 'status') return filter.status;
  return filter.by === 'user' ? filter.userId : filter.date;
}
