import type { Connection } from '../state/console-state';

/** Says that what the page shows is no longer fresh. */
export function ConnectionBanner({ connection }: { readonly connection: Connection }) {
  return (
    <div role="alert">
      {connection === 'lost' && (
        <p class="banner">
          <strong>Darkroom has stopped.</strong> You are looking at how it was. Start it again with{' '}
          <code>npm start</code>; this page reconnects by itself.
        </p>
      )}
    </div>
  );
}
