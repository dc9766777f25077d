import { assertIsJwks, type Jwks, type JwksCache, SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod/mini';
import { ServiceError } from '../domain/errors';
import { isPrivateTransport } from '../domain/loopback';
import { parsedJson } from '../domain/parsed-json';

/** Milliseconds for one request to the issuer, while a client of the API waits. */
const TIMEOUT_MS = 2_500;
/** The maximum size of a response. Key sets have a few kilobytes. */
const MAX_BYTES = 1024 * 1024;
/** The keys are read again after this time, so that a key that the issuer has revoked is not accepted forever. */
const KEYS_LIFE_MS = 60 * 60 * 1000;

const configuration = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Reads the public keys of an OpenID Connect issuer, which its configuration document names (OpenID Connect Discovery
 * 1.0), and caches them in memory. While the issuer is not available, cached keys remain in use.
 */
export class Issuer {
  private readonly cache: JwksCache;
  private keysUri: Promise<string> | undefined;
  private readAt = 0;

  constructor(
    private readonly url: string,
    private readonly now: () => number,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    this.cache = new SimpleJwksCache({ fetcher: { fetch: (address) => this.read(address) } });
  }

  /**
   * Returns the URL of the keys, and the cache that contains them.
   * @throws ServiceError if the keys were never read and cannot be read now
   */
  async keys(): Promise<{ readonly uri: string; readonly cache: JwksCache }> {
    this.keysUri ??= this.discover().catch((error: unknown) => {
      this.keysUri = undefined;
      throw error;
    });
    const uri = await this.keysUri;
    if (this.now() - this.readAt > KEYS_LIFE_MS) await this.readKeys(uri);
    return { uri, cache: this.cache };
  }

  private read(address: string): Promise<ArrayBuffer> {
    return readBytes(address, this.timeoutMs);
  }

  private async discover(): Promise<string> {
    const address = `${this.url.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const found = z.safeParse(configuration, parseJson(await this.read(address)));
    if (!found.success) throw unavailable(address, 'it is not an OpenID Connect configuration');
    if (found.data.issuer !== this.url) {
      throw unavailable(address, `it is the configuration of ${found.data.issuer}`);
    }
    return found.data.jwks_uri;
  }

  private async readKeys(uri: string): Promise<void> {
    const isFirst = this.readAt === 0;
    this.readAt = this.now();
    try {
      const keys = parseJson(await this.read(uri));
      assertIsJwks(keys as Jwks);
      this.cache.addJwks(uri, keys as Jwks);
    } catch (error) {
      if (!isFirst) return;
      this.readAt = 0;
      throw error instanceof ServiceError ? error : unavailable(uri, 'it is not a set of keys');
    }
  }
}

const unavailable = (url: string, why: string, cause?: unknown): ServiceError =>
  new ServiceError(`${url} cannot be used: ${why}.`, { cause });

/** @throws ServiceError */
async function readBytes(address: string, timeoutMs: number): Promise<ArrayBuffer> {
  const url = new URL(address);
  if (!isPrivateTransport(url)) throw unavailable(address, 'it does not begin with https://');
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw unavailable(address, 'it does not respond', error);
  });
  if (!response.ok) throw unavailable(address, `its status is ${response.status}`);
  const bytes = await response.arrayBuffer().catch((error: unknown) => {
    throw unavailable(address, 'its response breaks off', error);
  });
  if (bytes.byteLength > MAX_BYTES) throw unavailable(address, `it has more than ${MAX_BYTES} bytes`);
  return bytes;
}

const parseJson = (bytes: ArrayBuffer): unknown => parsedJson(new TextDecoder().decode(bytes));
