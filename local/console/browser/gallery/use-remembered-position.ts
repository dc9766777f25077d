import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ImageSummary } from '../../twin-view';
import { lastGalleryState } from '../parts/last-gallery-state';
import type { ElementViewport } from '../parts/use-viewport';
import { parseRoute } from '../routing/route';
import type { SheetGeometry } from './sheet-geometry';

/** Height of the header, which hides this part of the screen, in pixels. */
const HEADER = 64;

/**
 * Restores the same strip of the sheet after a visit to a photo, even if the content above it has changed: the list of
 * uploads, or newer photos.
 */
export function useRememberedPosition(
  viewport: ElementViewport,
  { columns, rowHeight }: SheetGeometry,
  images: readonly ImageSummary[],
): void {
  const isMeasured = viewport.width > 0;
  const isRestored = useRef(false);

  useLayoutEffect(() => {
    if (!isMeasured || isRestored.current) return;
    isRestored.current = true;
    const { position } = lastGalleryState;
    if (!position) return;
    const found = images.findIndex(({ imageId }) => imageId === position.imageId);
    // The photo may have been deleted meanwhile.
    const index = found < 0 ? position.index : found;
    const sheetTop = window.scrollY - viewport.scrolled;
    window.scrollTo(0, sheetTop + Math.floor(index / columns) * rowHeight - position.top);
  }, [isMeasured]);

  useEffect(() => {
    // The page of a photo scrolls to its top before this one has quite left.
    const route = parseRoute(location.hash);
    if (!isRestored.current || route?.place !== 'photos' || route.id) return;
    const row = Math.floor((viewport.scrolled + HEADER) / rowHeight);
    const index = row * columns;
    const first = row > 0 ? images[index] : undefined;
    lastGalleryState.position = first && {
      imageId: first.imageId,
      index,
      top: row * rowHeight - viewport.scrolled,
    };
  }, [viewport, images]);
}
