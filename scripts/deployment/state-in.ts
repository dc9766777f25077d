import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { statusOf } from '../../lambda/adapters/aws-errors';

/** The Terraform state in an object; undefined if there is no such object. */
export async function stateIn(s3: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await body?.transformToString();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
