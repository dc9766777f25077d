import { GetObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { ImageRecord, Preview } from '../../../lambda/domain/image-record';
import type { Preset } from '../../../lambda/domain/previews/preset';
import { filesOf, type PreviewFile } from '../../../lambda/domain/previews/preview-files';
import { recipeOf } from '../../../lambda/domain/previews/recipe-book';
import type { Darkroom } from '../../connection/connection';

/** The problems of a finished record and its previews; empty when there are none. */
export async function problemsOf(record: ImageRecord, darkroom: Darkroom): Promise<string[]> {
  if (record.processingStatus !== 'COMPLETED') {
    const reason = record.error ? `: ${record.error.code}, ${record.error.message}` : '';
    return [`The record is ${record.processingStatus}${reason}`];
  }
  const previews = new Map((record.previews ?? []).map((preview) => [preview.name, preview]));
  const { recipe } = recipeOf(darkroom.recipes, record.key);
  const found = recipe.presets.map(async (preset) => {
    const preview = previews.get(preset.name);
    if (!preview) return [`There is no preview ${preset.name}`];
    const files = filesOf(preview).map((file) => fileProblems(preview, file, preset, darkroom));
    return (await Promise.all(files)).flat();
  });
  return (await Promise.all(found)).flat();
}

/** Downloads and checks one file of a preview. */
async function fileProblems(
  preview: Preview,
  file: PreviewFile,
  box: Preset,
  darkroom: Darkroom,
): Promise<string[]> {
  const { s3, processedBucket } = darkroom;
  const response = await s3.send(new GetObjectCommand({ Bucket: processedBucket, Key: file.key }));
  const bytes = await response.Body?.transformToByteArray();
  const { width, height } = await sharp(bytes).metadata();
  const problems: string[] = [];
  if (width > box.width || height > box.height) problems.push(`is ${width}x${height}`);
  if (width !== preview.width || height !== preview.height) problems.push('does not have the recorded size');
  if (response.ContentType !== file.contentType) problems.push(`has the type ${response.ContentType}`);
  if (!response.CacheControl?.includes('immutable')) problems.push('cannot be cached');
  return problems.map((problem) => `The preview ${preview.name} as ${file.format} ${problem}`);
}
