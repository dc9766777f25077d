import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { previewsPrefixOf } from '../domain/image-record';
import type { PreviewCache } from '../domain/ports';
import { isNamed, serviceError } from './aws-errors';

/**
 * Milliseconds to wait until a request is repeated that was refused because too many are in progress. CloudFront
 * works on 15 paths with a wildcard at a time. Source: Amazon CloudFront Developer Guide, "Concurrent invalidation
 * request maximum".
 */
const WAITS_MS = [1_000, 2_000, 4_000];

/** Makes one invalidation: of a path, under a reference under which repeats are one. */
export type CreateInvalidation = (distributionId: string, path: string, reference: string) => Promise<void>;

/** The client is loaded when it is needed: most invocations remove nothing. */
const createByDefaultClient: CreateInvalidation = async (...request) => {
  const { createInvalidation } = await import('./create-invalidation');
  return createInvalidation(...request);
};

/** The caches of one CloudFront distribution. */
export class CloudFrontCache implements PreviewCache {
  /** @param waits milliseconds between attempts while too many invalidations are in progress */
  constructor(
    private readonly distributionId: string,
    private readonly create: CreateInvalidation = createByDefaultClient,
    private readonly waits: readonly number[] = WAITS_MS,
  ) {}

  async invalidate(imageId: string, cause: string): Promise<void> {
    const path = `/${previewsPrefixOf(imageId)}*`;
    for (const wait of [...this.waits, undefined]) {
      try {
        await this.create(this.distributionId, path, referenceOf(imageId, cause));
        return;
      } catch (error) {
        const mayWait = wait !== undefined && isNamed(error, 'TooManyInvalidationsInProgress');
        if (!mayWait) throw serviceError(`invalidate ${path}`, error);
        await sleep(wait);
      }
    }
  }
}

/** CloudFront answers a reference that it has seen with the invalidation that it made then, and charges once. */
const referenceOf = (imageId: string, cause: string): string =>
  createHash('sha256').update(`${imageId} ${cause}`).digest('hex');
