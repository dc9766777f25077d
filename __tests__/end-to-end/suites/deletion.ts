import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Deployment } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

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
    for (const preview of previews) {
      await expect(deployment.read(preview)).rejects.toMatchObject({ name: 'NoSuchKey' });
    }
  });
}
