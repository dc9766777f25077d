/** UTF-16 puts surrogates before U+E000 to U+FFFF, UTF-8 after them; this ranks a code unit as UTF-8 does. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Orders keys by their UTF-8 bytes, as S3 lists them. */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return utf8Rank(left) - utf8Rank(right);
  }
  return a.length - b.length;
}

/** A set of keys in S3's order. */
export class SortedKeys {
  private readonly keys: string[] = [];

  get size(): number {
    return this.keys.length;
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.keys.values();
  }

  add(key: string): void {
    const position = this.positionOf(key);
    if (this.keys[position] !== key) this.keys.splice(position, 0, key);
  }

  remove(key: string): void {
    const position = this.positionOf(key);
    if (this.keys[position] === key) this.keys.splice(position, 1);
  }

  at(position: number): string | undefined {
    return this.keys[position];
  }

  /** The position of the first key that is not less than `key`. */
  positionOf(key: string): number {
    return this.search((candidate) => compareKeys(candidate, key) < 0);
  }

  /** The position of the first key after all keys that start with `prefix`. */
  positionAfterPrefix(prefix: string): number {
    return this.search((candidate) => candidate.startsWith(prefix) || compareKeys(candidate, prefix) < 0);
  }

  /** The first position whose key is not `before`, which must hold for leading keys only. */
  private search(before: (key: string) => boolean): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(this.keys[middle] ?? '')) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
