import { useEffect, useState } from 'preact/hooks';

/** The same as in the style sheets. */
export const PHONE = '(max-width: 700px)';

/** Whether a media query matches, now and as it changes. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const onChange = () => setMatches(list.matches);
    list.addEventListener('change', onChange);
    return () => list.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}
