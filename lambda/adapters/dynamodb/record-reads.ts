import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ImageRecord } from '../../domain/image-record';
import type { ClaimedRecord, ImageFilter, ImagePage } from '../../domain/ports';
import { newestFirst } from '../../domain/versions/sequencer';
import { translated } from '../aws-errors';
import type { RowKey } from './conditional-writes';
import { FORGOTTEN_NOTE } from './forgotten-images';

const INDEX_OF: Readonly<Record<ImageFilter['by'], { index: string; attribute: string }>> = {
  status: { index: 'StatusIndex', attribute: 'processingStatus' },
  user: { index: 'UserIndex', attribute: 'userId' },
  date: { index: 'DateIndex', attribute: 'uploadDate' },
};

/** Reads the rows of one image, strongly consistent, and the indexes. */
export class RecordReads {
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

  async row({ imageId, timestamp }: RowKey): Promise<ClaimedRecord | undefined> {
    const response = await translated(`read the record of ${imageId}`, () =>
      this.client.send(
        new GetCommand({ TableName: this.table, Key: { imageId, timestamp }, ConsistentRead: true }),
      ),
    );
    return response.Item as ClaimedRecord | undefined;
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
}

export function withoutClaim({ claim: _, ...record }: ClaimedRecord): ImageRecord {
  return record;
}

function filterValue(filter: ImageFilter): string {
  if (filter.by === 'status') return filter.status;
  return filter.by === 'user' ? filter.userId : filter.date;
}
