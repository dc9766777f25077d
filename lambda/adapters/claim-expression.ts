import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ImageRecord } from '../domain/image-record';
import type { Claim, ClaimScope } from '../domain/ports';

type ClaimUpdate = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** What an earlier outcome said of the row, and no longer holds once it is claimed anew. */
const OUTCOME_ATTRIBUTES = ['error', 'processedAt', 'durationMs', 'timings'];

/** The conditional update that claims a row: see `ImageCatalog.claim`. */
export function claimExpression(record: ImageRecord, claim: Claim, scope: ClaimScope): ClaimUpdate {
  const { imageId: _, timestamp: __, attempts: ___, ...described } = record;
  const attributes = Object.entries({ ...described, processingStatus: 'PROCESSING', claim }).filter(
    ([name]) => !OUTCOME_ATTRIBUTES.includes(name),
  );
  const { condition, values } = freeRow(scope);
  return {
    UpdateExpression: [
      `SET ${attributes.map((_attribute, i) => `#set${i} = :set${i}`).join(', ')}`,
      `REMOVE ${OUTCOME_ATTRIBUTES.map((_attribute, i) => `#remove${i}`).join(', ')}`,
      'ADD attempts :one',
    ].join(' '),
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...Object.fromEntries(attributes.map(([name], i) => [`#set${i}`, name])),
      ...Object.fromEntries(OUTCOME_ATTRIBUTES.map((name, i) => [`#remove${i}`, name])),
      // Versions are told apart as in `versionSegmentOf`: by the ETag where S3 gives no version.
      '#version': record.versionId ? 'versionId' : 'eTag',
      '#until': 'until',
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(attributes.map(([, value], i) => [`:set${i}`, value])),
      ...values,
      ':one': 1,
      ':version': record.versionId ?? record.eTag ?? '',
      ':holder': claim.holder,
    },
  };
}

function freeRow({ now, remakeAs, existing }: ClaimScope): {
  condition: string;
  values: Record<string, unknown>;
} {
  const isClaimFree = 'attribute_not_exists(claim) OR claim.holder = :holder OR claim.#until < :now';
  const unfinished = `processingStatus = :processing AND (${isClaimFree})`;
  const outdated =
    'processingStatus = :failed OR (processingStatus = :completed AND (attribute_not_exists(recipe) OR recipe <> :recipe))';
  const ours = 'attribute_exists(attempts) AND #version = :version';
  const takeable = remakeAs ? `(${unfinished}) OR ${outdated}` : unfinished;
  const mayBeNew = existing ? '' : 'attribute_not_exists(imageId) OR ';
  return {
    condition: `${mayBeNew}(${ours} AND (${takeable}))`,
    values: {
      ':now': now,
      ':processing': 'PROCESSING',
      ...(remakeAs && { ':failed': 'FAILED', ':completed': 'COMPLETED', ':recipe': remakeAs }),
    },
  };
}
