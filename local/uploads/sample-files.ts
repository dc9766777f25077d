import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { samplePhotos } from '../../photo-generators/sample-photos';
import type { PhotoFile } from './photo-file';

const SAMPLES_FOLDER = `${UPLOADS_PREFIX}samples/`;

export async function sampleFiles(): Promise<PhotoFile[]> {
  const photos = await samplePhotos();
  return photos.map(({ name, bytes }) => ({
    name,
    key: SAMPLES_FOLDER + name,
    size: bytes.length,
    open: () => bytes,
  }));
}

/** Whether there are no uploads. */
export async function isEmpty(s3: S3Client, bucket: string): Promise<boolean> {
  const { Contents: contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: UPLOADS_PREFIX, MaxKeys: 1 }),
  );
  return contents.length === 0;
}
