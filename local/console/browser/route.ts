import { useEffect, useState } from 'preact/hooks';

export const PLACES = ['photos', 'failures', 'pipeline', 'monitoring', 'outbox'] as const;
export type Place = (typeof PLACES)[number];

export interface Route {
  readonly place: Place;
  /** What within the place, e.g. an image id. */
  readonly id?: string;
}

/** `#/photos/<imageId>` and the like. Whatever is not understood is the gallery. */
export function parseRoute(hash: string): Route {
  const [, place, id] = hash.split('/');
  const known = PLACES.find((candidate) => candidate === place) ?? 'photos';
  return id ? { place: known, id: decodeURIComponent(id) } : { place: known };
}

export const hrefOf = ({ place, id }: Route): string =>
  id ? `#/${place}/${encodeURIComponent(id)}` : `#/${place}`;

/** The route of the address bar, now and as it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const onChange = () => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return route;
}
