import type { ComponentChildren, JSX } from 'preact';
import type { Place } from '../routing/route';

const icon = (shape: ComponentChildren): JSX.Element => (
  <svg
    class="place-icon"
    viewBox="0 0 24 24"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {shape}
  </svg>
);

/** The icon of each place. Its name stands beside it. */
export const PLACE_ICONS: Readonly<Record<Place, JSX.Element>> = {
  photos: icon(<path d="M3 6h18v12H3zM3 15l5-4 4 3 4-5 5 5" />),
  failures: icon(<path d="M5 5l14 14M19 5L5 19" />),
  pipeline: icon(<path d="M3 9h5v6H3zM16 4h5v5h-5zM16 15h5v5h-5zM8 12h4M12 6.5v11M12 6.5h4M12 17.5h4" />),
  monitoring: icon(<path d="M3 19h18M5 15l4-5 4 3 6-8" />),
  outbox: icon(<path d="M3 6h18v12H3zM3 7l9 7 9-7" />),
};
