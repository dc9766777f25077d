import { useRef } from 'preact/hooks';
import type { ImageSummary } from '../../twin-view';
import { useViewport } from '../parts/use-viewport';
import { Frame } from './frame';
import { nextFrame } from './frame-keys';
import { sheetGeometry } from './sheet-geometry';
import { useFrameFocus } from './use-frame-focus';
import { useRememberedPosition } from './use-remembered-position';
import { visibleRows } from './visible-rows';

/**
 * All photos as strips of film. The page contains only the strips on the screen, a few around it, and always the frame
 * that Tab reaches. Arrow keys move from frame to frame.
 */
export function ContactSheet({ images }: { readonly images: readonly ImageSummary[] }) {
  const list = useRef<HTMLUListElement>(null);
  const viewport = useViewport(list);
  const { current, focusOn } = useFrameFocus(list, images);
  const geometry = sheetGeometry(viewport.width);
  const { columns, frameWidth, rowHeight } = geometry;
  useRememberedPosition(viewport, geometry, images);
  const rows = Math.ceil(images.length / columns);
  const { first, end } = visibleRows(viewport, rowHeight, rows);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isKnown = focusOn((from) => nextFrame(event.key, from, images.length, columns));
    if (isKnown) event.preventDefault();
  };

  const drawn = indexesBetween(first * columns, Math.min(images.length, end * columns), current);
  return (
    <ul
      class="contact-sheet"
      ref={list}
      style={{ height: `${viewport.width > 0 ? rows * rowHeight : 0}px` }}
      onKeyDown={onKeyDown}
      aria-label="Photos, newest first"
    >
      {viewport.width > 0 &&
        drawn.map((index) => {
          const image = images[index];
          if (!image) return null;
          return (
            <li
              key={image.imageId}
              aria-setsize={images.length}
              aria-posinset={index + 1}
              style={{
                width: `${frameWidth}px`,
                transform: `translate(${(index % columns) * frameWidth}px, ${Math.floor(index / columns) * rowHeight}px)`,
              }}
              onFocusCapture={() => focusOn(() => index)}
            >
              <Frame
                image={image}
                number={images.length - index}
                width={frameWidth}
                tabbable={index === current}
              />
            </li>
          );
        })}
    </ul>
  );
}

/** The indexes from `from` up to `end`, excluding `end`, and `also`, in order. */
function indexesBetween(from: number, end: number, also: number): number[] {
  const range = Array.from({ length: Math.max(0, end - from) }, (_, step) => from + step);
  if (also < from) return [also, ...range];
  return also >= end ? [...range, also] : range;
}
