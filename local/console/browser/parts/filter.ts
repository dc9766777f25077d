import type { ImageSummary } from '../../twin-view';

export const STATUS_FILTERS = ['ALL', 'PROCESSING', 'COMPLETED', 'FAILED', 'DELETED'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

export interface GalleryFilter {
  readonly status: StatusFilter;
  /** A user id, or empty for everybody. */
  readonly userId: string;
  /** Part of a key; case does not matter. */
  readonly text: string;
}

export const EVERYTHING: GalleryFilter = { status: 'ALL', userId: '', text: '' };

/** Images that match the filter, newest first. */
export function filterImages(
  images: Iterable<ImageSummary>,
  { status, userId, text }: GalleryFilter,
): ImageSummary[] {
  const wanted = text.trim().toLowerCase();
  const admitted: ImageSummary[] = [];
  for (const image of images) {
    if (status !== 'ALL' && image.processingStatus !== status) continue;
    if (userId && image.userId !== userId) continue;
    if (wanted && !image.key.toLowerCase().includes(wanted)) continue;
    admitted.push(image);
  }
  return admitted.sort((a, b) => b.timestamp - a.timestamp || (a.imageId < b.imageId ? -1 : 1));
}

/** The users who have photos, in order. */
export function usersOf(images: Iterable<ImageSummary>): string[] {
  const users = new Set<string>();
  for (const { userId } of images) if (userId) users.add(userId);
  return [...users].sort();
}
