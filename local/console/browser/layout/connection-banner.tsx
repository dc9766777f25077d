import type { Connection } from '../state/console-state';

/** Reports that the page shows an old state. */
export function ConnectionBanner({ connection }: { readonly connection: Connection }) {
  return (
    <div role="alert">
      {connection === 'lost' && (
        <p class="banner">
          <strong>Darkroom has stopped.</strong> This page shows its last state. Start it again with{' '}
          <code>npm start</code>; this page reconnects by itself.
        </p>
      )}
    </div>
  );
}
