import { useEffect } from 'preact/hooks';
import { lastGalleryState } from '../parts/last-gallery-state';
import { parseRoute } from '../routing/route';

/** The sheet is measured within a frame or two; whatever takes longer has changed meanwhile. */
const MAX_FRAMES = 30;

/** Coming back from a photo is coming back to the same place of the sheet. */
export function useRememberedScroll(): void {
  useEffect(() => {
    const target = lastGalleryState.scrollTop;
    let frames = 0;
    let frame = requestAnimationFrame(restore);

    // Not before the sheet is as long as it was: the browser would stop short, and that be remembered.
    function restore(): void {
      frames += 1;
      const isReachable = document.documentElement.scrollHeight - window.innerHeight >= target;
      if (!isReachable && frames < MAX_FRAMES) {
        frame = requestAnimationFrame(restore);
        return;
      }
      window.scrollTo(0, target);
      window.addEventListener('scroll', onScroll, { passive: true });
    }

    // The page of a photo scrolls to its top before this one has quite left.
    function onScroll(): void {
      const { place, id } = parseRoute(location.hash);
      if (place === 'photos' && !id) lastGalleryState.scrollTop = window.scrollY;
    }

    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', onScroll);
    };
  }, []);
}
