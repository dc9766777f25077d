import type { TwinChange } from '../../twin-view';
import { baseName } from '../parts/format';
import type { ConsoleState } from './console-state';

/** The announcement of some changes: a single outcome, or the number of outcomes. */
export function outcomesOf(before: ConsoleState, changes: readonly TwinChange[]): string {
  const ready: string[] = [];
  const failed: { name: string; why: string }[] = [];
  for (const change of changes) {
    if (change.type !== 'image') continue;
    const { imageId, processingStatus, processedAt, key, error } = change.image;
    if (before.images.get(imageId)?.processedAt === processedAt) continue;
    if (processingStatus === 'COMPLETED') ready.push(baseName(key));
    if (processingStatus === 'FAILED') failed.push({ name: baseName(key), why: error?.message ?? '' });
  }
  const [onlyFailure] = failed;
  return [
    ready.length === 1 && `${ready[0]} is ready.`,
    ready.length > 1 && `${ready.length} photos are ready.`,
    failed.length === 1 && onlyFailure && `${onlyFailure.name} failed. ${onlyFailure.why}`,
    failed.length > 1 && `${failed.length} photos failed.`,
  ]
    .filter(Boolean)
    .join(' ');
}
