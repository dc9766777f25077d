import { compareKeys, type SortedKeys } from './sorted-keys';

export interface ListingQuery {
  readonly prefix: string;
  readonly delimiter: string;
  /** Only entries after this key or common prefix are listed. */
  readonly after?: string;
  readonly maxKeys: number;
}

export type ListingEntry =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'common-prefix'; readonly key: string };

/**
 * Walks keys in order, folding those that share everything up to a delimiter into one common prefix.
 * Keys that are not `visible` are ignored, also for common prefixes.
 */
export function* walk(
  keys: SortedKeys,
  { prefix, delimiter, after = '' }: Omit<ListingQuery, 'maxKeys'>,
  visible: (key: string) => boolean,
): Generator<ListingEntry> {
  let position = keys.positionOf(compareKeys(after, prefix) > 0 ? after : prefix);
  for (let key = keys.at(position); key?.startsWith(prefix); key = keys.at(position)) {
    const commonPrefix = commonPrefixOf(key, prefix, delimiter);
    if (commonPrefix !== undefined && commonPrefix === after) {
      position = keys.positionAfterPrefix(commonPrefix);
    } else if (key === after || !visible(key)) {
      position += 1;
    } else if (commonPrefix === undefined) {
      yield { kind: 'key', key };
      position += 1;
    } else {
      yield { kind: 'common-prefix', key: commonPrefix };
      position = keys.positionAfterPrefix(commonPrefix);
    }
  }
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const found = key.indexOf(delimiter, prefix.length);
  return found < 0 ? undefined : key.slice(0, found + delimiter.length);
}

export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** Whether more entries follow. */
  readonly truncated: boolean;
}

/** The first entries of a walk. */
export function page<Entry>(all: Iterable<Entry>, maxKeys: number): Page<Entry> {
  const entries: Entry[] = [];
  for (const entry of all) {
    if (entries.length === maxKeys) return { entries, truncated: maxKeys > 0 };
    entries.push(entry);
  }
  return { entries, truncated: false };
}
