import type { ImageFilter } from '../../../lambda/domain/ports';
import { outdatedRecords } from './outdated-records';
import type { Place, SelectedImage, SelectionSource } from './selected-image';
import type { Selection } from './selection';
import { unrecordedOriginals } from './unrecorded-originals';

interface Listing {
  readonly phase: string;
  readonly begin: (after?: Place['position']) => AsyncGenerator<SelectedImage>;
}

/**
 * Lists the images of a selection one by one, in little memory: first the records that may be outdated, then
 * the originals without a record. Previews are never among them: keys come from records of uploads and from
 * below `uploads/`.
 * @param after continue after this place
 */
export async function* selectedImages(
  darkroom: SelectionSource,
  selection: Selection,
  after?: Place,
): AsyncGenerator<SelectedImage> {
  const listings = listingsOf(darkroom, selection);
  const resumed = listings.findIndex(({ phase }) => phase === after?.phase);
  for (const { phase, begin } of listings.slice(Math.max(0, resumed))) {
    yield* begin(phase === after?.phase ? after.position : undefined);
  }
}

function listingsOf(darkroom: SelectionSource, selection: Selection): Listing[] {
  const listings = recordFilters(selection).map((filter): Listing => {
    const phase = `${filter.by} ${filter.by === 'status' ? filter.status : ''}`;
    return {
      phase,
      begin: (after) =>
        outdatedRecords(darkroom, selection, {
          filter,
          phase,
          ...(typeof after === 'object' && { after }),
        }),
    };
  });
  if (!selection.statuses.includes('UNRECORDED')) return listings;
  const phase = 'originals';
  const begin: Listing['begin'] = (after) =>
    unrecordedOriginals(darkroom, selection, { phase, ...(typeof after === 'string' && { after }) });
  return [...listings, { phase, begin }];
}

/** The index listings that contain the records of a selection. */
function recordFilters({ statuses, user }: Selection): ImageFilter[] {
  const recorded = statuses.filter((status) => status !== 'UNRECORDED');
  if (user !== undefined && recorded.length > 0) return [{ by: 'user', userId: user }];
  return recorded.map((status) => ({ by: 'status', status }));
}
