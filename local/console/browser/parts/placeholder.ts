import { thumbHashToDataURL } from 'thumbhash';

const KEPT = 600;
const known = new Map<string, string>();

/** A ThumbHash as a picture that CSS can show. The pictures are cached, and dropped together when there are many. */
export function placeholderOf(thumbHash: string): string {
  const made = known.get(thumbHash);
  if (made) return made;
  const url = thumbHashToDataURL(Uint8Array.from(atob(thumbHash), (character) => character.charCodeAt(0)));
  if (known.size >= KEPT) known.clear();
  known.set(thumbHash, url);
  return url;
}
