import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { pngBomb, truncatedJpeg } from '../../fixtures/refused-files';
import type { Deployment } from '../../support/deployment';

const MEBIBYTE = 1024 * 1024;

/** A failure that no retry can fix is recorded with a reason, and never becomes a dead letter. */
export function describeRefusals(opened: () => Deployment): void {
  describe('a file that Darkroom cannot process', () => {
    it.each([
      ['a text called .jpg', 'UNSUPPORTED_FORMAT', async () => Buffer.from('Dear diary,\n')],
      ['a truncated JPEG', 'CORRUPT_IMAGE', truncatedJpeg],
      ['a PNG of 30000 x 30000', 'TOO_MANY_PIXELS', async () => pngBomb()],
      ['nothing at all', 'EMPTY_OBJECT', async () => Buffer.alloc(0)],
    ])('%s is %s', async (called, code, bytes) => {
      const record = await opened().process(`uploads/refused/${called}.jpg`, await bytes());
      expect(record).toMatchObject({ processingStatus: 'FAILED', error: { code } });
      expect(record.error?.message).toMatch(/^[A-Z].{20,}\.$/s);
    });

    it('fails as IMAGE_TOO_LARGE when it has 20 MB, in a multipart upload', async () => {
      const key = 'uploads/refused/large.jpg';
      await uploadInParts(opened(), key, [5, 5, 5, 5]);
      expect(await opened().recordOf(key)).toMatchObject({
        processingStatus: 'FAILED',
        size: 20 * MEBIBYTE,
        error: { code: 'IMAGE_TOO_LARGE' },
      });
    });

    it('leaves no dead letter', async () => {
      const { outputs } = opened();
      expect(await opened().depthOf(outputs.dead_letter_queue_url)).toBe(0);
    });
  });
}

async function uploadInParts(
  { s3, outputs }: Deployment,
  key: string,
  mebibytes: readonly number[],
): Promise<void> {
  const object = { Bucket: outputs.source_bucket_name, Key: key };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
  const parts = await Promise.all(
    mebibytes.map(async (size, index) => {
      const part = { ...object, UploadId, PartNumber: index + 1, Body: Buffer.alloc(size * MEBIBYTE, 1) };
      const { ETag } = await s3.send(new UploadPartCommand(part));
      return { ETag, PartNumber: index + 1 };
    }),
  );
  await s3.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: parts } }),
  );
}
