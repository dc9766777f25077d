import type { ImageRecord } from '../../domain/image-record';
import { isNamed, serviceError } from '../aws-errors';

/** The key of a row. */
export type RowKey = Pick<ImageRecord, 'imageId' | 'timestamp'>;

export const isConditionFailure = (error: unknown): boolean =>
  isNamed(error, 'ConditionalCheckFailedException');

/** @returns false if the condition was not met, which is expected for a repeated event. @throws ServiceError */
export async function unlessConditionFails(action: string, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw serviceError(action, error);
  }
}

/** The condition that a row still belongs to the same upload as when it was read. */
export function sameUpload(record: ImageRecord): { condition: string; values: Record<string, string> } {
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
