import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { refusalOf } from '../../lambda/adapters/s3/unreadable-originals';
import type { UploadRef } from '../../lambda/domain/upload';

/** Storage classes whose objects have to be restored before they can be read. Source: S3 API reference, RestoreObject. */
const ARCHIVES: readonly (string | undefined)[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** Whether an original is in an archive and no restored copy of it can be read. */
export async function isArchived({ bucket, key, versionId }: UploadRef, s3: S3Client): Promise<boolean> {
  const request = { Bucket: bucket, Key: key, ...(versionId && { VersionId: versionId }) };
  try {
    return isUnreadable(await s3.send(new HeadObjectCommand(request)));
  } catch (error) {
    // Processing reports a missing or encrypted original.
    if (refusalOf(error)) return false;
    throw error;
  }
}

function isUnreadable({ StorageClass, ArchiveStatus, Restore = '' }: HeadObjectCommandOutput): boolean {
  // Only Intelligent-Tiering has an archive status, which ends with the restoration.
  const isInArchive = ARCHIVES.includes(StorageClass) || ArchiveStatus !== undefined;
  return isInArchive && !Restore.includes('ongoing-request="false"');
}
