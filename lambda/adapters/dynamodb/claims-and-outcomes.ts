import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ClaimLostError } from '../../domain/errors';
import { type ImageRecord, isDeletion } from '../../domain/image-record';
import type { Claim, ClaimedRecord, ClaimResult, ClaimScope } from '../../domain/ports';
import { identityOf } from '../../domain/upload-identity';
import { serviceError } from '../aws-errors';
import { claimExpression } from './claim-expression';
import { isConditionFailure, type RowKey, unlessConditionFails } from './conditional-writes';
import { type RecordReads, withoutClaim } from './record-reads';

/**
 * Claims the row of an upload for one attempt at a time, and writes its outcome: the finished record, or nothing if the
 * attempt withdraws.
 */
export class ClaimsAndOutcomes {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly reads: RecordReads,
  ) {}

  async claim(record: ImageRecord, claim: Claim, scope: ClaimScope): Promise<ClaimResult> {
    const { imageId, timestamp } = record;
    try {
      const response = await this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { imageId, timestamp },
          ...claimExpression(record, claim, scope),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return { outcome: 'claimed', record: withoutClaim(response.Attributes as ClaimedRecord) };
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
      // If the response of a successful write is lost, the SDK sends it again, and the condition fails.
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

  private async whyNotClaimed(record: ImageRecord): Promise<ClaimResult> {
    const row = await this.reads.row(record);
    // The row existed a moment ago. Its holder withdrew it, so a retry will succeed.
    if (!row) return { outcome: 'held' };
    if (isDeletion(row) || identityOf(row) !== identityOf(record)) return { outcome: 'occupied' };
    if (row.processingStatus === 'PROCESSING') return { outcome: 'held' };
    return { outcome: 'finished', record: withoutClaim(row) };
  }
}
