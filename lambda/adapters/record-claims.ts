import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ClaimLostError } from '../domain/errors';
import { type ImageRecord, isDeletion } from '../domain/image-record';
import type { Claim, ClaimAnswer, ClaimedRecord, ClaimScope } from '../domain/ports';
import { identityOf } from '../domain/upload-identity';
import { serviceError } from './aws-errors';
import { claimExpression } from './claim-expression';
import { isConditionFailure, type RowKey, unlessConditionFails } from './conditional-writes';
import { type RecordReads, withoutClaim } from './record-reads';

/** The rows of uploads that are being processed: one attempt at a time holds a row, and finishes it. */
export class RecordClaims {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly reads: RecordReads,
  ) {}

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
      const row = await this.reads.row(record);
      if (row?.processedAt === record.processedAt && row?.processingStatus === record.processingStatus)
        return;
      throw new ClaimLostError(`The claim on ${record.key} was lost before its record could be written.`);
    }
  }

  async withdraw({ imageId, timestamp }: RowKey, holder: string): Promise<void> {
    await unlessConditionFails(`withdraw the claim on ${imageId}`, () =>
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

  private async whyNotClaimed(record: ImageRecord): Promise<ClaimAnswer> {
    const row = await this.reads.row(record);
    // It was there a moment ago: its holder withdrew it, and a retry will find the way clear.
    if (!row) return { outcome: 'held' };
    if (isDeletion(row) || identityOf(row) !== identityOf(record)) return { outcome: 'occupied' };
    if (row.processingStatus === 'PROCESSING') return { outcome: 'held' };
    return { outcome: 'finished', record: withoutClaim(row) };
  }
}
