import { deleteImage } from '../../lambda/domain/removals/delete-image';
import { removeWithPreviews } from '../../lambda/domain/versions/stale-rows';
import type { Darkroom } from '../connection/connection';
import { queueUploads } from '../connection/queue-uploads';
import type { Finding } from './check-image';

/** The outcome of fixing one finding, in words. */
export type Fix = 'queued again' | 'previews removed' | 'deletion recorded' | 'record removed';

/** Fixes one finding. Safe to repeat. */
export async function fixFinding(finding: Finding, darkroom: Darkroom): Promise<Fix> {
  switch (finding.kind) {
    case 'preview-orphaned':
      await darkroom.store.removePreviews(finding.previews ?? []);
      await darkroom.cache?.invalidate(finding.imageId, `orphans ${Date.now()}`);
      return 'previews removed';
    case 'source-missing':
      await recordDeletion(finding, darkroom);
      return 'deletion recorded';
    case 'version-missing':
      if (finding.record) await removeWithPreviews(finding.record, darkroom);
      return 'record removed';
    default:
      await queueAgain(finding, darkroom);
      return 'queued again';
  }
}

async function queueAgain({ kind, record, object }: Finding, darkroom: Darkroom): Promise<void> {
  const key = record?.key ?? object?.key ?? '';
  const bucket = darkroom.sourceBucket;
  const version = kind === 'version-unrecorded' ? object : record;
  const head = version ?? (await darkroom.store.headOriginal({ bucket, key }));
  await queueUploads(darkroom, [
    {
      bucket,
      key,
      time: record?.timestamp ?? object?.lastModified ?? 0,
      reprocess: kind === 'preview-missing' ? 'always' : 'if-outdated',
      ...(head.versionId && { versionId: head.versionId }),
      ...(head.eTag && { eTag: head.eTag }),
    },
  ]);
}

/** Publishes no event, because the removal may be old: its event was lost, or precedes the deployment. */
async function recordDeletion({ record }: Finding, darkroom: Darkroom): Promise<void> {
  if (!record) return;
  const now = Date.now();
  const { settings } = darkroom;
  const limits = {
    maxBytes: settings.MAX_IMAGE_SIZE,
    maxPixels: settings.MAX_IMAGE_PIXELS,
    maxFrames: settings.MAX_FRAMES,
  };
  const retentionDays = settings.METADATA_RETENTION_DAYS;
  await deleteImage(
    { kind: 'delete-marker-created', bucket: record.bucket, key: record.key, eventTime: now },
    {
      ...darkroom,
      limits,
      now: () => now,
      publisher: { publish: async () => undefined },
      ...(retentionDays && { retentionDays }),
    },
  );
}
