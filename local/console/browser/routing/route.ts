export const PLACES = ['photos', 'failures', 'pipeline', 'monitoring', 'outbox'] as const;
export type Place = (typeof PLACES)[number];

export interface Route {
  readonly place: Place;
  /** Item within the view, e.g. an image id. */
  readonly id?: string;
}

/** The places that have items with an address of their own. */
const WITH_ITEMS: readonly Place[] = ['photos', 'pipeline', 'outbox'];

/**
 * Reads `#/photos/<imageId>` and the like. Without a hash, the place is `photos`. Undefined if there is no such page.
 */
export function parseRoute(hash: string): Route | undefined {
  const [start, name = '', id = '', ...more] = hash.split('/');
  if (start !== '' && start !== '#') return undefined;
  const place = name === '' ? 'photos' : PLACES.find((candidate) => candidate === name);
  if (!place || more.length > 0) return undefined;
  if (id === '') return { place };
  const decoded = decode(id);
  return WITH_ITEMS.includes(place) && decoded !== undefined ? { place, id: decoded } : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export const hrefOf = ({ place, id }: Route): string =>
  id ? `#/${place}/${encodeURIComponent(id)}` : `#/${place}`;
