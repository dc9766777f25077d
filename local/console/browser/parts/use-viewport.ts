import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface ElementViewport {
  /** The element's width, pixels. */
  readonly width: number;
  /** The distance of its top above the top of the screen, pixels. */
  readonly scrolled: number;
  /** Height of the screen, pixels. */
  readonly height: number;
}

/** The position of an element on the screen, measured at most once a frame. */
export function useViewport(element: RefObject<HTMLElement | null>): ElementViewport {
  const [viewport, setViewport] = useState<ElementViewport>({
    width: 0,
    scrolled: 0,
    height: window.innerHeight,
  });
  useEffect(() => {
    let frame: number | undefined;
    const measure = () => {
      frame = undefined;
      const box = element.current?.getBoundingClientRect();
      if (box) setViewport({ width: box.width, scrolled: -box.top, height: window.innerHeight });
    };
    const schedule = () => {
      frame ??= requestAnimationFrame(measure);
    };
    measure();
    const observer = new ResizeObserver(schedule);
    if (element.current) observer.observe(element.current);
    // Content above the element grows and shrinks, too.
    observer.observe(document.body);
    window.addEventListener('scroll', schedule, { passive: true });
    window.addEventListener('resize', schedule);
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      observer.disconnect();
      window.removeEventListener('scroll', schedule);
      window.removeEventListener('resize', schedule);
    };
  }, []);
  return viewport;
}
