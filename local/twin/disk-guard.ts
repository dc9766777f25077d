import type { DiskSpace } from '../foundation/disk-space';
import { replyError } from '../foundation/http';
import type { ServiceFront } from '../gateway/gateway';
import { operationNamed } from '../gateway/service-of';

/**
 * Operations that store something. Deletions are allowed, because they free space. So are messages, because those about
 * stored objects must not be lost, and the reserve has room for them.
 */
const STORING = new Set(['BatchWriteItem', 'PutItem', 'UpdateItem']);

/** Refuses to store while the disk is full. AWS clients retry after a 503. */
export const whileThereIsRoom =
  (front: ServiceFront, space: Pick<DiskSpace, 'refusal'>): ServiceFront =>
  async (request, response, body) => {
    const isStoring = STORING.has(operationNamed(request.headers));
    const refusal = isStoring ? space.refusal(body.length) : undefined;
    if (refusal) replyError(response, 503, 'ServiceUnavailable', refusal);
    else await front(request, response, body);
  };
