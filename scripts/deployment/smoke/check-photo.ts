import { GetObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { ImageRecord, Preview } from '../../../lambda/domain/image-record';
import type { PreviewSize } from '../../../lambda/domain/previews/preview-recipe';
import type { Darkroom } from '../../connection/connection';

const sizeName = ({ width, height }: PreviewSize): string => `${width}x${height}`;

/** What is wrong with a finished record and its previews; nothing when all is as it should be. */
export async function problemsOf(record: ImageRecord, darkroom: Darkroom): Promise<string[]> {
  if (record.processingStatus !== 'COMPLETED') {
    const reason = record.error ? `: ${record.error.code}, ${record.error.message}` : '';
    return [`The record says ${record.processingStatus}${reason}`];
  }
  const previews = new Map((record.previews ?? []).map((preview) => [preview.name, preview]));
  const found = await Promise.all(
    darkroom.recipe.sizes.map(async (size) => {
      const preview = previews.get(sizeName(size));
      return preview ? previewProblems(preview, size, darkroom) : [`There is no preview ${sizeName(size)}`];
    }),
  );
  return found.flat();
}

/** Reads a preview back, as a browser would. */
async function previewProblems(preview: Preview, box: PreviewSize, darkroom: Darkroom): Promise<string[]> {
  const { s3, processedBucket } = darkroom;
  const answer = await s3.send(new GetObjectCommand({ Bucket: processedBucket, Key: preview.key }));
  const bytes = await answer.Body?.transformToByteArray();
  const { width, height } = await sharp(bytes).metadata();
  const problems: string[] = [];
  if (width > box.width || height > box.height) problems.push(`is ${width}x${height}`);
  if (width !== preview.width || height !== preview.height) problems.push('is not as large as recorded');
  if (answer.ContentType !== preview.contentType) problems.push(`has the type ${answer.ContentType}`);
  if (!answer.CacheControl?.includes('immutable')) problems.push('may not be cached');
  return problems.map((problem) => `The preview ${preview.name} ${problem}`);
}
