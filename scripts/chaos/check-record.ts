import type { ImageRecord, Preview } from '../../lambda/domain/image-record';
import type { MadeUpload } from './key-versions';

/** The maximum deviation of red, green and blue in a JPEG. */
const COLOUR_TOLERANCE = 12;

/** Describes what is wrong or missing in the record of an upload; undefined when it is correct. */
export function recordProblem(
  record: ImageRecord | undefined,
  upload: MadeUpload,
  previews: ReadonlyMap<string, number>,
): string | undefined {
  const { fate } = upload;
  if (!record) return fate === 'removed' || fate === 'gone' ? undefined : 'there is no record';
  if (fate === 'removed') return `${record.processingStatus}, although its version was permanently removed`;
  if (fate === 'gone' || fate === 'deleted') return deletionProblem(record);
  const isDeleted = fate === 'kept-or-deleted' && record.processingStatus === 'DELETED';
  return isDeleted ? deletionProblem(record) : outcomeProblem(record, upload, previews);
}

function outcomeProblem(
  record: ImageRecord,
  { expected }: MadeUpload,
  previews: ReadonlyMap<string, number>,
): string | undefined {
  const { processingStatus: status } = record;
  if (status !== expected.status) return `${status} (${record.error?.code}) instead of ${expected.status}`;
  if (expected.status === 'FAILED') {
    const code = record.error?.code;
    return code === expected.code ? undefined : `${code} instead of ${expected.code}`;
  }
  const { format, width, height, colour } = expected;
  const found = `${record.format} ${record.width}x${record.height}`;
  if (found !== `${format} ${width}x${height}`) return `${found} instead of ${format} ${width}x${height}`;
  if (!isNear(record.dominantColor, colour)) return `${record.dominantColor} instead of ${colour}`;
  const problems = (record.previews ?? []).map((preview) => previewProblem(preview, record, previews));
  return problems.length === 0
    ? 'COMPLETED without previews'
    : problems.find((problem) => problem !== undefined);
}

function deletionProblem({ processingStatus: status, error, previews }: ImageRecord): string | undefined {
  if (status !== 'DELETED') return `${status} (${error?.code}), although it was removed`;
  return previews ? 'removed, but still lists previews' : undefined;
}

function previewProblem(
  { name, key, width, height, size }: Preview,
  original: ImageRecord,
  stored: ReadonlyMap<string, number>,
): string | undefined {
  if (stored.get(key) !== size) return `preview ${name} has ${stored.get(key)} bytes instead of ${size}`;
  const [across = 0, down = 0] = name.split('x').map(Number);
  const [fullWidth = 0, fullHeight = 0] = [original.width, original.height];
  const scale = Math.min(1, across / fullWidth, down / fullHeight);
  const isFitted = Math.abs(width - fullWidth * scale) <= 1 && Math.abs(height - fullHeight * scale) <= 1;
  return isFitted ? undefined : `preview ${name} of ${fullWidth}x${fullHeight} has ${width}x${height}`;
}

const isNear = (found = '#', colour: readonly number[]): boolean =>
  colour.every((part, index) => {
    const value = Number.parseInt(found.slice(1 + index * 2, 3 + index * 2), 16);
    return Math.abs(value - part) <= COLOUR_TOLERANCE;
  });
