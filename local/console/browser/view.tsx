import { useEffect, useRef } from 'preact/hooks';
import { FailuresView } from './failures/failures-view';
import { GalleryView } from './gallery/gallery-view';
import { MonitoringView } from './monitoring/monitoring-view';
import { OutboxView } from './outbox/outbox-view';
import { PhotoView } from './photo/photo-view';
import { PipelineView } from './pipeline/pipeline-view';
import { positionOfEntry, rememberPositions } from './routing/entry-positions';
import { NoSuchPage } from './routing/no-such-page';
import type { Route } from './routing/route';

/** The page that the address names. When it changes, the focus moves to its heading. */
export function View({ route }: { readonly route: Route | undefined }) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const { place, id } = route ?? {};
  const page = place === 'photos' && id ? 'photo' : (place ?? 'none');

  useEffect(rememberPositions, []);
  useEffect(() => {
    const position = positionOfEntry();
    const heading = main.current?.querySelector('h1');
    document.title = `${heading?.textContent ?? 'Darkroom'} · Darkroom`;
    if (!isFirst.current) heading?.focus({ preventScroll: true });
    if (!isFirst.current && page !== 'photos') window.scrollTo(0, position);
    isFirst.current = false;
  }, [page, page === 'photo' ? id : undefined]);

  return (
    <main class="content" id="content" tabIndex={-1} ref={main}>
      {page === 'none' && <NoSuchPage />}
      {page === 'photo' && id && <PhotoView key={id} imageId={id} />}
      {page === 'photos' && <GalleryView />}
      {page === 'failures' && <FailuresView />}
      {page === 'pipeline' && <PipelineView selected={id} />}
      {page === 'monitoring' && <MonitoringView />}
      {page === 'outbox' && <OutboxView selected={id} />}
    </main>
  );
}
