import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PROJECT } from '../../../stacks/names';
import { stateIn } from '../state-in';
import { STATE_BACKEND } from './local-state';

/**
 * The key of the copy of the local state, in the state bucket. If the local file is lost, the next `npm run bootstrap`
 * downloads the copy.
 */
const STATE_COPY_KEY = `${PROJECT}/bootstrap/${STATE_BACKEND}.tfstate`;

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

/** @returns undefined when `npm run bootstrap` did not create the bucket */
export const readStateCopy = (s3: S3Client, bucket: string): Promise<string | undefined> =>
  stateIn(s3, bucket, STATE_COPY_KEY);
