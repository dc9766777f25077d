import { useEffect, useMemo } from 'preact/hooks';
import { filterImages } from '../parts/filter';
import { baseName } from '../parts/format';
import { lastGalleryState } from '../parts/last-gallery-state';
import { hrefOf } from '../routing/route';
import { useConsole } from '../state/console-context';

/** Links to the photos before and after this one on the sheet. The left and right arrow keys follow them. */
export function Neighbours({ imageId }: { readonly imageId: string }) {
  const { images } = useConsole().state;
  const sheet = useMemo(() => filterImages(images.values(), lastGalleryState.filter), [images]);
  const at = sheet.findIndex((image) => image.imageId === imageId);
  const before = at > 0 ? sheet[at - 1] : undefined;
  const after = at >= 0 ? sheet[at + 1] : undefined;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isElsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest('input, select, pre, dialog, .table-scroll');
      if (isElsewhere || event.altKey || event.ctrlKey || event.metaKey) return;
      const to = event.key === 'ArrowLeft' ? before : event.key === 'ArrowRight' ? after : undefined;
      if (to) location.hash = hrefOf({ place: 'photos', id: to.imageId });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [before?.imageId, after?.imageId]);

  return (
    <nav class="neighbours" aria-label="Neighbouring photos">
      {before && (
        <a href={hrefOf({ place: 'photos', id: before.imageId })} rel="prev">
          Newer<span class="visually-hidden">: {baseName(before.key)}</span>
        </a>
      )}
      {after && (
        <a href={hrefOf({ place: 'photos', id: after.imageId })} rel="next">
          Older<span class="visually-hidden">: {baseName(after.key)}</span>
        </a>
      )}
    </nav>
  );
}
