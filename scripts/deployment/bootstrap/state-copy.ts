import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PROJECT } from '../../../stacks/names';
import { statusOf } from '../bucket-situation';
import { STATE_BACKEND } from './local-state';

/**
 * Where a state bucket keeps a copy of the local state that made it. A lost laptop then loses nothing: the
 * next `npm run bootstrap` anywhere fetches it.
 */
export const STATE_COPY_KEY = `${PROJECT}/bootstrap/${STATE_BACKEND}.tfstate`;

export async function saveStateCopy(s3: S3Client, bucket: string, state: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: STATE_COPY_KEY,
      Body: state,
      ContentType: 'application/json',
    }),
  );
}

/** Nothing when the bucket was not made by `npm run bootstrap`. */
export async function readStateCopy(s3: S3Client, bucket: string): Promise<string | undefined> {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: STATE_COPY_KEY }));
    return await body?.transformToString();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
