import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ImageSummary } from '../../twin-view';

export interface FrameFocus {
  /** Index of the one frame that Tab reaches. */
  readonly current: number;
  /** Moves on from the current index to the answered one. Answers whether there was one. */
  readonly focusOn: (move: (from: number) => number | undefined) => boolean;
}

/**
 * Which frame of a sheet has, or would get, the focus. It is remembered by its image, since new photos push
 * all others along. While the focus is within the list it follows, after the frame has been drawn.
 */
export function useFrameFocus(
  list: RefObject<HTMLElement | null>,
  images: readonly ImageSummary[],
): FrameFocus {
  const [imageId, setImageId] = useState<string>();
  // Keys come faster than the sheet is drawn.
  const latest = useRef(imageId);
  const isFollowing = useRef(false);
  const indexOf = (id: string | undefined) => images.findIndex((image) => image.imageId === id);
  const current = useMemo(() => Math.max(0, indexOf(imageId)), [images, imageId]);

  useEffect(() => {
    if (!list.current?.contains(document.activeElement)) return;
    const frame = list.current.querySelector<HTMLElement>('a[tabindex="0"]');
    if (!frame || frame === document.activeElement) return;
    isFollowing.current = true;
    frame.focus({ preventScroll: true });
    isFollowing.current = false;
    frame.scrollIntoView({ block: 'nearest' });
  }, [imageId]);

  const focusOn: FrameFocus['focusOn'] = (move) => {
    // The focus that follows may be behind the keys already, and has nothing to say.
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
