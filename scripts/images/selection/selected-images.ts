import type { ImageFilter } from '../../../lambda/domain/ports';
import { outdatedRecords } from './outdated-records';
import type { OnSkipped, Place, SelectedImage, SelectionSource } from './selected-image';
import { recordedStatus, type Selection } from './selection';
import { unrecordedOriginals } from './unrecorded-originals';

interface Listing {
  readonly phase: string;
  readonly begin: (after?: Place['position']) => AsyncGenerator<SelectedImage>;
}

export interface ListingOptions {
  /** Continue after this place. */
  readonly after?: Place;
  readonly onSkipped?: OnSkipped;
}

/**
 * Lists the images of a selection one by one, in little memory: first the records that may be outdated, then
 * the originals without a record. Previews are never among them: keys come from records and from below `uploads/`.
 */
export async function* selectedImages(
  darkroom: SelectionSource,
  selection: Selection,
  { after, onSkipped = () => undefined }: ListingOptions = {},
): AsyncGenerator<SelectedImage> {
  const listings = listingsOf(darkroom, selection, onSkipped);
  const resumed = listings.findIndex(({ phase }) => phase === after?.phase);
  for (const { phase, begin } of listings.slice(Math.max(0, resumed))) {
    yield* begin(phase === after?.phase ? after.position : undefined);
  }
}

function listingsOf(darkroom: SelectionSource, selection: Selection, onSkipped: OnSkipped): Listing[] {
  const listings = recordFilters(selection).map((filter): Listing => {
    const phase = `${filter.by} ${filter.by === 'status' ? filter.status : ''}`;
    return {
      phase,
      begin: (after) =>
        outdatedRecords(darkroom, selection, {
          filter,
          phase,
          onSkipped,
          ...(typeof after === 'object' && { after }),
        }),
    };
  });
  if (!selection.statuses.includes('UNRECORDED')) return listings;
  const phase = 'originals';
  const begin: Listing['begin'] = (after) =>
    unrecordedOriginals(darkroom, selection, {
      phase,
      onSkipped,
      ...(typeof after === 'string' && { after }),
    });
  return [...listings, { phase, begin }];
}

/** The index listings that contain the records of a selection. */
function recordFilters({ statuses, user }: Selection): ImageFilter[] {
  const recorded = statuses.filter((status) => status !== 'UNRECORDED');
  if (user !== undefined && recorded.length > 0) return [{ by: 'user', userId: user }];
  return [...new Set(recorded.map(recordedStatus))].map((status) => ({ by: 'status', status }));
}
