import type { DiskSpace } from '../foundation/disk-space';
import { replyError } from '../foundation/http';
import type { ServiceFront } from '../gateway/gateway';
import { operationNamed } from '../gateway/service-of';

/**
 * Operations that store something. Deletions are let through, because they make room, and messages, because those about
 * objects that were stored must not be lost: they fit into what stays free.
 */
const STORING = new Set(['BatchWriteItem', 'PutItem', 'UpdateItem']);

/** Refuses to store while the disk is full. Clients of AWS try again after a 503. */
export const whileThereIsRoom =
  (front: ServiceFront, space: Pick<DiskSpace, 'refusal'>): ServiceFront =>
  async (request, response, body) => {
    const isStoring = STORING.has(operationNamed(request.headers));
    const refusal = isStoring ? space.refusal(body.length) : undefined;
    if (refusal) replyError(response, 503, 'ServiceUnavailable', refusal);
    else await front(request, response, body);
  };
