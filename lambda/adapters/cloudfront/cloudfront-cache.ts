import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { previewsPrefixOf } from '../../domain/image-record';
import type { PreviewCache } from '../../domain/ports';
import { isNamed, serviceError } from '../aws-errors';

/**
 * Milliseconds to wait before each retry, if too many invalidations are in progress. CloudFront processes 15 paths with
 * a wildcard at a time. Source: Amazon CloudFront Developer Guide, "Concurrent invalidation request maximum".
 */
const WAITS_MS = [1_000, 2_000, 4_000];

/** Invalidates a path of a distribution. Requests with the same reference are one invalidation. */
export type CreateInvalidation = (distributionId: string, path: string, reference: string) => Promise<void>;

/** Loads the client on first use, because most invocations remove nothing. */
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

/**
 * For a reference that CloudFront has already received, it returns the existing invalidation, and charges nothing
 * (CloudFront API, CreateInvalidation, `CallerReference`).
 */
const referenceOf = (imageId: string, cause: string): string =>
  createHash('sha256').update(`${imageId} ${cause}`).digest('hex');
