import type { z } from 'zod';
import { findImages } from '../../domain/listing/find-images';
import { type ImageListing, listImages as listRecords } from '../../domain/listing/list-images';
import type { ImageCatalog, ImageFilter } from '../../domain/ports';
import { listedImageResponse } from '../image-response';
import { LIST_FILTERS, listImagesQuery } from '../request-schemas';
import type { ImagePageResponse } from '../response-schemas';
import type { Route } from '../route-contract';
import { InvalidRequestError, parsed } from '../validation';

type Catalog = Pick<ImageCatalog, 'list'>;
type Query = z.output<typeof listImagesQuery>;

/** `GET /images`: returns the versions that match one filter, a name, or both, newest first. */
export const listImages: Route = async (request, dependencies) => {
  const query = parsed(listImagesQuery, request.query);
  const { records, cursor, rowsRead } = await listedBy(query, dependencies.catalog);
  const body: ImagePageResponse = {
    images: await Promise.all(records.map((record) => listedImageResponse(record, dependencies))),
    ...(cursor && { next_cursor: cursor }),
    ...(rowsRead !== undefined && { rows_read: rowsRead }),
  };
  return { status: 200, body };
};

/** @throws InvalidRequestError if there is not exactly one filter; with a name, if there is more than one */
function listedBy(query: Query, catalog: Catalog): Promise<ImageListing & { readonly rowsRead?: number }> {
  const filters = filtersOf(query);
  const [filter] = filters;
  const { name } = query;
  if (filters.length === 1 && filter && name === undefined) return listRecords(filter, query, { catalog });
  if (filters.length <= 1 && name !== undefined)
    return findImages({ name, ...(filter && { filter }) }, query, { catalog });
  const expected = name === undefined ? 'Exactly one' : 'With name, at most one';
  throw new InvalidRequestError(
    `${expected} of ${LIST_FILTERS.join(', ')} must be given, but ${filters.length} are.`,
  );
}

const filtersOf = ({ status, user_id: userId, date }: Query): ImageFilter[] => [
  ...(status === undefined ? [] : [{ by: 'status', status } as const]),
  ...(userId === undefined ? [] : [{ by: 'user', userId } as const]),
  ...(date === undefined ? [] : [{ by: 'date', date } as const]),
];
