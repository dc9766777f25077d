import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ForgottenImage, StoredCounts } from './forget-one';
import type { KeptImage } from './images-of-user';

/** Evidence that images were forgotten: counts and ids, nothing about their contents. */
export interface Receipt extends StoredCounts {
  readonly environment: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** False when the run was interrupted or failed, so that some images remain. */
  readonly isComplete: boolean;
  readonly userId?: string;
  readonly images: readonly ForgottenImage[];
  /** The number of images that were invalidated in the caches of the CDN. Absent without a CDN. */
  readonly invalidated?: number;
  /** Images that concern the user and were not removed. */
  readonly kept?: readonly Pick<KeptImage, 'imageId' | 'reason'>[];
}

export function receiptOf(
  about: Pick<Receipt, 'environment' | 'startedAt' | 'isComplete' | 'userId' | 'kept'>,
  images: readonly ForgottenImage[],
): Receipt {
  const sum = (of: (image: ForgottenImage) => number) =>
    images.reduce((total, image) => total + of(image), 0);
  return {
    ...about,
    finishedAt: new Date().toISOString(),
    versions: sum(({ versions }) => versions),
    previews: sum(({ previews }) => previews),
    records: sum(({ records }) => records),
    ...(images.some(({ isInvalidated }) => isInvalidated) && {
      invalidated: images.filter(({ isInvalidated }) => isInvalidated).length,
    }),
    images,
  };
}

export function writeReceipt(path: string, receipt: Receipt): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(receipt, null, 2)}\n`);
}

/** A new file for each run. */
export const defaultReceiptPath = (startedAt: string): string =>
  `.darkroom/receipts/forgotten-${startedAt.replaceAll(/[:.]/g, '-')}.json`;
