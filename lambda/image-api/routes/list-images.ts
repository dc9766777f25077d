import type { z } from 'zod';
import { listImages as listRecords } from '../../domain/list-images';
import type { ImageFilter } from '../../domain/ports';
import { listedImageResponse } from '../image-response';
import { LIST_FILTERS, listImagesQuery } from '../request-schemas';
import type { ImagePageResponse } from '../response-schemas';
import type { Route } from '../route-contract';
import { InvalidRequestError, parsed } from '../validation';

type Query = z.output<typeof listImagesQuery>;

/** `GET /images`: returns versions by one filter, newest first. */
export const listImages: Route = async (request, dependencies) => {
  const query = parsed(listImagesQuery, request.query);
  const { records, cursor } = await listRecords(filterOf(query), query, dependencies);
  const body: ImagePageResponse = {
    images: await Promise.all(records.map((record) => listedImageResponse(record, dependencies))),
    ...(cursor && { next_cursor: cursor }),
  };
  return { status: 200, body };
};

/** @throws InvalidRequestError unless exactly one filter is given */
function filterOf({ status, user_id: userId, date }: Query): ImageFilter {
  const given = [status, userId, date].filter((value) => value !== undefined);
  if (given.length === 1) {
    if (status !== undefined) return { by: 'status', status };
    if (userId !== undefined) return { by: 'user', userId };
    if (date !== undefined) return { by: 'date', date };
  }
  throw new InvalidRequestError(
    `Exactly one of ${LIST_FILTERS.join(', ')} must be given, but ${given.length} are.`,
  );
}
