import type { CachePolicy } from '../../plan/topology/cloudfront-policies';
import type { EdgeResponse } from './viewer-request';

/** A response from the cache. */
export interface CachedResponse {
  readonly response: EdgeResponse;
  /** Seconds since it came from the origin. */
  readonly age: number;
}

interface Entry {
  readonly response: EdgeResponse;
  /** Epoch milliseconds. */
  readonly storedAt: number;
  readonly until: number;
}

/** Seconds. Source: Amazon CloudFront Developer Guide, "How CloudFront caches errors". */
const ERROR_TTL = 10;
const MAX_BYTES = 64 * 1024 * 1024;

/** Caches responses by path, as long as the cache policy and the origin's `Cache-Control` allow. */
export class EdgeCache {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(
    private readonly policy: CachePolicy,
    private readonly now: () => number,
  ) {}

  get(path: string): CachedResponse | undefined {
    const entry = this.entries.get(path);
    if (!entry) return undefined;
    if (entry.until <= this.now()) {
      this.remove(path);
      return undefined;
    }
    return { response: entry.response, age: Math.floor((this.now() - entry.storedAt) / 1000) };
  }

  put(path: string, response: EdgeResponse): void {
    this.remove(path);
    const storedAt = this.now();
    const until = storedAt + ttlOf(response, this.policy) * 1000;
    if (until <= storedAt) return;
    this.entries.set(path, { response, storedAt, until });
    this.bytes += response.body.length;
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= MAX_BYTES) return;
      this.remove(oldest);
    }
  }

  /** Removes a path. A path that ends in `*` removes all paths that begin with it. */
  invalidate(path: string): void {
    const prefix = path.endsWith('*') ? path.slice(0, -1) : undefined;
    for (const cached of this.entries.keys()) {
      if (prefix === undefined ? cached === path : cached.startsWith(prefix)) this.remove(cached);
    }
  }

  private remove(path: string): void {
    this.bytes -= this.entries.get(path)?.response.body.length ?? 0;
    this.entries.delete(path);
  }
}

/** Seconds for which a response is kept. */
function ttlOf({ status, headers }: EdgeResponse, { minTtl, defaultTtl, maxTtl }: CachePolicy): number {
  if (status >= 400) return ERROR_TTL;
  const cacheControl = headers['cache-control'] ?? '';
  if (/no-store|no-cache|private/.test(cacheControl)) return minTtl;
  const seconds = /(?:s-maxage|max-age)=(\d+)/.exec(cacheControl)?.[1];
  return seconds === undefined ? defaultTtl : Math.min(Math.max(Number(seconds), minTtl), maxTtl);
}
