import { useEffect, useState } from 'preact/hooks';
import { parseRoute, type Route } from './route';

/** The route of the address bar, now and as it changes; undefined if there is no such page. */
export function useRoute(): Route | undefined {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const onChange = () => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return route;
}
