import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ImageSummary } from '../../twin-view';

export interface FrameFocus {
  /** Index of the one frame that Tab reaches. */
  readonly current: number;
  /** Moves the focus to another index. Returns whether there was one. */
  readonly focusOn: (move: (from: number) => number | undefined) => boolean;
}

/**
 * The frame of a sheet that has, or would get, the focus. It is identified by its image, because new photos move all
 * others. When keys change it, the focus follows as soon as the frame is drawn.
 */
export function useFrameFocus(
  list: RefObject<HTMLElement | null>,
  images: readonly ImageSummary[],
): FrameFocus {
  const [imageId, setImageId] = useState<string>();
  // Keys may come faster than the sheet is drawn.
  const latest = useRef(imageId);
  const isFollowing = useRef(false);
  const indexOf = (id: string | undefined) => images.findIndex((image) => image.imageId === id);
  const current = useMemo(() => Math.max(0, indexOf(imageId)), [images, imageId]);

  // Before the browser paints, because the frame that had the focus may no longer be in the page.
  useLayoutEffect(() => {
    const frame = list.current?.querySelector<HTMLElement>('a[tabindex="0"]');
    if (imageId === undefined || !frame || frame === document.activeElement) return;
    isFollowing.current = true;
    frame.focus({ preventScroll: true });
    isFollowing.current = false;
    frame.scrollIntoView({ block: 'nearest' });
  }, [imageId]);

  const focusOn: FrameFocus['focusOn'] = (move) => {
    // The focus that follows may lag behind the keys, and must not change the frame.
    if (isFollowing.current) return true;
    const next = move(Math.max(0, indexOf(latest.current)));
    const image = next === undefined ? undefined : images[next];
    if (!image) return false;
    latest.current = image.imageId;
    setImageId(image.imageId);
    return true;
  };
  return { current, focusOn };
}
