import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Deployment } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

const PATIENCE_MS = 10_000;

/** The name of the error that reading ends in, once it does. */
async function whyUnreadable(read: () => Promise<unknown>): Promise<string | undefined> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    try {
      await read();
      await sleep(50);
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
  }
  return undefined;
}

/** An original that is taken away takes its previews with it. */
export function describeDeletion(opened: () => Deployment): void {
  it('a deleted original leaves a DELETED record and no preview', async () => {
    const deployment = opened();
    const key = 'uploads/user-9/away.jpg';
    const { previews = [] } = await deployment.process(key, await jpegPhoto());
    await deployment.s3.send(
      new DeleteObjectCommand({ Bucket: deployment.outputs.source_bucket_name, Key: key }),
    );
    await deployment.recordOf(key, ({ processingStatus }) => processingStatus === 'DELETED');
    // The record comes first, so that nothing is believed to be there while it goes.
    for (const preview of previews) {
      expect(await whyUnreadable(() => deployment.read(preview))).toBe('NoSuchKey');
    }
  });
}
