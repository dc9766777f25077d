import { GetObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { ImageRecord, Preview } from '../../../lambda/domain/image-record';
import { type PreviewSize, sizeName } from '../../../lambda/domain/previews/preview-recipe';
import type { Darkroom } from '../../connection/connection';

/** The problems of a finished record and its previews; empty when there are none. */
export async function problemsOf(record: ImageRecord, darkroom: Darkroom): Promise<string[]> {
  if (record.processingStatus !== 'COMPLETED') {
    const reason = record.error ? `: ${record.error.code}, ${record.error.message}` : '';
    return [`The record is ${record.processingStatus}${reason}`];
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

/** Downloads a preview and checks it. */
async function previewProblems(preview: Preview, box: PreviewSize, darkroom: Darkroom): Promise<string[]> {
  const { s3, processedBucket } = darkroom;
  const response = await s3.send(new GetObjectCommand({ Bucket: processedBucket, Key: preview.key }));
  const bytes = await response.Body?.transformToByteArray();
  const { width, height } = await sharp(bytes).metadata();
  const problems: string[] = [];
  if (width > box.width || height > box.height) problems.push(`is ${width}x${height}`);
  if (width !== preview.width || height !== preview.height) problems.push('does not have the recorded size');
  if (response.ContentType !== preview.contentType) problems.push(`has the type ${response.ContentType}`);
  if (!response.CacheControl?.includes('immutable')) problems.push('cannot be cached');
  return problems.map((problem) => `The preview ${preview.name} ${problem}`);
}
