export const PLACES = ['photos', 'failures', 'pipeline', 'monitoring', 'outbox'] as const;
export type Place = (typeof PLACES)[number];

export interface Route {
  readonly place: Place;
  /** Item within the view, e.g. an image id. */
  readonly id?: string;
}

/** `#/photos/<imageId>` and the like. An unknown address shows the gallery. */
export function parseRoute(hash: string): Route {
  const [, place, id] = hash.split('/');
  const known = PLACES.find((candidate) => candidate === place) ?? 'photos';
  return id ? { place: known, id: decodeURIComponent(id) } : { place: known };
}

export const hrefOf = ({ place, id }: Route): string =>
  id ? `#/${place}/${encodeURIComponent(id)}` : `#/${place}`;
